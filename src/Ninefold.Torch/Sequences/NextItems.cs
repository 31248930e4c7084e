using Ninefold.Data;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>
/// Histories as sequences of ids, item i as i + 1 and 0 as none. Where there is something to hold out, each user's last
/// item is what the validation asks for.
/// </summary>
internal sealed class NextItems
{
    private readonly int[][] trained;
    private readonly int[][] asked;
    private readonly int longest;

    /// <param name="longest">How many places are read, at least 1.</param>
    /// <param name="holdOut">Whether the last items are held out.</param>
    /// <param name="least">The least items of a sequence that can be learned from.</param>
    /// <param name="inPieces">Whether longer histories are cut into sequences as long as is read, so that all is learned from.</param>
    public NextItems(Interactions data, int longest, bool holdOut, int least, bool inPieces = false)
    {
        var histories = Enumerable.Range(0, data.Users).Select(user => Ids(data, user)).ToList();
        asked = holdOut ? [.. histories.Where(h => h.Length > least)] : [];
        var known = histories.Select(h => holdOut && h.Length > least ? h[..^1] : h);
        trained = [.. (inPieces ? known.SelectMany(h => Pieces(h, longest)) : known).Where(h => h.Length >= least)];
        this.longest = longest;
    }

    /// <summary>How many sequences are learned from.</summary>
    public int Count => trained.Length;

    /// <summary>How many sequences the validation asks.</summary>
    public int Asked => asked.Length;

    /// <summary>Sequences without their last item, zeroes before them, and for every place the item that came next.</summary>
    /// <returns>Both (batch, length).</returns>
    public (Tensor Seen, Tensor Next) Shifted(int[] sequences)
    {
        var length = Math.Min(longest, sequences.Max(s => trained[s].Length - 1));
        var (seen, next) = (new long[sequences.Length * length], new long[sequences.Length * length]);
        for (var row = 0; row < sequences.Length; row++)
        {
            var ids = trained[sequences[row]];
            Put(ids.AsSpan(..^1), seen.AsSpan(row * length, length));
            Put(ids.AsSpan(1..), next.AsSpan(row * length, length));
        }
        return (tensor(seen, [sequences.Length, length]), tensor(next, [sequences.Length, length]));
    }

    /// <summary>Sequences cut at a random place, and the item that came next.</summary>
    /// <returns>(batch, length) and (batch).</returns>
    public (Tensor Seen, Tensor Next) Cut(int[] sequences, Random random)
    {
        var cuts = sequences.Select(s => random.Next(1, trained[s].Length)).ToArray();
        var length = Math.Min(longest, cuts.Max());
        var (seen, next) = (new long[sequences.Length * length], new long[sequences.Length]);
        for (var row = 0; row < sequences.Length; row++)
        {
            Put(trained[sequences[row]].AsSpan(..cuts[row]), seen.AsSpan(row * length, length));
            next[row] = trained[sequences[row]][cuts[row]];
        }
        return (tensor(seen, [sequences.Length, length]), tensor(next, [sequences.Length]));
    }

    /// <summary>What the validation asks, and the right answer.</summary>
    /// <returns>(batch, length) and one an id.</returns>
    public (Tensor Seen, int[] Next) Question(ReadOnlySpan<int> questions)
    {
        var length = 1;
        foreach (var question in questions)
            length = Math.Max(length, Math.Min(longest, asked[question].Length - 1));
        var (seen, next) = (new long[questions.Length * length], new int[questions.Length]);
        for (var row = 0; row < questions.Length; row++)
        {
            Put(asked[questions[row]].AsSpan(..^1), seen.AsSpan(row * length, length));
            next[row] = asked[questions[row]][^1];
        }
        return (tensor(seen, [questions.Length, length]), next);
    }

    /// <summary>The same sequences, those of like length together: less of a batch is padding.</summary>
    public IEnumerable<int[]> Alike(int[] sequences, int parts) =>
        sequences.OrderBy(s => trained[s].Length).Chunk((sequences.Length + parts - 1) / parts);

    // Each but the first begins with the item that the one before ends with; the newest is whole.
    private static IEnumerable<int[]> Pieces(int[] history, int longest)
    {
        for (var end = history.Length; end == history.Length || end > 1; end -= longest)
            yield return history[Math.Max(0, end - longest - 1)..end];
    }

    private static void Put(ReadOnlySpan<int> ids, Span<long> places)
    {
        var newest = ids[Math.Max(0, ids.Length - places.Length)..];
        for (var i = 0; i < newest.Length; i++)
            places[places.Length - newest.Length + i] = newest[i];
    }

    private static int[] Ids(Interactions data, int user)
    {
        var history = data.Of(user);
        var ids = new int[history.Length];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = history[i].Item + 1;
        return ids;
    }
}
