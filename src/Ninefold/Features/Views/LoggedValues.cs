using System.IO.Hashing;
using System.Text;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>
/// The values of views that lived predictions saw, by request. Training on them rather than on what is computed
/// afterwards keeps what was late or missing in production late or missing in training, too.
/// </summary>
internal sealed class LoggedValues
{
    private readonly Dictionary<(string Request, string View, string Entity), FeatureValues> seen = [];
    private readonly HashSet<string> requests = [];

    /// <param name="views">The views as they are defined now; what was seen of other versions of them is left out.</param>
    /// <param name="snapshots">Observations of the kind <see cref="PredictionSnapshot.Kind"/>, in a fixed order.</param>
    public LoggedValues(IReadOnlyList<FeatureView> views, IEnumerable<Observation> snapshots)
    {
        var defined = views.ToDictionary(v => v.Name);
        var hash = new XxHash128();
        foreach (var snapshot in snapshots)
        {
            if (PredictionSnapshot.Read(snapshot, defined) is not { Count: > 0 } reads)
                Unreadable++;
            else if (reads.Contains(null))
                Outdated++;
            else
            {
                foreach (var values in reads)
                    seen[(snapshot.RequestId!, values!.View.Name, values.Entity)] = values;
                requests.Add(snapshot.RequestId!);
                hash.Append(Encoding.UTF8.GetBytes($"{snapshot.RequestId} {snapshot.Data}\n"));
            }
        }
        Fingerprint = Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Of how many predictions it is known what they saw.</summary>
    public int Predictions => requests.Count;

    /// <summary>How many saw a view that is defined otherwise now, or no longer.</summary>
    public int Outdated { get; }

    /// <summary>How many observations of this kind are no snapshots.</summary>
    public int Unreadable { get; }

    /// <summary>A hash of all that can be found.</summary>
    public string Fingerprint { get; }

    /// <summary>The values that the prediction for a request saw, in the order asked; null where it did not see all of them.</summary>
    public FeatureValues[]? Find(string request, ReadOnlySpan<(FeatureView View, string Entity)> wanted)
    {
        var found = new FeatureValues[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
            if (
                seen.TryGetValue((request, wanted[i].View.Name, wanted[i].Entity), out var values)
                && values.View.Version == wanted[i].View.Version
            )
                found[i] = values;
            else
                return null;
        return found;
    }
}
