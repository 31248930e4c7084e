using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Models;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Ensembles;

public sealed class FusedSourcesTests : CandidateSourceContract
{
    private static readonly FusedSources Trainer = new(
        new FusedMember(new ItemKnn(), 1),
        new FusedMember(new Transitions(), 2)
    );

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) => Trainer.Fit(data, context);

    [Fact]
    public void It_is_the_weighted_sum_of_its_members()
    {
        var data = SessionData.Make();
        var query = new CandidateQuery(-1, data.Memory(0)[..3], SessionData.Day * 200, 20);
        WeightedList[] lists =
        [
            new(new ItemKnn().Fit(data, new(1)).Find(query), 1),
            new(new Transitions().Fit(data, new(1)).Find(query), 2),
        ];
        Assert.Equal(Fusion.WeightedSum(20, lists), Fit(data, new(1)).Find(query));
    }

    [Fact]
    public void A_run_reuses_members_that_it_has_trained_as_rungs()
    {
        using var home = new TinyHome();
        var run = home.NewRun();
        var data = SessionData.Make();
        run.Fit<Interactions, ICandidateSource>("alone", new ItemKnn(), data); // as a ladder of sources does
        run.Fit<Interactions, ICandidateSource>("all", Trainer, data);
        Assert.Equal(
            [("alone", false), ("all: item-knn", true), ("all: transitions", false), ("all", false)],
            run.Steps.Select(s => (s.Name, s.Reused))
        );
    }

    [Fact]
    public void Members_need_different_names_and_weights_of_at_least_0()
    {
        Assert.Equal(
            "Fused sources need at least two members of different names, got [item-knn].",
            Assert.Throws<ArgumentException>(() => new FusedSources(new FusedMember(new ItemKnn(), 1))).Message
        );
        Assert.Throws<ArgumentException>(() =>
            new FusedSources(new FusedMember(new ItemKnn(), 1), new FusedMember(new ItemKnn(5), 1))
        );
        foreach (var weight in new[] { -1, double.NaN, double.PositiveInfinity })
            Assert.Contains(
                $"The weight of item-knn must be finite and at least 0, got {weight}.",
                Assert.Throws<ArgumentOutOfRangeException>(() => new FusedMember(new ItemKnn(), weight)).Message
            );
    }
}
