using System.Text.Json;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class TrainCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    [Fact]
    public async Task Train_tells_its_report_as_JSON()
    {
        var report = await home.JsonAsync("train", "sample", "--quick");
        Assert.True(report.GetProperty("quick").GetBoolean());
        Assert.All(
            report.GetProperty("requirements").EnumerateArray(),
            r => Assert.Equal(JsonValueKind.Null, r.GetProperty("met").ValueKind)
        );
    }
}
