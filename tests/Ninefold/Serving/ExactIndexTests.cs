using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class ExactIndexTests : VectorIndexContract
{
    protected override IVectorIndex Build(float[] vectors, int dimensions) => new ExactIndex(vectors, dimensions);
}
