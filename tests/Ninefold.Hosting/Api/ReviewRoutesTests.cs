using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Hosting.Tests.Api;

public sealed class ReviewRoutesTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const string Path = "/v1/systems/sample/reviews";

    private static string By(string reviewer, string decision) =>
        $$"""{"reviewer":"{{reviewer}}","decision":"{{decision}}"}""";

    private async Task<List<Observation>> LabelsAsync(string request)
    {
        var labels = new List<Observation>();
        var log = new ObservationReader(running.Home.Workspace.ObservationFolder("sample"));
        await foreach (var one in log.ReadAsync(cancellation: TestContext.Current.CancellationToken))
            if (one.Kind == "label" && one.RequestId == request)
                labels.Add(one);
        return labels;
    }

    [Fact]
    public async Task What_waits_is_listed_decided_and_observed_as_a_label()
    {
        SampleReviews.Queue(running.Home, "listed", reviewers: 2);
        var item = (await running.Server.GetAsync(Path)).Body.GetProperty("items").EnumerateArray().Single(Listed);
        Assert.Equal(800, item.GetProperty("answer").GetProperty("rent").GetDouble());

        var (status, one) = await running.Server.PostAsync($"{Path}/listed", By("ann", "reject"));
        Assert.Equal((200, "Null"), (status, one.GetProperty("isPositive").ValueKind.ToString()));
        Assert.DoesNotContain(
            (await running.Server.GetAsync($"{Path}?reviewer=ann")).Body.GetProperty("items").EnumerateArray(),
            Listed
        );
        for (var i = 0; i < 2; i++) // the same again changes nothing
        {
            (status, one) = await running.Server.PostAsync($"{Path}/listed", By("bob", "reject"));
            Assert.Equal(200, status);
            Assert.False(one.GetProperty("isPositive").GetBoolean());
            Assert.Equal(2, one.GetProperty("decisions").GetArrayLength());
        }
        var label = Assert.Single(await LabelsAsync("listed"));
        Assert.Equal(("ann", "flat", 0.0), (label.Subject, label.Item, label.Value));

        static bool Listed(System.Text.Json.JsonElement one) => one.GetProperty("requestId").GetString() == "listed";
    }

    [Fact]
    public async Task What_contradicts_a_decision_is_a_conflict()
    {
        SampleReviews.Queue(running.Home, "settled");
        await running.Server.PostAsync($"{Path}/settled", By("ann", "accept"));
        foreach (var body in new[] { By("ann", "reject"), By("bob", "reject") })
        {
            var (status, problem) = await running.Server.PostAsync($"{Path}/settled", body);
            Assert.Equal(409, status);
            Assert.Contains("settled", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(1, Assert.Single(await LabelsAsync("settled")).Value);
    }

    [Theory]
    [InlineData("{}", "lacks")]
    [InlineData("null", "null")]
    [InlineData("{", "not a valid ReviewInput")]
    [InlineData("""{"reviewer":"","decision":"maybe"}""", "reviewer must be 1 to 128")]
    [InlineData("""{"reviewer":"","decision":"maybe"}""", "got 'maybe'")]
    [InlineData("""{"reviewer":"ann","decision":"skip","why":1}""", "why")]
    public async Task What_is_wrong_with_a_decision_is_said(string json, string said)
    {
        SampleReviews.Queue(running.Home, "wrong");
        var (status, problem) = await running.Server.PostAsync($"{Path}/wrong", json);
        Assert.Equal(400, status);
        Assert.Contains(said, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(SampleReviews.StoreOf(running.Home).Find("sample", "wrong")!.Decisions);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal(404, (await running.Server.PostAsync($"{Path}/nothing", By("ann", "skip"))).Status);
        Assert.Equal(404, (await running.Server.PostAsync("/v1/systems/no/reviews/a", By("ann", "skip"))).Status);
        Assert.Equal(404, (await running.Server.GetAsync("/v1/systems/no/reviews")).Status);
    }
}
