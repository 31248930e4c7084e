using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Tuning;

/// <summary>Everything of <see cref="Budgets"/> and <see cref="Execution"/> on one table.</summary>
/// <param name="Rounds">The median lowest error by method, with equal rounds in all.</param>
/// <param name="Fronts">The mean hypervolume by method.</param>
internal sealed record More(
    string Table,
    Dictionary<string, double> Rounds,
    Dictionary<string, double> Fronts,
    Stopped Stopped,
    Conditional Conditional,
    IReadOnlyList<ParameterShare> Importance,
    Resumed Resumed,
    Paired Paired
)
{
    public static More Of(string name, TableSearch table) =>
        new(
            name,
            Budgets.OfRounds(table),
            Budgets.OfFronts(table),
            Budgets.OfPatience(table),
            Budgets.OfConditions(table),
            Budgets.OfImportance(table),
            Execution.OfCuts(table),
            Execution.OfPairs(table)
        );

    public override string ToString() =>
        $"{Table}: {Words(Rounds)}; hypervolume {Words(Fronts)}; {Stopped}; {Conditional}; {Resumed}; {Paired}; "
        + string.Join(", ", Importance.Select(p => $"{p.Parameter} {p.Share:p0}"));

    private static string Words(Dictionary<string, double> values) =>
        string.Join(", ", values.Select(v => $"{v.Key} {v.Value:g5}"));
}
