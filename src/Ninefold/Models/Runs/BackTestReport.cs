using Ninefold.Data.Splitting;
using Ninefold.Metrics;

namespace Ninefold.Models.Runs;

/// <summary>One period of a back-test.</summary>
/// <param name="From">When its first row happened.</param>
/// <param name="To">When its last row happened.</param>
/// <param name="TrainRows">How many rows from before it were fitted on.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Value">The ladder's metric with its 95 % bootstrap interval; null where the metric has no value.</param>
public sealed record BackTestPeriod(DateTimeOffset From, DateTimeOffset To, int TrainRows, int Rows, Interval? Value);

/// <summary>
/// How good the chosen rung would have been period by period, each time fitted on what was known before only: whether the
/// validation part was an easy one, whether quality falls with the time, and what trends and seasons the split has.
/// </summary>
/// <param name="Periods">The earliest first; none where there can be no back-test.</param>
/// <param name="Labels">How the labels change with the time.</param>
/// <param name="Findings">What it says, in words.</param>
public sealed record BackTestReport(
    IReadOnlyList<BackTestPeriod> Periods,
    TimePattern Labels,
    IReadOnlyList<string> Findings
);
