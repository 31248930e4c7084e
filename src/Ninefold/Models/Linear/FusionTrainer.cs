using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>What several sources found for one request, and what of it was right.</summary>
/// <param name="Lists">One a source, the same sources in the same order for all requests: distinct items, best first.</param>
/// <param name="Relevant">The items that were right; others count as wrong.</param>
public sealed record JudgedLists(IReadOnlyList<IReadOnlyList<ScoredItem>> Lists, IReadOnlySet<int> Relevant);

/// <summary>
/// Learns how to fuse lists: logistic regression tells the right items from the others by where they stand in each. As many
/// requests as there are sources are far too few; with a hundred it knows which source to trust.
/// </summary>
/// <param name="L2">The strength of the penalty, at least 0.</param>
public sealed record FusionTrainer(double L2 = 1) : ITrainer<IReadOnlyList<JudgedLists>, LearnedFusion>
{
    /// <inheritdoc/>
    public string Name { get; } = Parameters.Check("learned-fusion", Parameters.AtLeast(L2, 0));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// Requests have lists of different sources, or what was found is all right or all wrong.
    /// </exception>
    public LearnedFusion Fit(IReadOnlyList<JudgedLists> data, TrainingContext context)
    {
        var sources = data.Select(d => d.Lists.Count).Distinct().ToList();
        if (sources.Count != 1)
            throw new ArgumentException(
                $"{nameof(FusionTrainer)}: all requests must have as many lists, at least one request, got [{string.Join(", ", sources)}]."
            );
        var (values, labels, groups) = (new List<float>(), new List<float>(), new List<int>());
        foreach (var (lists, relevant) in data)
        {
            var group = groups.Count > 0 ? groups[^1] + 1 : 0;
            foreach (var (item, own) in LearnedFusion.Describe(lists))
            {
                values.AddRange(own);
                labels.Add(relevant.Contains(item) ? 1 : 0);
                groups.Add(group);
            }
        }
        string[] names =
        [
            .. Enumerable.Range(0, sources[0]).SelectMany(i => new[] { $"in {i}", $"place {i}", $"score {i}" }),
        ];
        var rows = new LabelledRows(new(names, new bool[names.Length]), [.. values], [.. labels], [.. groups]);
        return new(
            new LogisticRegression { L2 = L2 }
                .Fit(new(rows, rows), context)
                .Coefficients
        );
    }
}
