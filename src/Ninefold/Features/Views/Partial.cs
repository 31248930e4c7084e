namespace Ninefold.Features.Views;

/// <summary>What is kept of observations in place of themselves. Those of two parts merge to that of the whole.</summary>
internal abstract class Partial
{
    /// <summary>Equal for those that hold the same, so that aggregates of one view can share it.</summary>
    public abstract string Kind { get; }

    /// <summary>Takes up one observation; those of an entity come in the order of time.</summary>
    public abstract void Add(long at, double value, ulong counterpart);

    /// <summary>Takes up all that another of the same kind has seen.</summary>
    public abstract void Merge(Partial other);

    /// <summary>Writes it; equal ones give equal bytes.</summary>
    public abstract void Write(BinaryWriter writer);

    /// <summary>Fills an empty one with what was written.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a partial.</exception>
    public abstract void Read(BinaryReader reader);

    public void Add(EntityRows rows)
    {
        for (var i = 0; i < rows.At.Length; i++)
            Add(rows.At[i], rows.Value[i], rows.Counterpart[i]);
    }

    /// <summary>A stored number of elements, in bounds.</summary>
    private protected static int Length(BinaryReader reader, int most) =>
        reader.ReadInt32() is var length && length >= 0 && length <= most
            ? length
            : throw new InvalidDataException($"A tile must hold 0 to {most} entries; got {length}.");
}
