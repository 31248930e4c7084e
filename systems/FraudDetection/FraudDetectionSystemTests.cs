using Ninefold.Models.Runs;

namespace Ninefold.Systems.FraudDetection;

public sealed class FraudDetectionSystemTests(TrainedFraud fraud)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_release_finds_more_fraud_than_the_rule_by_more_than_the_noise()
    {
        var report = fraud.Report;
        Assert.Equal(["heuristic", FraudTraining.Handbook, "released"], report.Evaluation.Flows.Select(f => f.Name));
        var gain = report
            .Evaluation.Differences.Single(d => d is { Rival: "heuristic", Metric: "average_precision" })
            .Difference;
        Assert.True(gain.Low > 0, $"{gain.Value} [{gain.Low}, {gain.High}]");
        Assert.All(report.Requirements.Where(r => r.Requirement.On is not null), r => Assert.Null(r.Met));
    }

    [Fact]
    public async Task On_the_published_payments_the_published_baseline_comes_out_and_every_requirement_is_met()
    {
        await PublishedPayments.GetAsync(); // or they cannot be had
        using var home = new TemporaryHome();
        var workspace = TrainedFraud.Open(
            new()
            {
                Home = home.Path,
                LocalData = Environment.GetEnvironmentVariable("NINEFOLD_DATA"),
                Threads = 2,
            }
        );
        var report = await fraud.System.Open(workspace).TrainAsync(new SilentRunLog(), Cancellation);
        Assert.True(report.MeetsQuality);
        Assert.True(report.Data.Simulated);
        Assert.Equal(58_264, report.Cases.Test);
        var published = report.Evaluation.Flows.Single(f => f.Name == FraudTraining.Handbook).Metrics;
        Assert.Equal(.871, published["roc_auc"].Value, .003);
        Assert.Equal(.606, published["average_precision"].Value, .003);
        Assert.Equal(.291, published["card_precision@100"].Value, .003);
    }

    [Fact]
    public async Task A_payment_gets_a_risk_an_action_that_follows_from_it_and_reasons_when_asked()
    {
        foreach (var one in fraud.Data.Test.Take(200))
        {
            var (verdict, _) = await fraud.PayAsync(one.Request, one.At, o => o with { Explain = true });
            Assert.InRange(verdict.Risk, 0, 1);
            Assert.Equal(fraud.Release.Parts.Decision.For(verdict.Risk, one.Request.Amount), verdict.Action);
            Assert.NotEmpty(verdict.Reasons);
        }
    }

    [Fact]
    public async Task Served_and_replayed_features_give_the_same_risk()
    {
        foreach (var one in fraud.Data.Rehearsal.Take(50))
        {
            var served = await fraud.PayAsync(one.Request, fraud.Data.Rehearsal[0].At);
            var replayed = fraud.Run.CallAt(fraud.Data.Rehearsal[0].At, seed: 1);
            var verdict = await fraud.System.Predict(one.Request, fraud.Release.Parts, replayed);
            Assert.Equal(verdict.Risk, served.Verdict.Risk);
        }
    }

    [Fact]
    public async Task What_is_least_certain_is_reviewed_first_and_a_decision_is_about_the_terminal_as_labels_are()
    {
        var one = fraud.Data.Test[0];
        var (verdict, call) = await fraud.PayAsync(one.Request, one.At);
        var uncertainty = -(verdict.Risk * Math.Log(verdict.Risk) + (1 - verdict.Risk) * Math.Log(1 - verdict.Risk));
        Assert.Equal(uncertainty, call.Watched[fraud.System.Operations.Review!.Watched], 1e-12);
        var label = FraudData.Observed(one).Single(o => o.Kind == "label");
        Assert.Equal(
            (label.Subject, label.Item),
            (fraud.System.Subject(one.Request), fraud.System.ReviewedItem(one.Request, verdict))
        );
    }

    [Fact]
    public async Task Somebody_unknown_at_an_unknown_terminal_gets_a_verdict()
    {
        var (verdict, call) = await fraud.PayAsync(new("nobody", "nowhere", 20));
        Assert.InRange(verdict.Risk, 0, 1);
        Assert.All(call.Reads, r => Assert.Null(r.Age));
    }

    [Fact]
    public async Task What_was_just_paid_counts_at_the_next_payment()
    {
        var (at, payment) = (fraud.Data.Rehearsal[0].At, new Payment("somebody new", "a new place", 20));
        foreach (var seen in FraudData.Observed(new(at, payment, new(false, 0, payment.Customer, 20), at, "")))
            fraud.Release.Store.Add(seen);
        var (_, call) = await fraud.PayAsync(payment, at.AddMilliseconds(1));
        Assert.Equal(1, call.Reads.Single(r => r.View.Name == "customer").All[0]);
        var (_, same) = await fraud.PayAsync(payment, at);
        Assert.Equal(0, same.Reads.Single(r => r.View.Name == "customer").All[0]); // strictly before
    }

    [Theory]
    [InlineData("features", false)]
    [InlineData("risk", false)]
    [InlineData("decision", false)]
    [InlineData("reasons", true)]
    public async Task A_stage_that_breaks_fails_the_call_unless_it_can_be_done_without(string stage, bool answers)
    {
        var payment = fraud.Data.Test[0].Request;
        var paying = () => fraud.PayAsync(payment, with: o => o with { Broken = stage, Explain = true });
        if (answers)
            Assert.Empty((await paying()).Verdict.Reasons);
        else
            await Assert.ThrowsAsync<InvalidOperationException>(paying);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_payment_is_said_at_once() =>
        Assert.Equal(3, fraud.System.Validate(new("", new string('t', 200), double.NaN)).Count());

    private sealed class TemporaryHome : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ninefold-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
