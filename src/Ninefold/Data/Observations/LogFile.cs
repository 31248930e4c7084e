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
    public static List<LogFile> In(string folder)
    {
        // A file that appears while its folder is listed may be left out: list until nothing changes.
        for (var before = List(folder); ; )
        {
            var files = List(folder);
            if (files.SequenceEqual(before))
                return files;
            before = files;
        }
    }

    /// <summary>Segments that were rolled but are still there.</summary>
    public static List<LogFile> RolledSegmentsIn(string folder) =>
        [.. Named(folder, SegmentExtension).Where(segment => File.Exists(segment.RolledPath))];

    /// <summary>Parquet files that a crash left half-written.</summary>
    public static string[] TemporariesIn(string folder) =>
        Directory.GetFiles(folder, $"*{RolledExtension}{TemporaryExtension}");

    /// <summary>Segments with damage that were rolled; what could be read of them is in Parquet.</summary>
    public static string[] DamagedIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, $"*{SegmentExtension}{DamagedExtension}") : [];

    private static List<LogFile> List(string folder)
    {
        var segments = Named(folder, SegmentExtension);
        var rolled = Named(folder, RolledExtension); // second: a segment that has gone by now is among these
        return [.. rolled.Concat(segments).DistinctBy(f => f.First).OrderBy(f => f.First)];
    }

    private static List<LogFile> Named(string folder, string extension)
    {
        var files = new List<LogFile>();
        if (!Directory.Exists(folder))
            return files;
        foreach (var path in Directory.EnumerateFiles(folder, "*" + extension))
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            if (name.Length == 20 && long.TryParse(name, NumberStyles.None, null, out var first))
                files.Add(new(path, first, extension == RolledExtension));
        }
        return files;
    }
}
