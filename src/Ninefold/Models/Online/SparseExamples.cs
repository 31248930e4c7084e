using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Ninefold.Models.Online;

/// <summary>Observations in the order in which they came, each a few values at places of a long vector that is 0 elsewhere.</summary>
/// <param name="Width">How long the vector is: places are 0 to one less.</param>
/// <param name="Offsets">The values of example e lie at <c>Offsets[e]</c> to <c>Offsets[e + 1]</c>; one more than examples.</param>
/// <param name="Places">Where each value is; distinct within an example.</param>
/// <param name="Values">Finite, one a place.</param>
/// <param name="Labels">One an example, 0 or 1.</param>
public sealed record SparseExamples(int Width, int[] Offsets, int[] Places, float[] Values, float[] Labels)
{
    /// <summary>How many examples there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The places of an example.</summary>
    public ReadOnlySpan<int> PlacesOf(int example) => Places.AsSpan(Offsets[example]..Offsets[example + 1]);

    /// <summary>Its values, one a place.</summary>
    public ReadOnlySpan<float> ValuesOf(int example) => Values.AsSpan(Offsets[example]..Offsets[example + 1]);

    /// <summary>
    /// The place of a category by its hash (Weinberger et al., 2009, "Feature hashing for large scale multitask
    /// learning"): nothing is learned, so that categories born later have a place too; some share one.
    /// </summary>
    /// <param name="feature">The feature's name, so that equal categories of two features differ.</param>
    /// <param name="category">The category.</param>
    /// <param name="width">How many places there are, at least 1.</param>
    public static int Place(string feature, string category, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var seed = XxHash64.HashToUInt64(MemoryMarshal.AsBytes(feature.AsSpan()));
        return (int)(XxHash64.HashToUInt64(MemoryMarshal.AsBytes(category.AsSpan()), (long)seed) % (ulong)width);
    }

    /// <exception cref="ArgumentException">Something is wrong; the message lists all faults.</exception>
    internal void Check()
    {
        var faults = new List<string>();
        if (Width < 1)
            faults.Add($"the width must be at least 1, got {Width}");
        if (
            Offsets.Length != Labels.Length + 1
            || Offsets[0] != 0
            || Offsets[^1] != Places.Length
            || Offsets.Zip(Offsets.Skip(1)).Any(pair => pair.First > pair.Second)
        )
            faults.Add(
                $"the offsets of {Labels.Length} examples must be {Labels.Length + 1} that rise from 0 to {Places.Length}"
            );
        if (Places.Length != Values.Length)
            faults.Add($"{Places.Length} places need as many values, got {Values.Length}");
        if (Array.FindIndex(Places, place => place < 0 || place >= Width) is >= 0 and var place)
            faults.Add($"places must be 0 to {Width - 1}, entry {place} is {Places[place]}");
        if (Array.FindIndex(Values, value => !float.IsFinite(value)) is >= 0 and var value)
            faults.Add($"values must be finite, entry {value} is {Values[value]}");
        if (Array.FindIndex(Labels, label => label is not (0 or 1)) is >= 0 and var label)
            faults.Add($"labels must be 0 or 1, example {label} has {Labels[label]}");
        if (faults.Count > 0)
            throw new ArgumentException($"The examples cannot be used: {string.Join("; ", faults)}.");
    }
}
