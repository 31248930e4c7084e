using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>What a column of a row contributed to its score.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Value">The encoded value; NaN where it is missing.</param>
/// <param name="Amount">What it added to the raw score or, below 0, took away; see <see cref="IExplainedModel.Explain"/>.</param>
public sealed record Contribution(string Column, float Value, double Amount);

/// <summary>The reasons of a score.</summary>
public static class Contributions
{
    /// <summary>The columns that moved the score of a row most, either way, the largest first.</summary>
    /// <param name="model">Any model; one that is no <see cref="IExplainedModel"/> has no contributions to tell.</param>
    /// <param name="schema">The columns.</param>
    /// <param name="row">One value a column.</param>
    /// <param name="count">At most so many, at least 1; columns that contributed nothing are left out.</param>
    /// <exception cref="ArgumentException">The row is not of the model's width, or the schema is not.</exception>
    public static IReadOnlyList<Contribution> TopContributions(
        this ITabularModel model,
        FeatureSchema schema,
        ReadOnlySpan<float> row,
        int count
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (schema.Width != model.Width)
            throw new ArgumentException($"The model has {model.Width} columns, the schema {schema.Width}.");
        if (model is not IExplainedModel explained)
            return [];
        var amounts = new double[model.Width];
        explained.Explain(row, amounts);
        var values = row.ToArray();
        return
        [
            .. amounts
                .Index()
                .Where(a => a.Item != 0)
                .OrderByDescending(a => Math.Abs(a.Item))
                .Take(count)
                .Select(a => new Contribution(schema.Names[a.Index], values[a.Index], a.Item)),
        ];
    }

    /// <summary>Refuses a row and contributions of another width.</summary>
    internal static void CheckRow(
        this IExplainedModel model,
        ReadOnlySpan<float> row,
        ReadOnlySpan<double> contributions
    )
    {
        if (row.Length != model.Width || contributions.Length != model.Width)
            throw new ArgumentException(
                $"A row of {model.Width} columns needs as many values and contributions, got {row.Length} and {contributions.Length}."
            );
    }
}
