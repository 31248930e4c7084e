using System.Text.Json.Serialization;

namespace Ninefold.Experiments;

/// <summary>
/// A limit that a canary must keep to, as data. See <see cref="ErrorRateGuardrail"/>, <see cref="LatencyGuardrail"/>
/// and <see cref="MetricGuardrail"/>.
/// </summary>
[JsonDerivedType(typeof(ErrorRateGuardrail), "error_rate")]
[JsonDerivedType(typeof(LatencyGuardrail), "latency")]
[JsonDerivedType(typeof(MetricGuardrail), "metric")]
public abstract record Guardrail
{
    /// <summary>Whether it may roll back before the minimum of requests, because few requests cannot fool it.</summary>
    internal virtual bool IsSoundEarly => false;

    /// <summary>Judges the challenger. Promote means that this guardrail has nothing against it.</summary>
    internal abstract RolloutDecision Judge(ArmFigures champion, ArmFigures challenger);

    private protected static double Require(bool valid, double value, string rule) =>
        valid ? value : throw new ArgumentException($"{rule}; got {value}.");
}
