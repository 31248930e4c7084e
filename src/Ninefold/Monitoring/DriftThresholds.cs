namespace Ninefold.Monitoring;

/// <summary>What counts as drift.</summary>
public sealed record DriftThresholds
{
    /// <summary>From this population stability index on, a drift is moderate.</summary>
    public double Moderate { get; init; } = .1;

    /// <summary>From this population stability index on, a drift is major.</summary>
    public double Major { get; init; } = .25;

    /// <summary>A window with fewer values has no verdict: chance alone moves it.</summary>
    public int MinimumValues { get; init; } = 500;

    internal DriftLevel LevelOf(double psi) =>
        psi >= Major ? DriftLevel.Major
        : psi >= Moderate ? DriftLevel.Moderate
        : DriftLevel.None;
}

/// <summary>How far a distribution has moved.</summary>
public enum DriftLevel
{
    /// <summary>Too few values to tell.</summary>
    Unknown,

    /// <summary>As in training.</summary>
    None,

    /// <summary>Worth a look.</summary>
    Moderate,

    /// <summary>What the model learned may no longer hold.</summary>
    Major,
}
