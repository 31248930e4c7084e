namespace Ninefold.Metrics;

/// <summary>How the values of several labels become one.</summary>
public enum Averaging
{
    /// <summary>Over all decisions at once, so that frequent labels count more.</summary>
    Micro,

    /// <summary>The mean over labels, so that every label counts the same.</summary>
    Macro,

    /// <summary>The mean over labels, each as often as it is true.</summary>
    Weighted,
}
