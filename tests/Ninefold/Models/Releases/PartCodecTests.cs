using Ninefold.Data.Storage;
using Ninefold.Models;
using Ninefold.Models.Releases;

namespace Ninefold.Tests.Models.Releases;

public sealed class PartCodecTests : IDisposable
{
    private readonly TinyHome home = new();

    public sealed record Parts(Learned<double[]> Weights, Knobs Knobs, string? Note);

    public sealed record Knobs(int Count, double Share);

    public sealed record MoreKnobs(int Count, double Share, int New);

    public sealed record Grown(Learned<double[]> Weights, Knobs Knobs, string? Note, Knobs More);

    private static readonly Parts Example = new(new("ranker", "best", [.1, double.NaN, -0.0]), new(3, 1 / 3d), null);

    private ArtifactStore Artifacts => home.Workspace.Artifacts;

    public void Dispose() => home.Dispose();

    [Fact]
    public void Every_part_comes_back_as_it_was()
    {
        var stored = PartCodec.Store(Example, Artifacts);
        Assert.Equal(["Weights", "Knobs", "Note"], stored.Keys);
        Assert.Equal(["Learned<Double[]>", "Knobs", "String"], stored.Values.Select(p => p.Type));
        var loaded = PartCodec.Load<Parts>(stored, Artifacts);
        Assert.Equal(Example.Weights.Model, loaded.Weights.Model);
        Assert.Equal(Example with { Weights = loaded.Weights }, loaded);
        Assert.Equal(stored, PartCodec.Store(loaded, Artifacts));
    }

    [Fact]
    public void A_missing_a_damaged_and_two_exchanged_files_are_each_refused_by_the_name_of_the_part()
    {
        var stored = PartCodec.Store(Example, Artifacts);
        var (weights, knobs) = (Path(stored["Weights"]), Path(stored["Knobs"]));
        var (first, second) = (File.ReadAllBytes(weights), File.ReadAllBytes(knobs));

        File.Delete(knobs);
        Assert.Equal($"Part 'Knobs' cannot be loaded. The stored file '{knobs}' is missing.", Refused(stored));

        File.WriteAllBytes(knobs, [.. second[..^1], (byte)(second[^1] ^ 1)]);
        Assert.StartsWith($"Part 'Knobs' cannot be loaded. The stored file '{knobs}' was changed: ", Refused(stored));

        File.WriteAllBytes(weights, second);
        File.WriteAllBytes(knobs, first);
        Assert.StartsWith(
            $"Part 'Weights' cannot be loaded. The stored file '{weights}' was changed: ",
            Refused(stored)
        );

        PartCodec.Store(Example, Artifacts); // training again repairs them
        Assert.Equal(Example.Knobs, PartCodec.Load<Parts>(stored, Artifacts).Knobs);
    }

    [Fact]
    public void Parts_that_were_exchanged_in_the_registry_are_refused()
    {
        var stored = PartCodec.Store(Example, Artifacts);
        (stored["Weights"], stored["Knobs"]) = (stored["Knobs"], stored["Weights"]);
        Assert.StartsWith("Part 'Weights' cannot be loaded. The stored bytes are not a Learned", Refused(stored));
    }

    [Fact]
    public void What_other_code_stored_is_refused_rather_than_filled_up()
    {
        var knobs = PartCodec.Store(Example.Knobs, typeof(Knobs), Artifacts);
        var error = Assert.Throws<InvalidDataException>(() =>
            PartCodec.Load("Knobs", knobs, typeof(MoreKnobs), Artifacts)
        );
        Assert.Contains("'New'", error.Message);
        var more = PartCodec.Store(new MoreKnobs(1, 2, 3), typeof(MoreKnobs), Artifacts);
        error = Assert.Throws<InvalidDataException>(() => PartCodec.Load("Knobs", more, typeof(Knobs), Artifacts));
        Assert.Contains("'New'", error.Message);
        error = Assert.Throws<InvalidDataException>(() =>
            PartCodec.Load<Grown>(PartCodec.Store(Example, Artifacts), Artifacts)
        );
        Assert.Equal("The release has no part More. It has: Weights, Knobs, Note. Train again.", error.Message);
    }

    private string Refused(Dictionary<string, StoredPart> stored)
    {
        var message = Assert
            .Throws<InvalidDataException>(() => PartCodec.Load<Parts>(stored, home.Workspace.Artifacts))
            .Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private string Path(StoredPart part) => home.ArtifactPath(part.Sha256);
}
