using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>Something of an item that could be otherwise.</summary>
/// <param name="Bounds">Its name, and how far it may change; both finite, the lower one below the upper one.</param>
/// <param name="Value">What it is.</param>
/// <param name="With">The item with another value of it, which may be rounded to what can really be had.</param>
public sealed record Lever<T>(ChangeBounds Bounds, float Value, Func<T, float, T> With);

/// <summary>Counterfactuals of items rather than of columns: whatever depends on a change is made anew.</summary>
public static class ItemCounterfactuals
{
    private const int Grid = 17;

    /// <summary>
    /// The smallest change of an item that flips a decision about it; see <see cref="Counterfactuals"/>. A change costs in
    /// standard deviations of even values between its bounds. The monitors do not see what was tried.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="learned">Scores the item.</param>
    /// <param name="item">The item.</param>
    /// <param name="judge">What is made of a changed item and its score, such as a probability.</param>
    /// <param name="threshold">The decision is whether that is at least this.</param>
    /// <param name="levers">What may change, at least one; of different names.</param>
    /// <exception cref="ArgumentException">The levers cannot be used; all faults are listed.</exception>
    public static Counterfactual Counterfactual<T>(
        this Call call,
        Learned<FeatureScorer> learned,
        T item,
        Func<T, double, double> judge,
        double threshold,
        params IReadOnlyList<Lever<T>> levers
    )
    {
        var model = new LeveredItem<T>(
            item,
            levers,
            judge,
            learned.Model,
            call.Features<T>(learned.Model.Features.Set)
        );
        var schema = new FeatureSchema([.. levers.Select(l => l.Bounds.Column)], [.. levers.Select(_ => false)]);
        float[] values =
        [
            .. Enumerable
                .Range(0, Grid)
                .SelectMany(i => levers.Select(l => l.Bounds.Low + (l.Bounds.High - l.Bounds.Low) * i / (Grid - 1))),
        ];
        var rows = new LabelledRows(schema, values, new float[Grid], [.. Enumerable.Range(0, Grid)]);
        return new Counterfactuals().Find(
            model,
            rows,
            [.. levers.Select(l => l.Value)],
            threshold,
            [.. levers.Select(l => l.Bounds)]
        );
    }

    /// <summary>An item as a model of its levers: one column each.</summary>
    private sealed record LeveredItem<T>(
        T Item,
        IReadOnlyList<Lever<T>> Levers,
        Func<T, double, double> Judge,
        FeatureScorer Scorer,
        FeatureSet<T> Set
    ) : ITabularModel
    {
        public int Width => Levers.Count;

        public void Score(ReadOnlySpan<float> rows, Span<double> scores)
        {
            var items = new T[scores.Length];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = Item;
                for (var lever = 0; lever < Width; lever++)
                    if (rows[i * Width + lever] is var value && value != Levers[lever].Value)
                        items[i] = Levers[lever].With(items[i], value);
            }
            Scorer.Score(Set, items, scores, call: null);
            for (var i = 0; i < items.Length; i++)
                scores[i] = Judge(items[i], scores[i]);
        }
    }
}
