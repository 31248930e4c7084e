using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class CodeVersionTests
{
    private static readonly string Own = CodeVersion.Of(typeof(TinySystem));

    [Fact]
    public void Systems_are_known_by_their_code_and_the_engines()
    {
        Assert.StartsWith(CodeVersion.Engine + " ", Own);
        Assert.NotEqual(CodeVersion.Of(typeof(Run)), Own);
    }

    [Fact]
    public void A_trainer_brings_its_own_code_and_that_of_those_within_it()
    {
        Assert.DoesNotContain(Own, CodeVersion.Of(new ItemKnn()));
        Assert.Contains(Own, CodeVersion.Of(new Nothing()));
        Assert.Contains(Own, CodeVersion.Of(Fused(new Nothing())));
        Assert.DoesNotContain(Own, CodeVersion.Of(Fused(new Transitions())));
    }

    private static FusedSources Fused(ITrainer<Interactions, ICandidateSource> member) =>
        new(new FusedMember(new MostPopular(), 1), new FusedMember(member, 1));

    public sealed record Nothing : ITrainer<Interactions, ICandidateSource>
    {
        public string Name => "nothing";

        public ICandidateSource Fit(Interactions data, TrainingContext context) => new PopularityModel([], []);
    }
}
