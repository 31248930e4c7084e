using Ninefold.Data.Sources;
using Ninefold.Data.Tables;

namespace Ninefold.Data.Catalog;

/// <summary>
/// A data set that systems may ask for: what it is, what it must look like, and where it can be had. One entry is one
/// edition: its content does not depend on the source that delivered it.
/// </summary>
public sealed record CatalogEntry
{
    /// <summary>Unique, with the edition: <c>movielens-small-2018</c>. Lower-case letters, digits and hyphens; folders bear it.</summary>
    /// <exception cref="ArgumentException">It has other characters.</exception>
    public required string Id
    {
        get;
        init =>
            field =
                value.Length > 0 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                    ? value
                    : throw new ArgumentException(
                        $"The id of a data set must be lower-case letters, digits and hyphens, but is '{value}'."
                    );
    }

    /// <summary>Its name in words.</summary>
    public required string Title { get; init; }

    /// <summary>What may be done with it, in a few words.</summary>
    public required string Licence { get; init; }

    /// <summary>How its authors want to be cited.</summary>
    public required string Citation { get; init; }

    /// <summary>True where a simulator made it; every figure is then marked.</summary>
    public bool Simulated { get; init; }

    /// <summary>How its rows were chosen; a run warns of what was neither everything nor drawn by chance.</summary>
    public required SampleOrigin Sample { get; init; }

    /// <summary>The names of the files that are needed; sources find them in their archives and deliver no other.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>What its tables must look like.</summary>
    public required IReadOnlyList<TableSchema> Tables { get; init; }

    /// <summary>Where it can be had, tried in this order.</summary>
    public required IReadOnlyList<IDataSource> Sources { get; init; }
}
