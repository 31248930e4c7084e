namespace Ninefold.Serving;

/// <summary>What a search compares before it compares full vectors.</summary>
public enum VectorCoding
{
    /// <summary>Full vectors at once.</summary>
    Full,

    /// <summary>A byte a dimension: a quarter of what full vectors read, with hardly any loss.</summary>
    EightBits,

    /// <summary>Half a byte a dimension: an eighth, with a loss that a wider search makes up for.</summary>
    FourBits,
}
