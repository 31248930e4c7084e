namespace Ninefold.Serving;

/// <summary>How an <see cref="HnswIndex"/> is built and searched.</summary>
/// <param name="Links">How many links a vector gets when it is added, 2 to 256; on the lowest level it may come to have twice as many.</param>
/// <param name="BuildWidth">How many candidates compete to be linked to, at least 1. More: a slower build, a better graph.</param>
/// <param name="Width">
/// Of how many candidates a search follows the links, at least 1; half as many as are asked for where that is more. More:
/// slower, higher recall. It can be changed later.
/// </param>
/// <param name="Relaxation">
/// By how much closer to another neighbour a neighbour must be to be pruned, on squared distances, 1 to 4; 1 is the rule of
/// the HNSW paper, more prunes less (the α of DiskANN). In data of tight clusters that takes the room of the links between the
/// clusters, and the recall falls far: measure it. The inner product always takes 1.
/// </param>
/// <param name="Metric">What makes two vectors close.</param>
/// <param name="Seed">Of the levels: the same vectors in the same order give the same graph.</param>
/// <param name="Coding">What searches compare on their way; the candidates they end with are ranked by full vectors.</param>
public sealed record HnswOptions(
    int Links = 16,
    int BuildWidth = 200,
    int Width = 64,
    double Relaxation = 1,
    VectorMetric Metric = VectorMetric.InnerProduct,
    int Seed = 0,
    VectorCoding Coding = VectorCoding.Full
)
{
    /// <exception cref="ArgumentException">A value is out of its range; all are named.</exception>
    internal HnswOptions Validated()
    {
        var wrong = new List<string>();
        if (Links is < 2 or > 256)
            wrong.Add($"Links must be 2 to 256, got {Links}.");
        if (BuildWidth < 1)
            wrong.Add($"BuildWidth must be at least 1, got {BuildWidth}.");
        if (Width < 1)
            wrong.Add($"Width must be at least 1, got {Width}.");
        if (!(Relaxation is >= 1 and <= 4))
            wrong.Add($"Relaxation must be 1 to 4, got {Relaxation}.");
        if (!Enum.IsDefined(Metric))
            wrong.Add($"Metric must be one of {string.Join(", ", Enum.GetNames<VectorMetric>())}, got {Metric}.");
        if (!Enum.IsDefined(Coding))
            wrong.Add($"Coding must be one of {string.Join(", ", Enum.GetNames<VectorCoding>())}, got {Coding}.");
        return wrong.Count == 0 ? this : throw new ArgumentException(string.Join(" ", wrong));
    }
}
