using Ninefold.Models;
using Ninefold.Models.Runs;

namespace Ninefold.Bench.LearningToRank;

/// <summary>A training whose curve is looked at.</summary>
internal sealed record Watched(int Seed) : TrainingContext(Seed)
{
    public TrainingCurve? Curve { get; private set; }

    public override void Tell(TrainingCurve curve) => Curve = curve;
}
