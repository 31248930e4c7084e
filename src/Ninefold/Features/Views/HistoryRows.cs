using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>The rows of a history as the store keeps them, and as they are read.</summary>
internal static class HistoryRows
{
    /// <summary>
    /// What is kept of one thing that was done. Its identity is what it says, not the id of an observation: a data set has
    /// none, and holds what was observed before as well.
    /// </summary>
    public static EntityRow Row(long at, float strength, ulong item)
    {
        ReadOnlySpan<ulong> said = [(ulong)at, BitConverter.SingleToUInt32Bits(strength), item];
        return new(at, strength, item, XxHash64.HashToUInt64(MemoryMarshal.AsBytes(said)));
    }

    /// <summary>Those of known items, oldest first; what was done twice with an item at one moment counts once, as the stronger.</summary>
    public static ReadOnlyMemory<Interaction> Of(EntityRows rows, Vocabulary items)
    {
        var (found, count) = (new Interaction[rows.At.Length], 0);
        for (var i = 0; i < rows.At.Length; i++)
        {
            if (items.Find(rows.Counterpart[i]) is not (>= 0 and var item))
                continue;
            var (at, strength, same) = (rows.At[i], (float)rows.Value[i], count - 1);
            while (same >= 0 && found[same].At == at && found[same].Item != item)
                same--;
            if (same < 0 || found[same].At != at)
                found[count++] = new(item, strength, at);
            else if (strength > found[same].Value)
                found[same] = new(item, strength, at);
        }
        return found.AsMemory(0, count);
    }
}
