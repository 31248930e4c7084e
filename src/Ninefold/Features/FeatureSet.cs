using System.Collections;
using System.IO.Hashing;
using System.Text;
using Ninefold.Features.Encoders;
using Ninefold.Features.Views;

namespace Ninefold.Features;

/// <summary>A named set of features, of whatever kind of item; see <see cref="FeatureSet{T}"/>.</summary>
public abstract class FeatureSet : IEnumerable<FeatureDescription>
{
    private protected FeatureSet(string name) => Name = name;

    /// <summary>Short and lower-case; reports and errors use it.</summary>
    public string Name { get; }

    /// <summary>A hash of names, kinds and encoders, in order, for the key of a step that reads this set.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(
            XxHash128.Hash(Encoding.UTF8.GetBytes(string.Join('\n', this.Select(f => f.Definition).Prepend(Name))))
        );

    /// <summary>The features, in order.</summary>
    public abstract IEnumerator<FeatureDescription> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>
/// The features of one kind of item, defined once for training and serving, with a collection initialiser:
/// <code>
/// static readonly FeatureSet&lt;Pair&gt; Features = new("pair")
/// {
///     { "als", p => p.Als },
///     { "hour", p => p.At.Hour, new Cyclical(24) },
///     { "genre", p => p.Genre, new OneHot(MaxCategories: 20), "the film's main genre" },
/// };
/// </code>
/// Numeric values are kept in single precision: give an age rather than a moment. NaN, infinities and null are missing.
/// A feature reads the item and not another feature, so that none can depend on itself.
/// </summary>
/// <typeparam name="T">What the features describe.</typeparam>
/// <param name="name">Short and lower-case; reports and errors use it.</param>
public sealed class FeatureSet<T>(string name) : FeatureSet(name)
{
    private readonly List<Feature<T>> features = [];

    private IEnumerable<string> Definitions => features.Select(f => f.Description.Definition);

    /// <summary>Adds a numeric feature.</summary>
    /// <param name="feature">Letters, digits and <c>_ - .</c>; distinct within the set.</param>
    /// <param name="value">Reads it; NaN or an infinity is a missing value. Deterministic, safe for concurrent use.</param>
    /// <param name="encoder">How it becomes columns; <see cref="Identity"/> where it is null.</param>
    /// <param name="doc">What it means and in which unit.</param>
    /// <exception cref="ArgumentException">The name has other characters or occurs twice.</exception>
    public void Add(string feature, Func<T, double> value, NumericEncoder? encoder = null, string? doc = null) =>
        features.Add(new NumericFeature<T>(Checked(feature), value, encoder ?? new Identity(), doc));

    /// <summary>Adds a categorical feature.</summary>
    /// <param name="feature">Letters, digits and <c>_ - .</c>; distinct within the set.</param>
    /// <param name="value">Reads it; null is a missing value. Deterministic, safe for concurrent use.</param>
    /// <param name="encoder">How it becomes columns.</param>
    /// <param name="doc">What it means.</param>
    /// <exception cref="ArgumentException">The name has other characters or occurs twice.</exception>
    public void Add(string feature, Func<T, string?> value, CategoricalEncoder encoder, string? doc = null) =>
        features.Add(new CategoricalFeature<T>(Checked(feature), value, encoder, doc));

    /// <summary>Adds every value of a view as a numeric feature under the name of its column.</summary>
    /// <param name="view">The view; another version of it is another set of features.</param>
    /// <param name="values">Its values for an item, which the flow read.</param>
    /// <param name="encoder">How each becomes columns; <see cref="Identity"/> where it is null.</param>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public void Add(FeatureView view, Func<T, FeatureValues> values, NumericEncoder? encoder = null)
    {
        foreach (var (place, column) in view.Columns.Index())
            features.Add(
                new NumericFeature<T>(
                    Checked(column),
                    item => values(item).All[place],
                    encoder ?? new Identity(),
                    view.Doc,
                    view.Version
                )
            );
    }

    /// <summary>Reads the features of many items.</summary>
    /// <param name="items">The items; those of a group side by side.</param>
    /// <param name="labels">One an item; what they and the others may be is checked by the trainers.</param>
    /// <param name="groups">One an item; null where each item is its own group.</param>
    /// <param name="weights">One an item; null where every item counts once.</param>
    /// <exception cref="ArgumentException">There are more or fewer than items; the message lists all faults.</exception>
    public FeatureTable Table(IReadOnlyList<T> items, float[] labels, int[]? groups = null, float[]? weights = null)
    {
        groups ??= [.. Enumerable.Range(0, items.Count)];
        var faults = new List<string>();
        if (labels.Length != items.Count)
            faults.Add($"{items.Count} items need as many labels, got {labels.Length}");
        if (groups.Length != items.Count)
            faults.Add($"{items.Count} items need as many groups, got {groups.Length}");
        if (weights is not null && weights.Length != items.Count)
            faults.Add($"{items.Count} items need as many weights, got {weights.Length}");
        return faults.Count == 0
            ? new FeatureTable(Name, [.. features.Select(f => f.Read(items))], labels, groups, weights)
            : throw new ArgumentException($"A table of '{Name}' cannot be made: {string.Join("; ", faults)}.");
    }

    /// <summary>Fits the encoders.</summary>
    /// <param name="train">A table of this set over the training part alone, at least one row.</param>
    /// <exception cref="ArgumentException">The table is empty or of other features.</exception>
    public FittedFeatures Fit(FeatureTable train)
    {
        if (train.Count == 0)
            throw new ArgumentException(
                $"The features '{Name}' cannot be fitted on a table without rows.",
                nameof(train)
            );
        var own = features.Select(f => (f.Description.Name, f.Description.Kind));
        var given = train.Columns.Select(c => (c.Name, c.Kind));
        if (!own.SequenceEqual(given))
            throw new ArgumentException(
                $"The features '{Name}' are [{string.Join(", ", own)}], but the table of '{train.Set}' has "
                    + $"[{string.Join(", ", given)}].",
                nameof(train)
            );
        return new FittedFeatures(Name, [.. features.Zip(train.Columns, (feature, column) => feature.Fit(column))]);
    }

    /// <summary>Joins this set's code to what was fitted: the encoder of requests.</summary>
    /// <exception cref="ArgumentException">They were fitted with other names, kinds, encoders or another order.</exception>
    public FeatureEncoder<T> Bind(FittedFeatures fitted)
    {
        var then = fitted.Features.Select(f => f.Definition);
        if (!Definitions.SequenceEqual(then))
            throw new ArgumentException(
                $"The features '{Name}' do not fit what was saved: now [{string.Join(", ", Definitions.Except(then))}], "
                    + $"then [{string.Join(", ", then.Except(Definitions))}], the others equal but perhaps in another "
                    + "order. Train again.",
                nameof(fitted)
            );
        var bound = new (EncodeItem<T>, int, int)[features.Count];
        var offset = 0;
        foreach (var (i, part) in fitted.Features.Index())
        {
            bound[i] = (features[i].Bind(part), offset, part.Columns.Count);
            offset += part.Columns.Count;
        }
        return new FeatureEncoder<T>(fitted.Schema, bound);
    }

    /// <inheritdoc/>
    public override IEnumerator<FeatureDescription> GetEnumerator() =>
        features.Select(f => f.Description).GetEnumerator();

    private string Checked(string feature)
    {
        if (feature.Length == 0 || !feature.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
            throw new ArgumentException(
                $"A feature's name must be of letters, digits and '_', '-', '.', but '{Name}' was given '{feature}'."
            );
        return features.All(f => f.Description.Name != feature)
            ? feature
            : throw new ArgumentException($"The feature '{feature}' occurs twice in '{Name}'.");
    }
}
