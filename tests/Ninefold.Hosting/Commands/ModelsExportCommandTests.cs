using Ninefold.Models.Onnx;
using Ninefold.Models.Trees;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class ModelsExportCommandTests(FittedHome home) : IClassFixture<FittedHome>
{
    private const string Exportable = "What can be exported: Trees as LightGBM, Network as ONNX.";

    private string ReleaseId => home.Workspace.Releases.Get("fitted-flats", "challenger").Id;

    [Fact]
    public async Task Trees_go_out_as_lightgbms_file_with_the_names_of_the_encoded_columns()
    {
        var file = home.At("trees.txt");
        Assert.Contains($"Trees of release {ReleaseId} as LightGBM", await ExportAsync("trees", file));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Matches(@"\nfeature_names=square_metres district=[\w-]+ district=[\w-]+ district_other\n", text);
        Assert.Equal(4, new TreeEnsemble(text).Width);
        Assert.Equal([file], Directory.GetFiles(home.Folder, "trees.txt*")); // nothing unfinished is left
    }

    [Fact]
    public async Task A_network_goes_out_as_onnx()
    {
        var file = home.At("network.onnx");
        Assert.Contains("as ONNX", await ExportAsync("Network", file));
        var scores = new double[1];
        new OnnxTabularModel(2, OnnxModel.Load(home.Folder, "network.onnx")).Score([3, 4], scores);
        Assert.Equal([2.0], scores);
    }

    [Fact]
    public async Task What_no_other_program_reads_is_refused_with_what_can_be_exported()
    {
        var refused = await home.RunAsync(
            "models",
            "export",
            "fitted-flats",
            "challenger",
            "Rents",
            "--to",
            home.At("r")
        );
        Assert.Equal(2, refused.Code);
        Assert.Equal(
            $"Part Rents of release {ReleaseId} is Learned<RentTable>, which no other program reads. {Exportable}",
            refused.Error.Trim()
        );
        var unknown = await home.RunAsync("models", "export", "fitted-flats", "challenger", "x", "--to", home.At("r"));
        Assert.Equal(2, unknown.Code);
        Assert.Equal($"Release {ReleaseId} has no part 'x'. It has: Rents, Trees, Network.", unknown.Error.Trim());
        Assert.False(File.Exists(home.At("r")));
    }

    [Fact]
    public async Task A_file_that_is_there_stays_unless_forced()
    {
        var file = home.At("mine.txt");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);
        var refused = await home.RunAsync("models", "export", "fitted-flats", "challenger", "Trees", "--to", file);
        Assert.Equal(2, refused.Code);
        Assert.Equal($"'{file}' is there already. Name another file, or add --force.", refused.Error.Trim());
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await ExportAsync("Trees", file, "--force");
        Assert.StartsWith("tree\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var folder = await home.RunAsync(
            "models",
            "export",
            "fitted-flats",
            "challenger",
            "Trees",
            "--to",
            home.Folder,
            "--force"
        );
        Assert.Equal($"'{home.Folder}' is a folder; --to must name a file.", folder.Error.Trim());
    }

    private Task<string> ExportAsync(string part, string file, params string[] more) =>
        home.OutputAsync(["models", "export", "fitted-flats", "challenger", part, "--to", file, .. more]);
}
