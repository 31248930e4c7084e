using Ninefold.Data.Labelling;
using Ninefold.Experiments;

namespace Ninefold;

/// <summary>What the engine does with a release: steps 7 to 9 as data.</summary>
public sealed record Operations
{
    /// <summary>How long an answer may take; stages that are late fall back.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The offline metric that a rehearsal compares, a request at a time. Lived traffic compares the share of requests
    /// that were followed by an outcome.
    /// </summary>
    public required string Success { get; init; }

    /// <summary>The kinds of observation that make a lived request a success, such as <c>click</c> or <c>watch</c>.</summary>
    public IReadOnlyList<string> SuccessKinds { get; init; } = ["click"];

    /// <summary>How long after a request an outcome may come.</summary>
    public TimeSpan OutcomeWindow { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What a challenger must keep to in the shadow.</summary>
    public ShadowLimits Shadow { get; init; } = new() { MinimumRequests = 200, MaxP99Ratio = null };

    /// <summary>What a challenger must keep to as a canary.</summary>
    public Canary Canary { get; init; } = new() { MinimumRequests = 50, Guardrails = [new ErrorRateGuardrail(.01)] };

    /// <summary>The share of subjects the challenger answers as a canary.</summary>
    public double CanaryShare { get; init; } = .1;

    /// <summary>The share of subjects the challenger answers in the A/B test.</summary>
    public double AbTestShare { get; init; } = .5;

    /// <summary>How many requests the A/B test sees before it is read, once; null reads it when the traffic ends.</summary>
    public long? AbTestRequests { get; init; }

    /// <summary>Retrain when the release is this old.</summary>
    public TimeSpan RetrainAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Raise an alarm, and retrain, when a feature or a watched value has drifted this far from training (PSI).</summary>
    public double RetrainAtDrift { get; init; } = .25;

    /// <summary>Which answers a person is to judge, whose decisions become labels; null for none.</summary>
    public ReviewRule? Review { get; init; }
}
