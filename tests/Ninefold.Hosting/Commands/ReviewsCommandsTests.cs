using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class ReviewsCommandsTests : IDisposable
{
    private readonly SampleHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task An_answer_is_listed_shown_and_decided()
    {
        Assert.Equal("(none)", (await home.OutputAsync("reviews", "list")).Trim());
        SampleReviews.Queue(home, "r1");
        var item = Assert.Single((await home.JsonAsync("reviews", "list", "sample")).EnumerateArray());
        Assert.Equal("r1", item.GetProperty("requestId").GetString());
        Assert.Contains(
            "squareMetres",
            await home.OutputAsync("reviews", "show", "sample", "r1"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Request r1 is accepted after 1 decisions.",
            (await home.OutputAsync("reviews", "decide", "sample", "r1", "accept", "--reviewer", "ann")).Trim()
        );
        Assert.Equal("(none)", (await home.OutputAsync("reviews", "list")).Trim());
    }

    [Theory]
    [InlineData("got 'maybe'", "decide", "sample", "r1", "maybe", "--reviewer", "ann")]
    [InlineData("--reviewer", "decide", "sample", "r1", "accept")]
    [InlineData("'r2' was queued", "decide", "sample", "r2", "accept", "--reviewer", "ann")]
    [InlineData("'r2' was queued", "show", "sample", "r2")]
    [InlineData("'bob'", "decide", "sample", "settled", "reject", "--reviewer", "bob")]
    public async Task What_is_wrong_is_said_in_a_line(string said, params string[] args)
    {
        SampleReviews.Queue(home, "r1");
        SampleReviews.Queue(home, "settled");
        SampleReviews.StoreOf(home).Decide("sample", "settled", "ann", Data.Labelling.ReviewVerdict.Accept);
        var result = await home.RunAsync(["reviews", .. args]);
        Assert.Equal(ExitCode.BadInput, result.Code);
        Assert.Contains(said, result.Error, StringComparison.Ordinal);
    }
}
