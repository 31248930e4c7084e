using Ninefold.Metrics;

namespace Ninefold.Systems.FraudDetection;

/// <summary>
/// Card precision: investigators look each day at the <paramref name="k"/> cards with the riskiest payment of the day; the share
/// of these that have a fraud that day, averaged over the days. A card that was found is closed, and missing on later days.
/// The divisor is <paramref name="k"/> also where fewer cards paid. In [0, 1]; the number of compromised cards bounds it. A
/// bootstrap must draw cards whole. Le Borgne et al. (2022), chapter 4, Card Precision top-k.
/// </summary>
/// <param name="k">How many cards are looked at in a day, at least 1.</param>
internal sealed class CardPrecision(int k) : Metric<Verdict, FraudOutcome>
{
    public override string Name => $"card_precision@{k}";

    public override WeightedValue Prepare(IReadOnlyList<Judged<Verdict, FraudOutcome>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no answers");
        if (judged.Any(j => double.IsNaN(j.Output.Risk)))
            throw new MetricUndefinedException(Name, "a risk is not a number");
        var days = judged
            .Index()
            .GroupBy(row => row.Item.Label.Day)
            .OrderBy(day => day.Key)
            .Select(day =>
                day.GroupBy(row => row.Item.Label.Customer).Select(Card).OrderByDescending(card => card.Risk)
            )
            .Select(cards => cards.ToArray())
            .ToArray();
        return weights =>
        {
            var (found, sum) = (new HashSet<string>(), 0.0);
            foreach (var cards in days)
                sum += OfDay(cards, found, weights);
            return sum / k / days.Length;
        };
    }

    private static CardOfDay Card(IGrouping<string, (int Row, Judged<Verdict, FraudOutcome> Judged)> payments)
    {
        var riskiest = payments.MaxBy(p => p.Judged.Output.Risk);
        return new(payments.Key, riskiest.Row, riskiest.Judged.Output.Risk, payments.Any(p => p.Judged.Label.IsFraud));
    }

    /// <returns>How many of the first k cards have a fraud; a card that was drawn twice is two.</returns>
    private double OfDay(CardOfDay[] cards, HashSet<string> found, ReadOnlySpan<double> weights)
    {
        var (left, frauds) = ((double)k, 0.0);
        for (var i = 0; i < cards.Length && left > 0; i++)
        {
            var card = cards[i];
            if (weights[card.Row] == 0 || found.Contains(card.Customer))
                continue;
            var looked = Math.Min(left, weights[card.Row]);
            left -= looked;
            if (!card.IsFraud)
                continue;
            frauds += looked;
            found.Add(card.Customer);
        }
        return frauds;
    }

    /// <param name="Customer">Whose card.</param>
    /// <param name="Row">Of its riskiest payment of the day, whose weight is that of all.</param>
    /// <param name="Risk">Of that payment.</param>
    /// <param name="IsFraud">Whether any of its payments of the day is a fraud.</param>
    private sealed record CardOfDay(string Customer, int Row, double Risk, bool IsFraud);
}
