using CsCheck;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public unsafe class CodedVectorsTests
{
    [Theory]
    [InlineData(VectorCoding.EightBits, .02)]
    [InlineData(VectorCoding.FourBits, .15)]
    public void Distances_to_codes_are_close_to_those_of_the_vectors(VectorCoding coding, double error) =>
        Gen.Select(Gen.Int[1, 300], Gen.Bool)
            .Sample(
                t =>
                {
                    var (dimensions, euclidean) = t;
                    const int count = 50;
                    var metric = euclidean ? VectorMetric.Euclidean : VectorMetric.InnerProduct;
                    var stride = HnswGraph.PaddedLength(dimensions);
                    var random = new Random(dimensions);
                    var blocks = CodedVectors.Lengths(dimensions, coding, count).Select(l => new NativeBlock(l));
                    var kept = blocks.ToArray();
                    var coded = new CodedVectors(dimensions, coding, kept);
                    var vectors = new float[(count + 1) * stride];
                    for (var v = 0; v <= count; v++)
                    for (var d = 0; d < dimensions; d++)
                        vectors[(v * stride) + d] =
                            v < count ? (float)random.NextDouble() + d : (vectors[d] + vectors[stride + d]) / 2; // asked for within what was learned
                    fixed (float* start = vectors)
                    {
                        coded.Learn(start, stride, count);
                        var scratch = new SearchScratch();
                        scratch.Begin(stride, count, vectors.AsSpan(count * stride, dimensions));
                        for (var slot = 0; slot < count; slot++)
                        {
                            var found =
                                coding == VectorCoding.FourBits
                                    ? CodeDistance<NibbleCode>.Of(start, stride, coded, metric, scratch).To(slot)
                                    : CodeDistance<ByteCode>.Of(start, stride, coded, metric, scratch).To(slot);
                            // Coordinates are rounded to steps, and the query to one step for all of its coordinates.
                            var (square, product, scale) = (0.0, 0.0, 0.0);
                            for (var d = 0; d < dimensions; d++)
                            {
                                var (a, b) = (vectors[(slot * stride) + d], vectors[(count * stride) + d]);
                                (square, product) = (square + ((a - b) * (a - b)), product - (a * b));
                                scale += a * b;
                            }
                            Assert.Equal(
                                euclidean ? square : product,
                                found,
                                euclidean ? error * (1 + dimensions + (scale / 30)) : error * (1 + scale)
                            );
                        }
                    }
                    GC.KeepAlive(kept);
                },
                iter: 40
            );
}
