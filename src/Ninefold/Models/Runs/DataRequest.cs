namespace Ninefold.Models.Runs;

/// <summary>Which data a run is to read.</summary>
/// <param name="Folder">The user's own folder, or null for the system's data set.</param>
/// <param name="Columns">Names of the user's columns by the names the system knows, such as <c>user</c> → <c>customer_id</c>.</param>
/// <param name="Cache">Where fetched data sets are kept.</param>
/// <param name="Local">A folder with data sets by id, looked into first; null where there is none.</param>
public sealed record DataRequest(
    string? Folder,
    IReadOnlyDictionary<string, string> Columns,
    string Cache,
    string? Local
);
