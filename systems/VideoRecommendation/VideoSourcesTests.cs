using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Onnx;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Ninefold.Models.Vectors;
using Ninefold.Torch.Native;
using Parts = Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem.Parts;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VideoSourcesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;
    private readonly VideoRecommendationSystem system = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Home => Path.Combine(folder, "home");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_rung_has_a_name_of_its_own_and_the_neural_ones_come_last()
    {
        string[] names = [.. VideoSources.Plain.Concat(VideoSources.Neural).Select(s => s.Name)];
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(["two-tower", "sasrec", "fused-neural"], names[^3..]);
    }

    /// <summary>A release of neural parts, as a ladder makes it where they win.</summary>
    [Fact]
    public async Task A_server_answers_with_neural_parts_and_has_no_libtorch()
    {
        Assert.SkipUnless(LibTorch.TryLoad(out var why), why ?? "");
        await PromoteNeuralRelease();
        using var server = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [App("Ninefold.Systems.dll"), "serve", "--url", "http://127.0.0.1:0", "--home", Home]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            _ = server.StandardError.ReadToEndAsync(Cancellation);
            var serving = await server.StandardOutput.ReadLineAsync(Cancellation);
            using var http = new HttpClient { BaseAddress = new Uri(serving!.Split(' ')[^1]) };
            for (var user = 0; user < OwnData.Users; user++)
            {
                using var response = await http.PostAsJsonAsync(
                    $"/v1/systems/{system.Id}/predict?explain=true",
                    new { user = $"u{user}" },
                    Cancellation
                );
                Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
                var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
                var trace = answer.GetProperty("trace").ToString();
                Assert.All(["two-tower", "sasrec", "ranker"], stage => Assert.Contains(stage, trace));
            }
            string[] loaded =
            [
                .. (await File.ReadAllLinesAsync($"/proc/{server.Id}/maps", Cancellation))
                    .Select(line => Path.GetFileName(line.Split(' ')[^1]))
                    .Distinct(),
            ];
            Assert.Contains("libonnxruntime.so", loaded);
            Assert.DoesNotContain(loaded, name => name.Contains("torch", StringComparison.Ordinal));
            Assert.DoesNotContain("TorchSharp.dll", loaded);
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task PromoteNeuralRelease()
    {
        var data = Path.Combine(folder, "data");
        OwnData.Write(data);
        var workspace = TrainedVideos.Open(
            new()
            {
                Home = Home,
                DataFolder = data,
                Threads = 2,
            }
        );
        var trained = await system.Open(workspace).TrainAsync(new SilentRunLog(), Cancellation);
        var run = new Training<Visit, Shelf, Watched, Parts>(
            system,
            workspace,
            [],
            new SilentRunLog(),
            Cancellation
        ).NewRun();
        var past = (await system.Collect(run)).Past;
        run.Policy = new("dcn-v2");
        var ranker = system.Train(past, run).Ranker;
        run.Policy = new("fused-neural");
        var parts = system.Train(past, run) with { Ranker = ranker };
        Assert.IsType<OnnxTabularModel>(ranker.Model.Model);
        var members = Assert.IsType<FusedSourcesModel>(parts.Candidates.Model).Members;
        Assert.Equal(2, members.Count(m => m.Source is IndexedSourceModel { Model: HistoryNetwork, Index.Count: > 0 }));
        var release = workspace.Releases.Get(system.Id, trained.Release) with
        {
            Id = "neural123456",
            Parts = PartCodec.Store(parts, workspace.Artifacts),
        };
        workspace.Releases.Add(release, trained.Id);
        workspace.Releases.Point(system.Id, ReleaseStore.Champion, release.Id, "for the test");
    }

    private static string App(string file) => Path.Combine(AppContext.BaseDirectory, file);
}
