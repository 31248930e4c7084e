using System.Text.Json;
using Ninefold.Experiments;
using Ninefold.Metrics;

namespace Ninefold;

/// <summary>
/// Takes one challenger through its rollout: says which arm a request belongs to, collects what happened, and moves the
/// rollout on when the figures of its stage decide. The same for replayed and lived traffic. Safe for concurrent use.
/// </summary>
internal sealed class RolloutDriver
{
    private readonly Lock gate = new();
    private readonly RolloutStore store;
    private readonly Operations operations;
    private Rollout rollout;
    private Assignment assignment;
    private StageFigures figures = new();

    public RolloutDriver(RolloutStore store, Rollout rollout, Operations operations)
    {
        (this.store, this.operations, this.rollout) = (store, operations, rollout);
        if (rollout.Stage == RolloutStage.Draft)
            this.rollout = store.Move(rollout, RolloutStage.Shadow, "begins in the shadow");
        assignment = this.rollout.Assign();
    }

    public Rollout Rollout
    {
        get
        {
            lock (gate)
                return rollout;
        }
    }

    /// <summary><c>champion</c>, <c>challenger</c>, or <c>shadow</c>: the champion answers and the challenger is compared.</summary>
    public string ArmOf(string unit)
    {
        lock (gate)
            return assignment.Of(unit);
    }

    public void Compared(double disagreement, TimeSpan champion, TimeSpan challenger) =>
        figures.Shadow.RecordAnswers(disagreement, champion, challenger);

    public void ChallengerFailedInShadow(TimeSpan champion) => figures.Shadow.RecordError(champion);

    /// <summary>Counts a request of the shadow that was not compared.</summary>
    public void Skipped() => figures.Shadow.RecordSkipped();

    /// <summary>Counts an answer of an arm.</summary>
    public void Answered(string arm, TimeSpan duration, bool failed) => figures.Of(arm).Answered(duration, failed);

    /// <summary>Counts how well an answer did.</summary>
    /// <param name="unit">Who was assigned: its requests are not independent and count as one unit.</param>
    public void Rewarded(string arm, string unit, double reward) => figures.Of(arm).Rewarded(unit, reward);

    /// <summary>Moves the rollout where the figures of its stage decide.</summary>
    /// <param name="trafficEnds">Whether no more requests will come: what is undecided is decided now.</param>
    /// <returns>The decision that ended the stage, or null where it goes on.</returns>
    public RolloutDecision? Decide(bool trafficEnds = false)
    {
        lock (gate)
        {
            if (!rollout.Stage.IsActive())
                return null;
            var decision = rollout.Stage switch
            {
                RolloutStage.Shadow => operations.Shadow.Judge(figures.Shadow.Report()),
                RolloutStage.Canary => operations.Canary.Judge(
                    figures.Champion.Figures(operations.Success),
                    figures.Challenger.Figures(operations.Success)
                ),
                _ => JudgeTest(trafficEnds),
            };
            if (decision.Action == RolloutAction.Continue && trafficEnds)
                decision = new(RolloutAction.RollBack, $"the traffic ended undecided: {decision.Reason}");
            if (decision.Action == RolloutAction.Continue)
                return null;
            var to = decision.Action == RolloutAction.Promote ? rollout.Stage + 1 : RolloutStage.RolledBack;
            rollout = store.Move(rollout, to, decision.Reason, figures.Report());
            assignment = rollout.Assign();
            figures = new();
            return decision;
        }
    }

    private RolloutDecision JudgeTest(bool trafficEnds)
    {
        // Outcomes come later than answers: the test is over when enough of them are known.
        var requests = figures.Champion.Rewards + figures.Challenger.Rewards;
        if (!trafficEnds && (operations.AbTestRequests is not { } needed || requests < needed))
            return new(RolloutAction.Continue, $"{requests} requests so far");
        var units = new Dictionary<string, long>
        {
            ["champion"] = figures.Champion.Units,
            ["challenger"] = figures.Challenger.Units,
        };
        if (units.Values.Min() < 2)
            return new(
                RolloutAction.RollBack,
                $"too few units to compare: {units["champion"]} and {units["challenger"]}"
            );
        if (SampleRatio.Check(assignment.Arms, units) is { IsMismatch: true } mismatch)
            return new(
                RolloutAction.RollBack,
                $"the arms did not get their shares (p = {mismatch.PValue:g2}): the test means nothing"
            );
        var effect = AbTest.Compare(figures.Champion.Sample(), figures.Challenger.Sample());
        var found =
            $"{operations.Success} {effect.Treatment:0.0000} against {effect.Control:0.0000}, difference {effect.Difference:+0.0000;-0.0000;0.0000} "
            + $"[{effect.Low:+0.0000;-0.0000;0.0000}, {effect.High:+0.0000;-0.0000;0.0000}], p = {effect.PValue:g2}, {units["champion"]} and {units["challenger"]} units";
        return effect.Low > 0
            ? new(RolloutAction.Promote, found)
            : new(RolloutAction.RollBack, $"{found}: not shown to be better, so the champion stays");
    }

    private sealed class StageFigures
    {
        public ShadowComparison Shadow { get; } = new();
        public ArmCounter Champion { get; } = new();
        public ArmCounter Challenger { get; } = new();

        public ArmCounter Of(string arm) => arm == "challenger" ? Challenger : Champion;

        /// <summary>The figures as they are kept with the step.</summary>
        public JsonElement Report() =>
            JsonSerializer.SerializeToElement(
                new
                {
                    Shadow = Shadow.Report(),
                    Champion = Champion.Summary(),
                    Challenger = Challenger.Summary(),
                }
            );
    }

    private sealed class ArmCounter
    {
        private readonly Lock gate = new();
        private readonly LatencyHistogram latency = new();
        private readonly Dictionary<string, (double Sum, int Count)> units = [];
        private long failures;

        public long Requests => latency.Count;

        public long Rewards
        {
            get
            {
                lock (gate)
                    return units.Values.Sum(u => (long)u.Count);
            }
        }

        public long Units
        {
            get
            {
                lock (gate)
                    return units.Count;
            }
        }

        public void Answered(TimeSpan duration, bool failed)
        {
            latency.Record(duration);
            if (failed)
                Interlocked.Increment(ref failures);
        }

        public void Rewarded(string unit, double reward)
        {
            lock (gate)
            {
                var (sum, count) = units.GetValueOrDefault(unit);
                units[unit] = (sum + reward, count + 1);
            }
        }

        public ArmSample Sample()
        {
            lock (gate)
                return units.Values.Aggregate(default(ArmSample), (sample, unit) => sample.With(unit.Sum, unit.Count));
        }

        public object Summary() =>
            new
            {
                Requests,
                Failures = Interlocked.Read(ref failures),
                Units,
                P99 = latency.Quantile(.99).TotalMilliseconds,
                Success = Units == 0 ? (double?)null : Sample().Value,
            };

        public ArmFigures Figures(string metric) =>
            new()
            {
                Requests = Requests,
                Errors = Interlocked.Read(ref failures),
                P99 = latency.Quantile(.99),
                Metrics = new Dictionary<string, ArmSample> { [metric] = Sample() },
            };
    }
}
