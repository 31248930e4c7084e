using System.Buffers;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics.Cost;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network that reads what a user took, oldest first, and scores every item: what a sequence model or a two-tower model
/// leaves behind. The user's number plays no part, so a new user with a few interactions is served like any other.
/// </summary>
/// <param name="Network">
/// One input of ids (batch, length), in which item i is i + 1 and 0 is none; one output of scores (batch, items).
/// </param>
/// <param name="Items">How many items there are, at least 1.</param>
/// <param name="Longest">How much of the history it reads, at least 1.</param>
public sealed record HistoryNetwork(OnnxModel Network, int Items, int Longest) : ICandidateSource, ICostedModel
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        Span<long> ids = Longest <= 256 ? stackalloc long[Longest] : new long[Longest];
        ids = ids[Read(query.History.Span, ids)..];
        if (ids.IsEmpty)
            return [];
        var scores = ArrayPool<float>.Shared.Rent(Items);
        try
        {
            Network.Run<long>(ids, [1, ids.Length], scores.AsSpan(0, Items));
            return Top(scores.AsSpan(0, Items), query.Count);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>Of a history as long as it reads.</summary>
    public ModelCost? Cost()
    {
        var ids = new long[Longest];
        Array.Fill(ids, 1);
        return OnnxCost.Of(Network, OnnxTensor.Of(Network.Inputs[0], [1, Longest], ids));
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

    private static ScoredItem[] Top(ReadOnlySpan<float> scores, int count)
    {
        // The worst of the best so far comes out first: the lowest score, then the highest number.
        var best = new PriorityQueue<int, (float Score, int Before)>(count + 1);
        for (var item = 0; item < scores.Length; item++)
            if (best.Count < count)
                best.Enqueue(item, (scores[item], -item));
            else if (best.TryPeek(out _, out var worst) && scores[item] > worst.Score)
                best.EnqueueDequeue(item, (scores[item], -item));
        var top = new ScoredItem[best.Count];
        for (var i = top.Length - 1; best.TryDequeue(out var item, out var worst); i--)
            top[i] = new(item, worst.Score);
        return top;
    }
}
