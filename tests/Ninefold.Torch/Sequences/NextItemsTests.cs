using Ninefold.Data;
using Ninefold.Torch.Native;
using Ninefold.Torch.Sequences;

namespace Ninefold.Torch.Tests.Sequences;

public sealed class NextItemsTests
{
    public NextItemsTests() => LibTorch.Load();

    /// <summary>Users who take items 0, 1, 2 …, as many as is said.</summary>
    private static Interactions Walks(params int[] lengths) =>
        Interactions.From(
            new([.. lengths.Select((_, user) => $"u{user}")]),
            new([.. Enumerable.Range(0, lengths.Max()).Select(item => $"i{item}")]),
            lengths.SelectMany(
                (length, user) => Enumerable.Range(0, length).Select(i => (user, new Interaction(i, 1, i)))
            )
        );

    /// <summary>What follows what, as ids, in all sequences.</summary>
    private static List<(long Seen, long Next)> Steps(NextItems sequences)
    {
        var (seen, next) = sequences.Shifted([.. Enumerable.Range(0, sequences.Count)]);
        return
        [
            .. seen.data<long>().ToArray().Zip(next.data<long>().ToArray()).Where(step => step.Second != 0).Order(),
        ];
    }

    [Theory]
    [InlineData(8, 3)]
    [InlineData(9, 3)]
    [InlineData(10, 3)]
    [InlineData(4, 3)]
    [InlineData(2, 3)]
    [InlineData(7, 1)]
    public void In_pieces_each_step_of_a_long_history_is_learned_once(int items, int longest)
    {
        var sequences = new NextItems(Walks(items), longest, holdOut: false, least: 2, inPieces: true);
        Assert.Equal(Enumerable.Range(1, items - 1).Select(id => ((long)id, id + 1L)), Steps(sequences));
        // Whole, only the newest are.
        var whole = new NextItems(Walks(items), longest, holdOut: false, least: 2);
        Assert.Equal(Steps(sequences).TakeLast(longest), Steps(whole));
    }

    [Fact]
    public void What_is_held_out_is_in_no_piece()
    {
        var sequences = new NextItems(Walks(8, 2, 1), 3, holdOut: true, least: 2, inPieces: true);
        Assert.DoesNotContain((7, 8), Steps(sequences));
        Assert.Equal(1, sequences.Asked); // two items are just enough to learn from
        Assert.Equal([8], sequences.Question([0]).Next);
    }

    [Fact]
    public void Sequences_of_like_length_are_put_together()
    {
        var sequences = new NextItems(Walks(2, 9, 3, 8, 4, 7), 20, holdOut: false, least: 2);
        Assert.Equal(
            [
                [0, 2],
                [4, 5],
                [3, 1],
            ],
            sequences.Alike([.. Enumerable.Range(0, 6)], 3)
        );
        Assert.Equal(
            [
                [1],
                [3],
            ],
            sequences.Alike([3, 1], 4).Select(some => some.ToArray()).Reverse()
        );
    }
}
