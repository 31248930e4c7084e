namespace Ninefold.Bench.Metrics;

/// <summary>One random case: what was answered, the truth, and what each row weighs. Which of the columns are set depends on the family.</summary>
internal sealed record Case(string Family)
{
    /// <summary>Scores or quantities, a row each.</summary>
    public double[] Outputs { get; init; } = [];

    /// <summary>0 and 1, or quantities.</summary>
    public double[] Labels { get; init; } = [];

    public double[] Weights { get; init; } = [];

    /// <summary>Of a classification: the class that was answered.</summary>
    public int[] Answers { get; init; } = [];

    /// <summary>The true class.</summary>
    public int[] Truths { get; init; } = [];

    /// <summary>A row of class scores, of indicators of labels, of grades or of a place, for each answer.</summary>
    public double[][] Rows { get; init; } = [];

    /// <summary>Beside <see cref="Rows"/>: the true indicators, or the scores that rank.</summary>
    public double[][] Others { get; init; } = [];
}
