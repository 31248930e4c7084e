using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

/// <summary>Votes of voters whose accuracy is known, independent given the true class.</summary>
internal static class SimulatedVotes
{
    /// <summary>How often each voter is right, and on which share of the items it votes.</summary>
    public static readonly (double Accuracy, double Coverage)[] Voters =
    [
        (.92, .5),
        (.85, .9),
        (.75, 1),
        (.65, .7),
        (.8, .3),
    ];

    /// <summary>The true class of each item, and the votes; a wrong vote is any other class.</summary>
    public static (int[] Truth, Votes Votes) Of(int items, double[] prior, int seed)
    {
        var random = new Random(seed);
        var truth = new int[items];
        var all = new List<Vote>();
        for (var item = 0; item < items; item++)
        {
            for (var left = random.NextDouble() - prior[0]; left > 0 && truth[item] < prior.Length - 1; )
                left -= prior[++truth[item]];
            for (var voter = 0; voter < Voters.Length; voter++)
                if (random.NextDouble() < Voters[voter].Coverage)
                    all.Add(
                        new(
                            item,
                            voter,
                            random.NextDouble() < Voters[voter].Accuracy
                                ? truth[item]
                                : (truth[item] + random.Next(1, prior.Length)) % prior.Length
                        )
                    );
        }
        return (truth, new Votes([.. Voters.Select((_, i) => $"v{i}")], items, prior.Length, all));
    }
}
