using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>Rows on the way to a counterfactual: what they cost, and how far they are from the other decision.</summary>
internal sealed class CounterfactualSearch
{
    /// <param name="Row">One value a column.</param>
    /// <param name="Changed">The columns that were changed.</param>
    /// <param name="Cost">See <see cref="Counterfactual.Cost"/>.</param>
    /// <param name="Score">NaN before it is scored.</param>
    public sealed record State(float[] Row, IReadOnlyList<int> Changed, double Cost, double Score);

    private readonly ITabularModel model;
    private readonly Standardisation scale;
    private readonly FeatureSchema schema;
    private readonly double threshold;

    public CounterfactualSearch(
        ITabularModel model,
        Standardisation scale,
        FeatureSchema schema,
        float[] row,
        double threshold
    )
    {
        (this.model, this.scale, this.schema, this.threshold) = (model, scale, schema, threshold);
        Start = Score([new(row, [], 0, double.NaN)])[0];
    }

    public State Start { get; }

    public bool Flips(State state) => state.Score >= threshold != Start.Score >= threshold;

    /// <summary>How far the score is from the threshold; 0 beyond it.</summary>
    public double Distance(State state) => Flips(state) ? 0 : Math.Abs(state.Score - threshold);

    public State With(State state, int column, float value)
    {
        float[] row = [.. state.Row];
        row[column] = value;
        int[] changed = [.. state.Changed.Append(column).Distinct()];
        return new(row, changed, changed.Sum(c => Cost(c, row[c])), double.NaN);
    }

    public IReadOnlyList<State> Score(IReadOnlyList<State> states)
    {
        var scores = new double[states.Count];
        model.Score(states.SelectMany(s => s.Row).ToArray(), scores);
        return [.. states.Zip(scores, (state, score) => state with { Score = score })];
    }

    /// <summary>Takes back what is not needed, and leads each quantity back as far as the decision stays flipped.</summary>
    public State Shrunk(State state, int halvings)
    {
        foreach (var column in state.Changed.OrderByDescending(c => Cost(c, state.Row[c])).ToList())
        {
            float[] row = [.. state.Row];
            row[column] = Start.Row[column];
            int[] others = [.. state.Changed.Where(c => c != column)];
            var without = Score([new(row, others, others.Sum(c => Cost(c, row[c])), double.NaN)])[0];
            if (Flips(without))
                state = without;
            else if (!schema.Categorical[column] && !float.IsNaN(Start.Row[column]))
                state = LedBack(state, column, halvings);
        }
        return state;
    }

    private State LedBack(State state, int column, int halvings)
    {
        var (from, to) = (Start.Row[column], state.Row[column]);
        for (var i = 0; i < halvings; i++)
        {
            var middle = from + (to - from) / 2;
            var tried = Score([With(state, column, middle)])[0];
            if (Flips(tried))
                (state, to) = (tried, middle);
            else
                from = middle;
        }
        return state;
    }

    private double Cost(int column, float value)
    {
        var from = Start.Row[column];
        if (value.Equals(from))
            return 0;
        return Counterfactuals.CostOf(
            (value - (float.IsNaN(from) ? scale.Means[column] : from)) * scale.Factors[column],
            schema.Categorical[column]
        );
    }
}
