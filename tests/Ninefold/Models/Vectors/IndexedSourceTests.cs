using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Factorization;
using Ninefold.Models.Vectors;

namespace Ninefold.Tests.Models.Vectors;

public sealed class IndexedSourceTests : CandidateSourceContract
{
    private static readonly AlternatingLeastSquares Factors = new(Factors: 16, Regularization: 1, UseValues: true);

    // Whatever the clock says, the exact index is fast enough.
    private static readonly IndexedSource Trainer = new(Factors, Microseconds: double.MaxValue, Each: 20);

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) => Trainer.Fit(data, context);

    [Fact]
    public void The_index_finds_what_comparing_all_vectors_finds()
    {
        var data = SessionData.Make();
        var (indexed, plain) = (Trainer.Fit(data, new(1)), Factors.Fit(data, new(1)));
        Assert.Equal("ExactIndex", indexed.Index.Kind);
        for (var user = 0; user < data.Users; user++)
        {
            var query = new CandidateQuery(user, data.Memory(user), SessionData.Day * 200, 20);
            Assert.Equal(plain.Find(query), indexed.Find(query));
        }
    }

    [Fact]
    public void A_run_keeps_what_kinds_of_index_were_tried_and_why_one_was_taken()
    {
        using var home = new TinyHome();
        var run = home.NewRun();
        run.Fit("source", Trainer with { Microseconds = 0 }, SessionData.Make());
        var told = Assert.Single(run.Searches);
        Assert.Equal("source", told.Name);
        Assert.Equal(8, told.Trials.Count);
        Assert.Contains(told.Trials, t => t.Parameters["index"] == "exact" && t.Parameters["recall"] == "1.000");
        Assert.StartsWith($"the index: {told.Trials[told.Best].Parameters["index"]} at width ", told.Why);
    }

    [Fact]
    public void With_no_time_to_spare_the_fastest_index_is_taken_that_finds_enough()
    {
        var source = (Trainer with { Microseconds = 0, Recall = .9 }).Fit(SessionData.Make(), new(1));
        var query = new CandidateQuery(0, SessionData.Make().Memory(0), SessionData.Day * 200, 20);
        var exact = Factors.Fit(SessionData.Make(), new(1)).Find(query).Select(f => f.Item);
        Assert.InRange(source.Find(query).Count(f => exact.Contains(f.Item)), 12, 20);
    }

    [Fact]
    public void Where_nobody_can_be_asked_all_vectors_are_compared()
    {
        var one = SessionData.Make().Where((user, _) => user == 0);
        Assert.Equal("ExactIndex", (Trainer with { Microseconds = 0 }).Fit(one, new(1)).Index.Kind);
    }

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new IndexedSource(Factors, 2, -1, 0));
        foreach (var name in new[] { "als", "Recall must be at most 1, got 2", "Microseconds", "Each" })
            Assert.Contains(name, error.Message);
    }
}
