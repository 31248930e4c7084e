using System.Text;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold;

/// <summary>
/// A system: one class that states the nine steps of its design. Derive from
/// <see cref="MlSystem{TRequest, TAnswer, TOutcome, TParts}"/>; its name ends in <c>System</c>.
/// </summary>
public abstract class MlSystem
{
    private protected MlSystem() { }

    /// <summary>The class's name without <c>System</c>, in lower case with hyphens: <c>video-recommendation</c>.</summary>
    public string Id
    {
        get
        {
            var name = GetType().Name;
            name = name.EndsWith("System", StringComparison.Ordinal) ? name[..^6] : name;
            var id = new StringBuilder();
            foreach (var c in name)
                id.Append(char.IsUpper(c) && id.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
            return id.ToString();
        }
    }

    /// <summary>1. What is to be solved, and what must be measured to call it solved.</summary>
    public abstract Problem Problem { get; }

    /// <summary>3. What stands around the flow.</summary>
    public virtual Architecture Architecture => new([], []);

    /// <summary>5. The features of every learned part, each defined once for training and serving.</summary>
    public virtual IReadOnlyList<FeatureSet> Features => [];

    /// <summary>5. The histories that the flow reads.</summary>
    public virtual IReadOnlyList<HistoryView> Histories => [];

    /// <summary>5. The views that the flow reads.</summary>
    public virtual IReadOnlyList<FeatureView> Views => [];

    /// <summary>What the store of views keeps: the views, and the rows of the histories.</summary>
    internal IReadOnlyList<FeatureView> KeptViews => [.. Views, .. Histories.Select(h => h.Rows)];

    /// <summary>The kinds of observation that the flow's histories and views are kept up to date by.</summary>
    internal HashSet<string> KindsRead => [.. KeptViews.SelectMany(v => v.Kinds)];

    /// <summary>7, 8, 9. How it is served, released and watched.</summary>
    public abstract Operations Operations { get; }

    /// <summary>The engine that runs this system in a workspace.</summary>
    public abstract SystemEngine Open(Workspace workspace);
}

/// <summary>A system of four types: what is asked, answered, turns out, and was learned.</summary>
/// <typeparam name="TRequest">What is asked; read from JSON.</typeparam>
/// <typeparam name="TAnswer">What is answered; written as JSON.</typeparam>
/// <typeparam name="TOutcome">What turns out.</typeparam>
/// <typeparam name="TParts">What a release holds: a record of plain data and learned parts.</typeparam>
public abstract class MlSystem<TRequest, TAnswer, TOutcome, TParts> : MlSystem
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    /// <summary>2. What answers are judged by, offline and on live traffic; the first is the one that counts.</summary>
    public abstract IReadOnlyList<Metric<TAnswer, TOutcome>> Metrics { get; }

    /// <summary>2. Further metrics, that need what a release knows: how popular items are, how many there are.</summary>
    public virtual IReadOnlyList<Metric<TAnswer, TOutcome>> MetricsWith(TParts parts) => [];

    /// <summary>2. Parts of the cases that are looked at on their own.</summary>
    public virtual IReadOnlyList<Slice<Case<TRequest, TOutcome>>> Slices => [];

    /// <summary>3. The flow, as served: ordinary code over the call's stages.</summary>
    public abstract ValueTask<TAnswer> Predict(TRequest request, TParts parts, Call call);

    /// <summary>4. Reads, verifies and splits the data.</summary>
    public abstract Task<Dataset<TRequest, TOutcome>> Collect(Run run);

    /// <summary>6. Trains every learned part on the past.</summary>
    public abstract TParts Train(Past<TRequest, TOutcome> past, Run run);

    /// <summary>7. What is wrong with a request, all at once; empty where nothing is.</summary>
    public virtual IEnumerable<string> Validate(TRequest request) => [];

    /// <summary>7. Typical requests: a release that was loaded answers them before it answers anyone, so that nobody waits for the first.</summary>
    public virtual IReadOnlyList<TRequest> Examples => [];

    /// <summary>7. Who asks: the unit that experiments assign and observations are about; null for nobody known.</summary>
    public virtual string? Subject(TRequest request) => null;

    /// <summary>7. The items an answer shows, to be logged with the probability of each.</summary>
    public virtual IEnumerable<Impression> Impressions(TAnswer answer) => [];

    /// <summary>7. What the label of a reviewed answer is about; the first item shown, or null, unless a system says otherwise.</summary>
    public virtual string? ReviewedItem(TRequest request, TAnswer answer) => Impressions(answer).FirstOrDefault()?.Item;

    /// <summary>8. In a rehearsal, what the subject went on to do: the observations of an outcome.</summary>
    public virtual IEnumerable<Observation> Outcomes(Case<TRequest, TOutcome> past) => [];

    /// <inheritdoc/>
    public sealed override SystemEngine Open(Workspace workspace) =>
        new SystemEngine<TRequest, TAnswer, TOutcome, TParts>(this, workspace);
}
