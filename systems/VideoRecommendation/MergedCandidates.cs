using Ninefold.Flows;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>What the sources found, with scores that can be compared: each source's stretched to run from 0 to 1.</summary>
public sealed class MergedCandidates
{
    private readonly float[] scores;
    private readonly double[] merged;

    /// <param name="found">The union of the sources' lists.</param>
    /// <param name="weights">What each source counts in the sum; one that is not named counts nothing.</param>
    public MergedCandidates(CandidateSet found, IReadOnlyList<(string Source, double Weight)> weights)
    {
        Found = found;
        scores = new float[found.Count * found.Sources.Count];
        merged = new double[found.Count];
        for (var column = 0; column < found.Sources.Count; column++)
        {
            var source = found.Sources[column];
            var weight = weights.FirstOrDefault(w => w.Source == source).Weight;
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            for (var row = 0; row < found.Count; row++)
                if (found[row].Score(source) is var score && !float.IsNaN(score))
                    (low, high) = (Math.Min(low, score), Math.Max(high, score));
            for (var row = 0; row < found.Count; row++)
            {
                var score = found[row].Score(source);
                if (float.IsNaN(score))
                    continue;
                var stretched = high > low ? (score - low) / (high - low) : 1;
                scores[row * found.Sources.Count + column] = stretched;
                merged[row] += weight * stretched;
            }
        }
    }

    /// <summary>The union of the sources' lists.</summary>
    public CandidateSet Found { get; }

    /// <summary>The weighted sum of a candidate's scores.</summary>
    public double Sum(Candidate one) => merged[one.Row];

    /// <summary>A candidate's score in a source, 0 to 1; 0 where that source did not find it, NaN where it was not asked.</summary>
    public double Score(Candidate one, string source)
    {
        for (var column = 0; column < Found.Sources.Count; column++)
            if (Found.Sources[column] == source)
                return scores[one.Row * Found.Sources.Count + column];
        return double.NaN;
    }
}
