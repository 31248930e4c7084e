using Ninefold.Hosting.Commands;
using Ninefold.Hosting.Templates;

namespace Ninefold.Hosting.Tests;

public sealed class SystemCatalogueTests
{
    [Fact]
    public void Systems_of_an_assembly_are_found_by_their_type() =>
        Assert.Contains(SystemCatalogue.In(typeof(SampleSystem).Assembly), s => s.Id == "sample");

    [Fact]
    public void Two_systems_of_one_id_are_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new SystemCatalogue([new SampleSystem(), new SampleSystem()])
        );
        Assert.Contains("'sample'", error.Message, StringComparison.Ordinal);
        Assert.Contains("SampleSystem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_id_is_answered_with_those_there_are()
    {
        var error = Assert.Throws<UsageException>(() => new SystemCatalogue([new SampleSystem()]).Get("nope"));
        Assert.Equal("No system 'nope'. There are: sample.", error.Message);
    }

    [Fact]
    public void The_only_system_is_the_default() =>
        Assert.Equal("sample", new SystemCatalogue([new SampleSystem()]).Default(null).Id);
}
