namespace Ninefold.Text.Unicode;

/// <summary>The four normal forms of Unicode Standard Annex 15.</summary>
public enum NormalForm
{
    /// <summary>Canonical: letters and their marks as one code point where there is one.</summary>
    C,

    /// <summary>Canonical, taken apart.</summary>
    D,

    /// <summary>Compatible: ligatures, full-width letters and the like become plain letters, then as <see cref="C"/>.</summary>
    KC,

    /// <summary>Compatible, taken apart.</summary>
    KD,
}
