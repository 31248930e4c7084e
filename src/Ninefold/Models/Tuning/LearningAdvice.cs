namespace Ninefold.Models.Tuning;

/// <summary>What a learning curve asks for.</summary>
public enum LearningNeed
{
    /// <summary>The test curve still rises: more rows help.</summary>
    MoreData,

    /// <summary>The test curve is level and near to that of training: a stronger model or better features help.</summary>
    StrongerModel,

    /// <summary>The test curve is level and far from that of training: a simpler model, penalties or fewer columns help.</summary>
    SimplerModel,
}

/// <summary>More data or a better model?</summary>
/// <param name="Need">What helps.</param>
/// <param name="Gain">By what the metric improved over the last doubling of the rows, at the test curve's latest slope.</param>
/// <param name="Gap">By what training is better than test at the end.</param>
/// <param name="Noise">The standard error of the test value at the end, between the folds.</param>
/// <param name="Why">In words.</param>
public sealed record LearningAdvice(LearningNeed Need, double Gain, double Gap, double Noise, string Why)
{
    private const double Clear = 2; // standard errors

    /// <summary>Reads a learning curve.</summary>
    /// <param name="curve">At least two points, by ascending rows; see <see cref="CrossValidation.LearningCurve"/>.</param>
    /// <param name="higherIsBetter">The metric's direction.</param>
    /// <param name="worth">A gain or gap below this is none, whatever the noise; at least 0, in the metric's unit.</param>
    /// <exception cref="ArgumentException">There are fewer than two points, or they do not ascend.</exception>
    public static LearningAdvice Of(IReadOnlyList<CurvePoint> curve, bool higherIsBetter, double worth = 0)
    {
        if (curve.Count < 2 || curve.Zip(curve.Skip(1)).Any(p => p.First.At >= p.Second.At))
            throw new ArgumentException(
                $"Advice needs two points or more of ascending rows, got {string.Join(", ", curve.Select(p => p.At).DefaultIfEmpty(0))}."
            );
        var sign = higherIsBetter ? 1 : -1;
        var (before, last) = (curve[^2], curve[^1]);
        var gain = sign * (last.Test.Mean - before.Test.Mean) / Math.Log2(last.At / before.At);
        var gap = sign * (last.Train.Mean - last.Test.Mean);
        // The folds are the same at both points, and so the gain is judged fold by fold.
        var gains = CrossValidated.Of([
            .. last.Test.Values.Zip(before.Test.Values, (l, b) => sign * (l - b) / Math.Log2(last.At / before.At)),
        ]);
        var doubt = Clear * gains.Deviation / Math.Sqrt(gains.Values.Count);
        var noise = last.Test.Deviation / Math.Sqrt(last.Test.Values.Count);
        if (gain > Math.Max(worth, doubt))
            return new(
                LearningNeed.MoreData,
                gain,
                gap,
                noise,
                $"twice as many rows gained {gain:0.0000} at the end of the curve: more data help"
            );
        return gap > Math.Max(worth, Clear * noise)
            ? new(
                LearningNeed.SimplerModel,
                gain,
                gap,
                noise,
                $"more rows gain nothing that is sure, and training is {gap:0.0000} better than test: the model learns by heart"
            )
            : new(
                LearningNeed.StrongerModel,
                gain,
                gap,
                noise,
                "more rows gain nothing that is sure, and training is no better than test: the model or its features are too weak"
            );
    }
}
