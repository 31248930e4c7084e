using System.Collections.Concurrent;
using Ninefold.Data;

namespace Ninefold.Features;

/// <summary>
/// The histories a system reads, by subject: filled from past interactions, kept up to date from observations. A read
/// returns what is strictly earlier than its moment, so that training and production see the same. Safe for concurrent use.
/// </summary>
public sealed class FeatureStore
{
    private readonly ConcurrentDictionary<string, History> histories = [];

    /// <summary>Gives a view its past.</summary>
    public void Fill(HistoryView view, Interactions past) => histories[view.Name] = new History(view, past);

    /// <summary>The past of each view that was filled.</summary>
    public IReadOnlyDictionary<string, Interactions> Filled => histories.ToDictionary(h => h.Key, h => h.Value.Past);

    /// <summary>
    /// Adds an observation to the views whose kinds it is of; adding it again changes nothing. Items that the past does
    /// not know are left out.
    /// </summary>
    public void Add(Observation observation)
    {
        foreach (var history in histories.Values)
            history.Add(observation);
    }

    /// <summary>What a subject did strictly before a moment, oldest first; empty for an unknown subject.</summary>
    /// <exception cref="InvalidOperationException">The view was never filled.</exception>
    public ReadOnlyMemory<Interaction> Read(HistoryView view, string subject, DateTimeOffset before) =>
        histories.TryGetValue(view.Name, out var history)
            ? history.Read(subject, before.ToUnixTimeMilliseconds())
            : throw new InvalidOperationException(
                $"The history '{view.Name}' was not filled; Collect must call run.Fill for it."
            );

    private sealed class History(HistoryView view, Interactions past)
    {
        // Subjects with new observations; everybody else is read from the past itself.
        private readonly ConcurrentDictionary<string, Interaction[]> renewed = [];

        public Interactions Past => past;

        public void Add(Observation observation)
        {
            if (
                observation.Subject is not { } subject
                || observation.Item is not { } id
                || !view.Kinds.Contains(observation.Kind)
            )
                return;
            if (past.ItemIds.Find(id) is not (>= 0 and var item))
                return;
            var added = new Interaction(item, view.StrengthOf(observation), observation.At.ToUnixTimeMilliseconds());
            renewed.AddOrUpdate(subject, _ => Insert(FromPast(subject).Span, added), (_, rows) => Insert(rows, added));
        }

        public ReadOnlyMemory<Interaction> Read(string subject, long before)
        {
            var rows = renewed.TryGetValue(subject, out var array) ? array : FromPast(subject);
            var (low, high) = (0, rows.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (rows.Span[middle].At < before)
                    low = middle + 1;
                else
                    high = middle;
            }
            return rows[..low];
        }

        private ReadOnlyMemory<Interaction> FromPast(string subject) =>
            past.UserIds.Find(subject) is >= 0 and var user ? past.Memory(user) : ReadOnlyMemory<Interaction>.Empty;

        private static Interaction[] Insert(ReadOnlySpan<Interaction> rows, Interaction added)
        {
            var at = rows.Length;
            while (at > 0 && rows[at - 1].At > added.At)
                at--;
            // The same observation may come twice, from the log and from the request that stored it.
            for (var i = at - 1; i >= 0 && rows[i].At == added.At; i--)
                if (rows[i].Item == added.Item)
                    return [.. rows];
            return [.. rows[..at], added, .. rows[at..]];
        }
    }
}
