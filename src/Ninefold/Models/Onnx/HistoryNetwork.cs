using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Vectors;
using Ninefold.Serving;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that reads what a user took, oldest first, and makes a vector by which items are ranked: what a sequence model
/// or a two-tower model leaves behind. The user's number plays no part, so a new user with a few interactions is served
/// like any other.
/// </summary>
/// <param name="Network">
/// One input of ids (batch, length), in which item i is i + 1 and 0 is none; one output of vectors (batch, dimensions).
/// </param>
/// <param name="Vectors">The items' vectors end to end.</param>
/// <param name="Dimensions">Numbers a vector, at least 1.</param>
/// <param name="Longest">How much of the history it reads, at least 1.</param>
public sealed record HistoryNetwork(OnnxModel Network, float[] Vectors, int Dimensions, int Longest)
    : ICandidateSource,
        IVectorModel,
        ICostedModel
{
    private readonly Lazy<ExactIndex> exact = new(() => new(Vectors, Dimensions));

    /// <inheritdoc/>
    [JsonIgnore]
    public ReadOnlySpan<float> ItemVectors => Vectors;

    private int Items => Vectors.Length / Dimensions;

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        Span<float> vector = Dimensions <= 1024 ? stackalloc float[Dimensions] : new float[Dimensions];
        if (!TryVector(query, vector))
            return [];
        var found = new ScoredItem[Math.Min(query.Count, Items)];
        exact.Value.Search(vector, found);
        return found;
    }

    /// <inheritdoc/>
    public bool TryVector(in CandidateQuery query, Span<float> vector)
    {
        Span<long> ids = Longest <= 256 ? stackalloc long[Longest] : new long[Longest];
        ids = ids[Read(query.History.Span, ids)..];
        if (ids.IsEmpty)
            return false;
        Network.Run<long>(ids, [1, ids.Length], vector);
        return true;
    }

    /// <summary>Of a history as long as it reads, compared with every item.</summary>
    public ModelCost? Cost()
    {
        var ids = new long[Longest];
        Array.Fill(ids, 1);
        return OnnxCost.Of(Network, OnnxTensor.Of(Network.Inputs[0], [1, Longest], ids)) is { } cost
            ? cost with
            {
                Parameters = cost.Parameters + Vectors.Length,
                Operations = cost.Operations + 2L * Vectors.Length,
            }
            : null;
    }

    /// <summary>Fills ids from the end with the newest known items.</summary>
    /// <returns>Where they begin.</returns>
    private int Read(ReadOnlySpan<Interaction> history, Span<long> ids)
    {
        var first = ids.Length;
        for (var place = history.Length - 1; place >= 0 && first > 0; place--)
            if ((uint)history[place].Item < (uint)Items)
                ids[--first] = history[place].Item + 1;
        return first;
    }
}
