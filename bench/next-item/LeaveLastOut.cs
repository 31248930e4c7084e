using Ninefold.Data;
using Ninefold.Flows;

namespace Ninefold.Bench.NextItem;

/// <summary>What a model finds for every user, where the last item that it was not trained on is the right answer.</summary>
internal sealed record LeaveLastOut(double HitRate, double Ndcg)
{
    private const int K = 10;

    /// <param name="model">The model.</param>
    /// <param name="known">What the model was trained on.</param>
    /// <param name="next">The same with one item more a user.</param>
    public static LeaveLastOut Of(ICandidateSource model, Interactions known, Interactions next)
    {
        var (hits, gain) = (0.0, 0.0);
        for (var user = 0; user < known.Users; user++)
        {
            var history = known.Memory(user);
            var seen = history.ToArray().Select(row => row.Item).ToHashSet();
            var right = next.Of(user)[^1].Item;
            var found = model.Find(new(user, history, long.MaxValue, K + seen.Count));
            var place = found.Where(f => !seen.Contains(f.Item)).Take(K).Select(f => f.Item).ToList().IndexOf(right);
            if (place >= 0)
                (hits, gain) = (hits + 1, gain + 1 / Math.Log2(place + 2));
        }
        return new(hits / known.Users, gain / known.Users);
    }
}
