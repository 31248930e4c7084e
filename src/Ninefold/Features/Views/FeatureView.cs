using System.IO.Hashing;
using System.Text;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>Whom the values of a view are about.</summary>
public enum ViewEntity
{
    /// <summary>The observations' subject: a customer, a user.</summary>
    Subject,

    /// <summary>The observations' item: a terminal, a product.</summary>
    Item,
}

/// <summary>
/// Aggregates of each entity's earlier observations over windows, defined once: the same over a past that is filled in and
/// over the observations that come, in training and in serving.
/// </summary>
/// <param name="Name">Lower-case letters, digits and <c>_</c>; distinct within the system.</param>
public sealed record FeatureView(string Name)
{
    /// <summary>The kinds of observation that count.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The table whose rows its observations are; null where they are of what happens.</summary>
    public TableSource? Table { get; internal init; }

    /// <summary>The history whose rows it keeps; null where values are made of them.</summary>
    internal HistoryView? History { get; init; }

    /// <summary>Whom the values are about.</summary>
    public required ViewEntity Entity { get; init; }

    /// <summary>What is made of the observations in each window.</summary>
    public required IReadOnlyList<Aggregate> Aggregates { get; init; }

    /// <summary>Which observations count.</summary>
    public required IReadOnlyList<Window> Windows { get; init; }

    /// <summary>Observations of a smaller value do not count; null counts all.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Observations of this value or more do not count; null counts all.</summary>
    public double? Below { get; init; }

    /// <summary>How old an entity's latest observation may be: past that, all its values are missing; null sets no bound.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>
    /// How much later than a newer one an observation may come and still count, and so how far back of an entity's newest
    /// observation values can be read whole. Seven days.
    /// </summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What it means.</summary>
    public string? Doc { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>The names of its values, window by window: <c>view.aggregate_window</c>.</summary>
    public IReadOnlyList<string> Columns =>
        [.. Windows.SelectMany(w => Aggregates.Select(a => $"{Name}.{a.Name}_{w.Name}"))];

    /// <summary>A hash of all that its values depend on. Another definition is another version; owner and documentation may change.</summary>
    public string Version => Convert.ToHexStringLower(XxHash64.Hash(Encoding.UTF8.GetBytes(Definition)));

    /// <summary>All that its values depend on, in words.</summary>
    public string Definition => History is { } history ? history.Definition : Aggregated;

    private string Aggregated =>
        $"{string.Join(", ", Aggregates.Select(a => a.Name))} by {Entity.ToString().ToLowerInvariant()} of {string.Join(", ", Kinds)}"
        + $" over {string.Join(", ", Windows.Select(w => w.Name))}"
        + (AtLeast is { } least ? $", values from {least}" : "")
        + (Below is { } below ? $", values below {below}" : "")
        + (MaxAge is { } age ? $", at most {age} old" : "");

    /// <summary>How much older than an entity's newest observation one can be and still be needed; null keeps all.</summary>
    internal TimeSpan? Keep => Windows.Any(w => w.Reach is null) ? null : Windows.Max(w => w.Reach) + Lateness;

    /// <summary>Whether an observation counts, and for whom.</summary>
    internal bool Counts(Observation observation, out string entity, out string? counterpart)
    {
        (entity, counterpart) =
            Entity == ViewEntity.Subject
                ? (observation.Subject!, observation.Item)
                : (observation.Item!, observation.Subject);
        var value = observation.Value ?? 1;
        return entity is not null
            && Kinds.Contains(observation.Kind)
            && !(value < AtLeast)
            && !(value >= Below)
            && (History is null || counterpart is not null);
    }

    /// <summary>What is kept of an observation that counts.</summary>
    internal EntityRow RowOf(Observation observation, string? counterpart)
    {
        var (at, other) = (observation.At.ToUnixTimeMilliseconds(), Vocabulary.HashOf(counterpart));
        return History is { } history
            ? HistoryRows.Row(at, history.StrengthOf(observation), other)
            : new(at, observation.Value ?? 1, other, Vocabulary.HashOf(observation.Id));
    }

    /// <summary>Whether an observation would count, but happened so long ago that no value from now on can.</summary>
    internal bool IsTooOld(Observation observation, DateTimeOffset now) =>
        Keep is { } most && observation.At < now - most && Counts(observation, out _, out _);

    /// <summary>Everything that is wrong with a system's views.</summary>
    /// <exception cref="ArgumentException">The message lists all faults.</exception>
    internal static void Check(IReadOnlyList<FeatureView> views)
    {
        var faults = new List<string>();
        foreach (var view in views)
        {
            if (
                view.Name.Length == 0
                || !view.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            )
                faults.Add($"the name '{view.Name}' must be of lower-case letters, digits and '_'");
            if (view.Kinds.Count == 0)
                faults.Add($"'{view.Name}' counts no kind of observation");
            if (view.History is null && (view.Aggregates.Count == 0 || view.Windows.Count == 0))
                faults.Add($"'{view.Name}' needs at least one aggregate and one window");
            if (view.Columns.GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice)
                faults.Add($"'{view.Name}' has the column '{twice.Key}' twice");
            if (view.AtLeast >= view.Below)
                faults.Add($"no value is at least {view.AtLeast} and below {view.Below} in '{view.Name}'");
            if (view.MaxAge <= TimeSpan.Zero)
                faults.Add($"the greatest age in '{view.Name}' must be above 0; got {view.MaxAge}");
            if (view.Lateness < TimeSpan.Zero)
                faults.Add($"the lateness in '{view.Name}' must be 0 or more; got {view.Lateness}");
        }
        foreach (var twice in views.GroupBy(v => v.Name).Where(g => g.Count() > 1))
            faults.Add($"the view '{twice.Key}' is defined {twice.Count()} times");
        if (faults.Count > 0)
            throw new ArgumentException($"The feature views cannot be used: {string.Join("; ", faults)}.");
    }
}
