using System.IO.Hashing;
using System.Text;

namespace Ninefold.Data.Observations;

/// <summary>
/// The ids of the latest observations, as 128-bit hashes: two generations, of which the older is forgotten when the newer
/// is full. With 10⁹ ids the chance that any two hashes meet is below 10⁻²⁰.
/// </summary>
internal sealed class RecentIds(int capacity)
{
    private HashSet<UInt128> newer = [];
    private HashSet<UInt128> older = [];

    public static UInt128 Hash(string id)
    {
        Span<byte> bytes = stackalloc byte[ObservationRules.MaxId * 3];
        return XxHash128.HashToUInt128(bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
    }

    /// <returns>False where the id is known already.</returns>
    public bool Add(UInt128 id) => !older.Contains(id) && newer.Add(id);

    /// <summary>Takes back what was added since the last <see cref="Age"/>.</summary>
    public void Remove(UInt128 id) => newer.Remove(id);

    /// <summary>Forgets the older half where the newer is full.</summary>
    public void Age()
    {
        if (newer.Count < capacity / 2)
            return;
        (older, newer) = (newer, older);
        newer.Clear();
    }
}
