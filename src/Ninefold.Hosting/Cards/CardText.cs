using System.Text;
using System.Text.Json;
using Ninefold.Data;
using Ninefold.Hosting.Commands;
using Ninefold.Metrics;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Cards;

/// <summary>Writes a card as Markdown, step by step.</summary>
internal sealed class CardText(SystemCard card)
{
    private const string NotYet = "Not measured yet: `train` the system.";
    private readonly StringBuilder text = new();

    public string Write()
    {
        FrontMatter();
        Line($"# {card.System.Problem.Title}");
        Problem();
        Metrics();
        Flow();
        Data();
        Features();
        Models();
        Serving();
        Rollout();
        Monitoring();
        return text.ToString();
    }

    private void FrontMatter()
    {
        text.AppendLine("---");
        Field("system", card.System.Id);
        Field("title", card.System.Problem.Title);
        Field("task", card.System.Problem.Category);
        if (card.Champion is { } release)
            Field("release", release.Id);
        if (card.Report is { } report)
        {
            Field("run", report.Id);
            Field("dataset", report.Data.Id);
            text.AppendLine($"simulated: {(report.Data.Simulated ? "true" : "false")}");
            text.AppendLine("metrics:");
            foreach (var (name, value) in report.Evaluation.Learned.Metrics)
                text.AppendLine($"  {Quoted(name)}: {value.Value:0.######}");
        }
        text.AppendLine("---");
    }

    private void Problem()
    {
        var problem = card.System.Problem;
        Line("## 1. Problem");
        Line(problem.UseCase);
        Items(
            $"**Business goal.** {problem.BusinessGoal}",
            $"**Objective.** {problem.Objective}",
            $"**Input.** {problem.Input}",
            $"**Output.** {problem.Output}",
            $"**Target.** {problem.Target}",
            $"**Personalisation.** {problem.Personalisation}",
            $"**Heuristic to beat.** {problem.Heuristic}"
        );
        Listed("Clarified", problem.Clarifications.Select(c => $"{c.Question} *{c.Answer}*"));
        Listed("In scope", problem.InScope);
        Listed("Out of scope", problem.OutOfScope);
        Listed("Actors", problem.Actors.Select(a => $"{a.Name}: {a.Wants}"));
        Listed("Constraints", problem.Constraints);
        Listed("Data at hand", problem.DataAtHand.Select(d => $"{d.Name}: {d.Volume}; {d.Cost}"));
        Listed("Assumptions", problem.Assumptions);
        Worth();
        if (card.Report is { } report)
            Table(
                ["requirement", "measured", "on", ""],
                report.Requirements.Select(r =>
                    new[] { r.Requirement.Name, RunText.Value(r), r.Dataset, RunText.Verdict(r, report.Quick) }
                )
            );
        else
            Listed("Requirements", problem.Requirements.Select(r => r.Name));
    }

    private void Worth()
    {
        if (card.System.Problem.Costs is not { } costs || card.Report is not { } report)
            return;
        var flows = report.Evaluation.Flows;
        if (
            flows[0].Metrics.GetValueOrDefault(costs.HitMetric) is { } heuristic
            && flows[^1].Metrics.GetValueOrDefault(costs.HitMetric) is { } learned
        )
            Line(
                $"**Whether learning pays.** {costs.HitMetric} {heuristic.Value:0.0000} → {learned.Value:0.0000} over {costs.Requests:N0} requests a month is worth {costs.Worth(heuristic.Value, learned.Value):N0} a month after its costs."
            );
    }

    private void Metrics()
    {
        Line("## 2. Metrics");
        Line(
            $"`{card.Metrics[0]}` is the one that counts; beside it: {string.Join(", ", card.Metrics.Skip(1).Select(m => $"`{m}`"))}."
        );
    }

    private void Flow()
    {
        Line("## 3. Flow");
        Diagrams.Trace(text, card.Report?.Trace ?? []);
        Diagrams.Architecture(text, card.System.Architecture);
    }

    private void Data()
    {
        Line("## 4. Data");
        if (card.Report is not { } report)
        {
            Line(NotYet);
            return;
        }
        Line(
            $"`{report.Data.Id}`{(report.Data.Simulated ? " (simulated)" : "")} from {report.Data.Source}: {report.Data.Rows:N0} rows, SHA-256 `{report.Data.Sha256}`."
        );
        Items([
            $"**Chosen by.** {report.Data.Sample?.ToString() ?? "not stated"}.",
            .. SampleOrigin.WarningsOf(report.Data).Select(w => $"**Warning.** {w}."),
        ]);
        Line(
            $"{report.Split} Train {report.Cases.Train:N0}, validation {report.Cases.Validation:N0}, test {report.Cases.Test:N0}, rehearsal {report.Cases.Rehearsal:N0} cases."
        );
    }

    private void Features()
    {
        Line("## 5. Features");
        Table(
            ["set", "feature", "kind", "encoder", "meaning"],
            from set in card.System.Features
            from f in set
            select new[] { set.Name, f.Name, $"{f.Kind}".ToLowerInvariant(), f.Encoder, f.Doc ?? "" }
        );
        if (card.System.Views.Count > 0)
            Table(
                ["view", "definition", "version", "owner", "meaning"],
                card.System.Views.Select(v => new[] { v.Name, v.Definition, v.Version, v.Owner ?? "", v.Doc ?? "" })
            );
        Listed("Histories", card.System.Histories.Select(h => $"{h.Name}, from {string.Join(", ", h.Kinds)}"));
    }

    private void Models()
    {
        Line("## 6. Models");
        if (card.Report is not { } report)
        {
            Line(NotYet);
            return;
        }
        foreach (var ladder in report.Ladders)
            Table(
                [
                    $"{ladder.Name}",
                    $"{ladder.Metric} (validation)",
                    "train s",
                    "kB",
                    "parameters",
                    "operations an answer",
                    "",
                    "why",
                ],
                ladder.Rungs.Select(r =>
                    new[]
                    {
                        r.Name,
                        RunText.Text(new Interval(r.Value, r.Low, r.High)),
                        $"{r.TrainSeconds:0.0}",
                        $"{r.Bytes / 1e3:N0}",
                        RunText.Count(r.Cost?.Parameters),
                        RunText.Count(r.Cost?.Operations),
                        r.Chosen ? "chosen" : "",
                        r.Why,
                    }
                )
            );
        Listed("Back-test, period by period of the validation part", RunText.BackTests(report));
        Listed("What the models are like", InsightText.Lines(report));
        Listed("Searched on the validation cases", report.Searches.Select(RunText.Text));
        Evaluation(report);
    }

    private void Evaluation(RunReport report)
    {
        var flows = report.Evaluation.Flows;
        Table(
            ["test", .. flows.Select(f => f.Name)],
            [
                .. card.Metrics.Select(m =>
                    new[] { m }.Concat(flows.Select(f => RunText.Text(f.Metrics.GetValueOrDefault(m)))).ToArray()
                ),
                ["p99 ms", .. flows.Select(f => $"{f.P99:0.00}")],
                ["MB", .. flows.Select(f => $"{f.Bytes / 1e6:0.00}")],
                ["peak memory MB, with the data", .. flows.Select(f => RunText.Megabytes(f.PeakBytes))],
                ["on the Pareto front", .. flows.Select(f => f.OnPareto ? "yes" : "no")],
            ]
        );
        Listed(
            "The released flow against the others, paired",
            report.Evaluation.Differences.Select(d =>
                $"{d.Metric} against {d.Rival}: {d.Difference.Value:+0.0000;-0.0000;0.0000} [{d.Difference.Low:+0.0000;-0.0000;0.0000}, {d.Difference.High:+0.0000;-0.0000;0.0000}]"
            )
        );
        Listed(
            "Slices",
            report.Evaluation.Slices.Select(s =>
                $"{s.Slice} ({s.Count:N0}): {s.Metric} {s.Reason ?? RunText.Text(s.Value)}"
            )
        );
    }

    private void Serving()
    {
        Line("## 7. Serving");
        Line(
            $"Budget {card.System.Operations.Budget.TotalMilliseconds:0} ms a request; where the champion fails, the heuristic's release answers."
        );
        if (card.Champion is { } release)
            Table(
                ["part", "type", "kB", "SHA-256"],
                release.Parts.Select(p =>
                    new[] { p.Key, p.Value.Type, $"{p.Value.Bytes / 1e3:N0}", p.Value.Sha256[..12] }
                )
            );
        else
            Line(NotYet);
    }

    private void Rollout()
    {
        Line("## 8. Rollout");
        var operations = card.System.Operations;
        Line(
            $"Shadow, then a canary of {operations.CanaryShare:0.#%}, then A/B with {operations.AbTestShare:0.#%}, judged by {operations.Success}."
        );
        if (card.Rollout is { } rollout)
        {
            Line(
                $"Rollout {rollout.Id} ({(rollout.Plan.IsReplayed ? "a rehearsal on past traffic" : "lived traffic")}): {rollout.Plan.Champion} → {rollout.Plan.Challenger}, now {rollout.Stage}."
            );
            Items([.. card.Steps.Select(s => $"{s.At:u} {s.To}: {s.Reason}")]);
        }
    }

    private void Monitoring()
    {
        Line("## 9. Monitoring");
        Line(
            $"Trained anew after {card.System.Operations.RetrainAfter.TotalDays:0.#} days, or where the PSI of a feature reaches {card.System.Operations.RetrainAtDrift}."
        );
        Table(
            ["alarm", "state", "since", "reason"],
            card.Alarms.Select(a => new[] { a.Rule, $"{a.State}".ToLowerInvariant(), $"{a.Since:u}", a.Reason })
        );
    }

    private void Line(string line) => text.AppendLine().AppendLine(line);

    private void Items(params IReadOnlyList<string> items)
    {
        text.AppendLine();
        foreach (var item in items)
            text.AppendLine($"- {item}");
    }

    private void Listed(string title, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0)
            return;
        Line($"**{title}**");
        Items(all);
    }

    private void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        text.AppendLine();
        Row(headings);
        Row([.. headings.Select(_ => "---")]);
        all.ForEach(Row);
    }

    private void Row(IReadOnlyList<string> cells) =>
        text.AppendLine(
            $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |"
        );

    private void Field(string name, string value) => text.AppendLine($"{name}: {Quoted(value)}");

    /// <summary>A JSON string is a YAML string.</summary>
    private static string Quoted(string value) => JsonSerializer.Serialize(value, Terminal.FiniteJson.Options);
}
