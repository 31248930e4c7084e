using System.Globalization;

namespace Ninefold.Data.Observations;

/// <summary>
/// One file of a log, named by the position of its first observation in 20 digits: <c>….log</c> is a segment,
/// <c>….parquet</c> the same once it is rolled. Where both are there, a crash came between the two steps: the Parquet
/// file is whole, since it was renamed into place, and the segment no longer counts.
/// </summary>
internal sealed record LogFile(string Path, long First, bool IsRolled)
{
    private const string SegmentExtension = ".log";
    private const string RolledExtension = ".parquet";
    private const string TemporaryExtension = ".tmp";
    private const string DamagedExtension = ".damaged";

    public string RolledPath => System.IO.Path.ChangeExtension(Path, RolledExtension);

    public string TemporaryPath => RolledPath + TemporaryExtension;

    /// <summary>Where a segment with damage is kept after it was rolled, for whoever wants to repair it.</summary>
    public string DamagedPath => Path + DamagedExtension;

    public bool IsSegment => !IsRolled;

    public static LogFile Segment(string folder, long first) =>
        new(System.IO.Path.Combine(folder, $"{first:D20}{SegmentExtension}"), first, IsRolled: false);

    /// <summary>The files that together hold each observation once, in order; none where the folder is missing.</summary>
    public static List<LogFile> In(string folder) =>
        [.. All(folder).GroupBy(f => f.First).Select(same => same.MaxBy(f => f.IsRolled)!).OrderBy(f => f.First)];

    /// <summary>Segments that were rolled but are still there.</summary>
    public static List<LogFile> RolledSegmentsIn(string folder)
    {
        var all = All(folder);
        return [.. all.Where(f => !f.IsRolled && all.Any(g => g.IsRolled && g.First == f.First))];
    }

    /// <summary>Parquet files that a crash left half-written.</summary>
    public static string[] TemporariesIn(string folder) =>
        Directory.GetFiles(folder, $"*{RolledExtension}{TemporaryExtension}");

    /// <summary>Segments with damage that were rolled; what could be read of them is in Parquet.</summary>
    public static string[] DamagedIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{SegmentExtension}{DamagedExtension}") : [];

    private static List<LogFile> All(string folder)
    {
        var files = new List<LogFile>();
        if (!Directory.Exists(folder))
            return files;
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            var extension = System.IO.Path.GetExtension(path);
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            if (
                extension is SegmentExtension or RolledExtension
                && name.Length == 20
                && long.TryParse(name, NumberStyles.None, null, out var first)
            )
                files.Add(new(path, first, extension == RolledExtension));
        }
        return files;
    }
}
