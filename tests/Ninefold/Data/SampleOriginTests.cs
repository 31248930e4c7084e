using Ninefold.Data;

namespace Ninefold.Tests.Data;

public sealed class SampleOriginTests
{
    private static readonly DatasetInfo Info = new("own", "here", 1, "hash");

    [Theory]
    [InlineData(SampleKind.Convenience, "a convenience sample: volunteers. Figures hold for such rows")]
    [InlineData(SampleKind.Snowball, "a snowball sample: volunteers. ")]
    [InlineData(SampleKind.Judgement, "a judgement sample: ")]
    [InlineData(SampleKind.Quota, "a quota sample: ")]
    public void Samples_that_speak_for_nobody_else_are_warned_of(SampleKind kind, string warning) =>
        Assert.StartsWith(
            warning,
            Assert.Single(SampleOrigin.WarningsOf(Info with { Sample = new(kind, "volunteers") }))
        );

    [Fact]
    public void Everything_and_what_was_drawn_by_chance_is_not()
    {
        Assert.Empty(SampleOrigin.WarningsOf(Info with { Sample = new(SampleKind.Everything, "a log") }));
        Assert.Empty(SampleOrigin.WarningsOf(Info with { Sample = new(SampleKind.Random, "one in ten") }));
        Assert.Empty(SampleOrigin.WarningsOf(Info with { Simulated = true }));
    }

    [Fact]
    public void Rows_of_which_nothing_is_stated_are() =>
        Assert.Equal(
            "nothing states how the rows of own were chosen, and so whom figures hold for: name it with --sample",
            Assert.Single(SampleOrigin.WarningsOf(Info))
        );
}
