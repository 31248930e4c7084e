using System.Text.Json;
using Ninefold.Systems.VideoRecommendation;

namespace Ninefold.Systems;

public sealed class ProgramTests
{
    [Fact]
    public void A_command_that_names_no_system_is_about_videos()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json"); // as it lies beside the program
        using var settings = JsonDocument.Parse(File.ReadAllText(file));
        var system = settings.RootElement.GetProperty("Ninefold").GetProperty("System").GetString();
        Assert.Equal(new VideoRecommendationSystem().Id, system);
    }
}
