namespace Ninefold.Data;

/// <summary>By what the rows of a data set were chosen from the world (Lohr, "Sampling: Design and Analysis", chapter 1).</summary>
public enum SampleKind
{
    /// <summary>Nothing was chosen: all there were, such as a log.</summary>
    Everything,

    /// <summary>By chance, with known probabilities.</summary>
    Random,

    /// <summary>What was at hand: volunteers, one site, the first to come.</summary>
    Convenience,

    /// <summary>Whom those chosen before led to, such as friends of friends.</summary>
    Snowball,

    /// <summary>What an expert held to be typical.</summary>
    Judgement,

    /// <summary>Until there were enough of each kind, whoever they were.</summary>
    Quota,
}

/// <summary>How the rows of a data set came to be chosen: only what holds all, or was drawn by chance, speaks for the rest.</summary>
/// <param name="Kind">By what they were chosen.</param>
/// <param name="Rows">What they are, such as <c>ratings of people who registered</c>.</param>
public sealed record SampleOrigin(SampleKind Kind, string Rows)
{
    /// <summary>In words.</summary>
    public override string ToString() => $"{Name}: {Rows}";

    /// <summary>What a reader of figures must be told; none where the rows speak for all of their kind.</summary>
    internal static IReadOnlyList<string> WarningsOf(DatasetInfo info) =>
        info switch
        {
            { Sample.Kind: SampleKind.Everything or SampleKind.Random } or { Sample: null, Simulated: true } => [],
            { Sample: { } origin } => [$"a {origin}. Figures hold for such rows; of others they promise nothing"],
            _ =>
            [
                $"nothing states how the rows of {info.Id} were chosen, and so whom figures hold for: name it with --sample",
            ],
        };

    private string Name =>
        Kind switch
        {
            SampleKind.Everything => "everything there was",
            SampleKind.Random => "random sample",
            _ => $"{Kind} sample".ToLowerInvariant(),
        };
}
