using Microsoft.Extensions.Configuration;
using Ninefold.Hosting.Commands;

namespace Ninefold.Hosting.Tests;

public sealed class SettingsTests
{
    private static Settings From(params (string Name, string Value)[] values) =>
        Settings.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(values.ToDictionary(v => $"Ninefold:{v.Name}", v => (string?)v.Value))
                .Build()
        );

    [Fact]
    public void Without_any_setting_files_go_to_the_current_folder_and_the_server_to_port_5080()
    {
        var settings = From();
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, ".ninefold"), settings.Options.Home);
        Assert.Equal(new Uri("http://127.0.0.1:5080"), settings.Url);
        Assert.Equal(42, settings.Options.Seed);
        Assert.Equal(Environment.ProcessorCount, settings.Options.Threads);
    }

    [Fact]
    public void Columns_are_read_by_the_systems_names()
    {
        var columns = From(("Columns", "user=customer_id, item = product")).Options.Columns;
        Assert.Equal("customer_id", columns["user"]);
        Assert.Equal("product", columns["item"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var error = Assert.Throws<UsageException>(() =>
            From(
                ("Threads", "0"),
                ("Seed", "x"),
                ("Url", "ftp://here"),
                ("Columns", "user"),
                ("Retrain", "maybe"),
                ("LoggedValues", "some")
            )
        );
        Assert.Contains("Threads must be a whole number from 1; got '0'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("LoggedValues must be true or false; got 'some'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Seed must be a whole number from 0; got 'x'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("got 'ftp://here'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Retrain must be true or false; got 'maybe'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("got 'user'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_wins_over_the_rest() =>
        Assert.Equal(7, Settings.Read(new Dictionary<string, string?> { ["Seed"] = "7" }).Options.Seed);

    [Fact]
    public void A_program_with_our_commands_retrains_by_itself_and_another_only_when_it_is_told()
    {
        Assert.True(Settings.Read(new Dictionary<string, string?>()).Retrain);
        Assert.False(Settings.Read(new Dictionary<string, string?> { ["Retrain"] = "false" }).Retrain);
        Assert.False(From().Retrain);
        Assert.True(From(("Retrain", "true")).Retrain);
    }
}
