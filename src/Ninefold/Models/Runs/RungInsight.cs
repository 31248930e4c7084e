using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Runs;

/// <summary>What was found out about a rung beside its metric and its importance, on samples of the run's seed.</summary>
/// <param name="Dependence">How the score moves with the columns that count most.</param>
/// <param name="Worst">The parts of the validation rows on which it does worst, the worst first.</param>
/// <param name="Checks">Whether its training is sound.</param>
/// <param name="Learning">Whether more rows or another model help; null where it is among <paramref name="LeftOut"/>.</param>
/// <param name="Errors">The validation rows that it is most wrong about, the worst first.</param>
/// <param name="Points">Of labels 0 and 1: what each threshold finds and costs, at most 60; none of other labels.</param>
/// <param name="LeftOut">What was not found out, and why.</param>
public sealed record RungInsight(
    IReadOnlyList<DependenceBand> Dependence,
    IReadOnlyList<SliceResult> Worst,
    IReadOnlyList<TrainingCheck> Checks,
    LearningFinding? Learning,
    IReadOnlyList<InspectedError> Errors,
    IReadOnlyList<OperatingPoint> Points,
    IReadOnlyList<LeftOut> LeftOut
);

/// <summary>How the score moves with a column; see <see cref="PartialDependence"/>.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Codes">Whether its values are codes of categories.</param>
/// <param name="Values">What it was set to, ascending, at most 20.</param>
/// <param name="Mean">The mean score at each value.</param>
/// <param name="Low">The 10th percentile of the rows' scores at each value.</param>
/// <param name="High">The 90th percentile.</param>
public sealed record DependenceBand(
    string Column,
    bool Codes,
    double[] Values,
    double[] Mean,
    double[] Low,
    double[] High
);

/// <summary>A learning curve and what it advises.</summary>
/// <param name="Rows">How many training rows were drawn for it.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Curve">By how many rows were fitted on; the metric over folds of what was drawn.</param>
/// <param name="Advice">What helps.</param>
public sealed record LearningFinding(int Rows, int Of, IReadOnlyList<CurvePoint> Curve, LearningAdvice Advice);

/// <summary>A validation row that the model is wrong about.</summary>
/// <param name="Score">What the model said.</param>
/// <param name="Label">What was so.</param>
/// <param name="Agreeing">The share of the neighbours that side with the model; see <see cref="ModelError.Agreeing"/>.</param>
/// <param name="Columns">The columns that count most.</param>
/// <param name="Values">Their values, NaN where missing.</param>
/// <param name="Neighbors">The training rows most like it, the nearest first.</param>
public sealed record InspectedError(
    double Score,
    double Label,
    double Agreeing,
    IReadOnlyList<string> Columns,
    double[] Values,
    IReadOnlyList<InspectedNeighbor> Neighbors
);

/// <summary>A training row near to an error.</summary>
/// <param name="Distance">See <see cref="TrainingNeighbor.Distance"/>.</param>
/// <param name="Label">Its label.</param>
/// <param name="Values">Its values of the same columns, NaN where missing.</param>
public sealed record InspectedNeighbor(double Distance, double Label, double[] Values);

/// <summary>Something that was not found out.</summary>
/// <param name="What">What, in words.</param>
/// <param name="Why">Why not.</param>
public sealed record LeftOut(string What, string Why);
