using Ninefold.Metrics;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Models.Auto;

/// <summary>A rung that was trained in time.</summary>
/// <param name="Trainer">With its parameters.</param>
/// <param name="Value">The metric that counts, on the validation rows.</param>
/// <param name="Seconds">How long it trained.</param>
/// <param name="Why">Why it was taken or passed over.</param>
internal sealed record AutoRung(ITabularTrainer Trainer, Interval Value, double Seconds, string Why);

/// <summary>A figure on the test rows.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Heuristic">Of the first rung.</param>
/// <param name="Chosen">Of the rung that was taken.</param>
internal sealed record AutoFigure(string Metric, Interval Heuristic, Interval Chosen);

/// <summary>What came of a table and a target.</summary>
/// <param name="Plan">What was proposed.</param>
/// <param name="Rungs">The ladder, from the heuristic upwards.</param>
/// <param name="Chosen">The place of the rung that was taken.</param>
/// <param name="Search">The trials over the shape of boosted trees; null where there was no time for a search.</param>
/// <param name="Test">Figures on the test rows, which were touched once; the first is of the metric that counts.</param>
/// <param name="Close">Of quantities, how far the heuristic is off at the median, in the target's unit; else 0.</param>
/// <param name="Notes">Of the plan, and what the time did not suffice for.</param>
/// <param name="Seconds">How long it all took.</param>
internal sealed record AutoResult(
    AutoPlan Plan,
    IReadOnlyList<AutoRung> Rungs,
    int Chosen,
    SearchReport<BoostedTrees>? Search,
    IReadOnlyList<AutoFigure> Test,
    double Close,
    IReadOnlyList<string> Notes,
    double Seconds
);
