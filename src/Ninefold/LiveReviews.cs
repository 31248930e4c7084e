using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Ninefold.Data;
using Ninefold.Data.Labelling;
using Ninefold.Data.Observations;

namespace Ninefold;

/// <summary>
/// The reviews of a live system. Uncertain answers are queued behind the requests' backs: an answer does not wait for the
/// database. What comes faster than it can be written, is too much by the rule, or cannot be written, is left out and
/// counted. What people decided becomes labels.
/// </summary>
public sealed class LiveReviews
{
    private const int MostWaiting = 1000;

    private readonly Channel<Func<ReviewItem>> waiting = Channel.CreateBounded<Func<ReviewItem>>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );
    private readonly string system;
    private readonly ReviewRule? rule;
    private readonly ReviewStore store;
    private readonly Func<IReadOnlyList<Observation>, ValueTask<AppendResult>> observe;
    private readonly Task pump;
    private long leftOut;

    /// <param name="system">Says by its operations which answers are queued.</param>
    /// <param name="workspace">Where they are kept.</param>
    /// <param name="observe">Stores labels durably; those whose id is there already once.</param>
    internal LiveReviews(
        MlSystem system,
        Workspace workspace,
        Func<IReadOnlyList<Observation>, ValueTask<AppendResult>> observe
    )
    {
        (this.system, rule, this.observe) = (system.Id, system.Operations.Review, observe);
        rule?.Check();
        store = new ReviewStore(workspace.Database, workspace.Time);
        pump = Task.Run(PumpAsync);
    }

    /// <summary>How many answers were to be reviewed and were not queued, since the server began.</summary>
    public long LeftOut => Interlocked.Read(ref leftOut);

    /// <summary>
    /// Takes what a person decided on an answer that was queued. Once the answer is settled, its label is observed, once;
    /// where that is cut short, it follows with the next decision or when the server watches next.
    /// </summary>
    /// <returns>The answer as it stands now.</returns>
    /// <exception cref="KeyNotFoundException">No such answer was queued.</exception>
    /// <exception cref="ReviewConflictException">The person judged otherwise before, or the answer is settled.</exception>
    /// <exception cref="ObservationsNotStoredException">The disk is full or fails; the decision stands.</exception>
    public async ValueTask<ReviewItem> DecideAsync(string requestId, string reviewer, ReviewVerdict verdict)
    {
        var item = store.Decide(system, requestId, reviewer, verdict);
        await LabelAsync().ConfigureAwait(false);
        return item;
    }

    /// <summary>Takes an answer where the rule asks for it.</summary>
    /// <param name="watched">What the flow watched.</param>
    /// <param name="toItem">Makes the item of the score, later.</param>
    internal void Offer(IReadOnlyDictionary<string, double> watched, Func<double, ReviewItem> toItem)
    {
        if (rule?.Score(watched) is { } score && !waiting.Writer.TryWrite(() => toItem(score)))
            Interlocked.Increment(ref leftOut);
    }

    /// <summary>Observes the labels of what is settled, also by another process.</summary>
    internal async Task LabelAsync()
    {
        var settled = store.Unlabelled(system);
        if (settled.Count == 0)
            return;
        await observe([.. settled.Select(s => s.ToLabel())]).ConfigureAwait(false);
        foreach (var item in settled)
            store.Labelled(item);
    }

    /// <summary>Writes what waits, and takes no more.</summary>
    internal async Task CloseAsync()
    {
        waiting.Writer.TryComplete();
        await pump.ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        await foreach (var toItem in waiting.Reader.ReadAllAsync().ConfigureAwait(false))
            try
            {
                if (!Add(toItem()))
                    Interlocked.Increment(ref leftOut);
            }
            catch (Exception e)
                when (e
                        is SqliteException
                            or InvalidObservationsException
                            or ArgumentException // a number that is not finite has no JSON
                            or NotSupportedException
                )
            {
                Interlocked.Increment(ref leftOut);
            }
    }

    private bool Add(ReviewItem item)
    {
        // What could not be observed as a label later is not worth a person's time.
        ObservationRules.Check([(item with { IsPositive = true }).ToLabel()], 1, item.At);
        return store.Add(item with { Reviewers = rule!.Reviewers }, rule.MostPending);
    }
}
