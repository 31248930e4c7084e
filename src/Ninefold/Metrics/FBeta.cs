using System.Globalization;

namespace Ninefold.Metrics;

/// <summary>
/// F-beta at a threshold: the weighted harmonic mean of precision and recall, in [0, 1]; undefined where there are neither
/// positives nor positive answers. Van Rijsbergen (1979), "Information retrieval".
/// </summary>
/// <param name="beta">How many times as much recall counts as precision, above 0.</param>
/// <param name="threshold">A score of at least this is answered positive.</param>
public sealed class FBeta(double beta = 1, double threshold = .5)
    : ThresholdMetric(NameOf(beta), threshold, "there are neither positives nor positive answers")
{
    /// <inheritdoc/>
    protected internal override double? Value(ConfusionMatrix matrix) => matrix.FBeta(beta);

    /// <summary>The name for a beta, such as <c>f1</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is not finite and above 0.</exception>
    internal static string NameOf(double beta) =>
        beta > 0 && double.IsFinite(beta)
            ? string.Create(CultureInfo.InvariantCulture, $"f{beta}")
            : throw new ArgumentOutOfRangeException(
                nameof(beta),
                $"The 'beta' parameter of F-beta must be finite and above 0. Got {beta} instead."
            );
}
