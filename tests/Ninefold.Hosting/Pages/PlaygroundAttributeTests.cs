using Ninefold.Hosting.Pages;
using Ninefold.Hosting.Templates;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class PlaygroundAttributeTests
{
    [Fact]
    public void A_system_that_brings_no_playground_has_none() =>
        Assert.Null(PlaygroundAttribute.ComponentOf(new SampleSystem()));
}
