namespace Ninefold.Experiments;

/// <summary>What a treatment changed, as an A/B test saw it.</summary>
/// <param name="Control">The metric in the control.</param>
/// <param name="Treatment">The metric in the treatment.</param>
/// <param name="Low">The lower end of the confidence interval of the difference.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PValue">How likely a difference at least this large is where there is none; two-sided, 0 to 1.</param>
/// <param name="Confidence">The coverage of the interval, such as .95.</param>
public sealed record Effect(double Control, double Treatment, double Low, double High, double PValue, double Confidence)
{
    /// <summary>Treatment − control.</summary>
    public double Difference => Treatment - Control;

    /// <summary>The difference relative to the control's size: .02 is +2 %. Null where the control is 0.</summary>
    public double? Lift => Control == 0 ? null : Difference / Math.Abs(Control);

    /// <summary>Whether the difference is told from none at this confidence.</summary>
    public bool IsSignificant => PValue < 1 - Confidence;
}
