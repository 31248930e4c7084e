using Ninefold.Data.Labelling;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Clusters;

/// <summary>
/// Simulated annotators of real rows: each is right with a probability of its own and abstains now and then. What the label
/// models find, without a true label, beside the majority.
/// </summary>
/// <param name="Accuracy">By model, the share of the rows that it labels rightly.</param>
/// <param name="ReliabilityError">By model, how far on average it is from the true reliability of an annotator.</param>
/// <param name="Met">Whether no label model is worse than the majority by more than a hundredth.</param>
internal sealed record SimulatedVoters(
    Dictionary<string, double> Accuracy,
    Dictionary<string, double> ReliabilityError,
    bool Met
)
{
    private const int Seeds = 20;
    private static readonly double[] Reliabilities = [.95, .9, .7, .65, .6, .55];
    private const double Votes = .7;

    public static SimulatedVoters Run(LabelledRows rows)
    {
        var (right, apart) = (new Dictionary<string, double>(), new Dictionary<string, double>());
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var voters = Reliabilities.Select(
                (reliability, i) =>
                    new LabellingFunction<int>(
                        $"annotator {i}",
                        row =>
                            random.NextDouble() > Votes ? null
                            : random.NextDouble() < reliability ? (int)rows.Labels[row]
                            : 1 - (int)rows.Labels[row]
                    )
            );
            var votes = voters.ToList().Vote([.. Enumerable.Range(0, rows.Count)]);
            var majority = new double[rows.Count];
            foreach (var vote in votes.All)
                majority[vote.Item] += vote.Class == 1 ? 1 : -1;
            Add("majority", majority.Select(sum => sum > 0), null);
            foreach (
                var (name, found) in new[]
                {
                    ("Dawid and Skene", new DawidSkene().Fit(votes)),
                    ("triplets", new TripletLabelModel(rows.Labels.Average()).Fit(votes)),
                }
            )
                Add(name, found.Probabilities.Select(p => p[1] > .5), found);
        }
        return new(right, apart, right.Values.All(value => value >= right["majority"] - .01));

        void Add(string name, IEnumerable<bool> labels, EstimatedLabels? found)
        {
            var share = labels.Index().Average(l => l.Item == (rows.Labels[l.Index] == 1) ? 1.0 : 0);
            right[name] = right.GetValueOrDefault(name) + share / Seeds;
            if (found is not null)
                apart[name] =
                    apart.GetValueOrDefault(name)
                    + Reliabilities.Index().Average(r => Math.Abs(found.Accuracy(r.Index) - r.Item)) / Seeds;
        }
    }

    public override string ToString() =>
        $"simulated voters: {string.Join(", ", Accuracy.Select(a => $"{a.Key} {a.Value:.000}"))}; reliability off by "
        + string.Join(", ", ReliabilityError.Select(a => $"{a.Key} {a.Value:.000}"));
}
