using Ninefold.Features.Views;
using Ninefold.Tests.Data;

namespace Ninefold.Tests.Features.Views;

public sealed class ViewCheckpointTests : IDisposable
{
    private static readonly FeatureView View = ViewStoreContract.Had.Rows;

    private readonly TemporaryFolder folder = new();

    private string File => ViewCheckpoint.PathOf(folder.Path, View);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 3)] // one for each person
    [InlineData(3000, 2)]
    [InlineData(1 << 26, 1)]
    public void It_is_written_and_read_in_pieces_of_whole_entities(int bytes, int pieces)
    {
        var state = new ViewState(View);
        for (var i = 0; i < 200; i++)
            state.Add(ViewStoreContract.Some(i, new(i)));
        new ViewCheckpoint(7, ["a", "b"]).Write(File, state.Pieces(bytes));
        var (again, read) = (new ViewState(View), 0);
        var checkpoint = ViewCheckpoint.Read(
            File,
            piece =>
            {
                again.Take(piece);
                read++;
            }
        )!;
        Assert.Equal(7, checkpoint.Position);
        Assert.Equal(["a", "b"], checkpoint.Taken);
        Assert.Equal(pieces, read);
        Assert.Equal(state.Past().Fingerprint, again.Past().Fingerprint);
    }

    [Fact]
    public void One_of_nothing_is_read_back_and_one_that_is_missing_is_null()
    {
        Assert.Null(ViewCheckpoint.Read(File, _ => Assert.Fail("nothing is there")));
        new ViewCheckpoint(0, []).Write(File, new ViewState(View).Pieces());
        Assert.Equal(0, ViewCheckpoint.Read(File, _ => Assert.Fail("nothing is there"))!.Position);
    }

    [Fact]
    public void Wherever_it_is_changed_or_cut_it_is_refused()
    {
        var state = new ViewState(View);
        for (var i = 0; i < 9; i++)
            state.Add(ViewStoreContract.Some(i, new(i)));
        new ViewCheckpoint(7, ["a"]).Write(File, state.Pieces(1));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var i = 0; i < whole.Length; i++)
        {
            Refused([.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]]);
            Refused(whole[..i]);
        }
        Refused([.. whole, 0]);

        void Refused(byte[] bytes)
        {
            System.IO.File.WriteAllBytes(File, bytes);
            Assert.Throws<InvalidDataException>(() => ViewCheckpoint.Read(File, _ => { }));
        }
    }
}
