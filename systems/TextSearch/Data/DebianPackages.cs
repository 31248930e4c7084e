using Ninefold.Data;
using Ninefold.Data.Catalog;

namespace Ninefold.Systems.TextSearch.Data;

/// <summary>The packages that apt knows on this machine, with the tags that volunteers gave them. It moves with Debian.</summary>
internal static class DebianPackages
{
    /// <summary>What apt prints of all packages, stanza by stanza.</summary>
    public const string Available = "available";

    public static CatalogEntry Entry { get; } =
        new()
        {
            Id = "debian-packages",
            Title = "The package index of Debian, with debtags",
            Licence = "names and descriptions as their packages; debtags are free to use",
            Citation = "The Debian project, package index; E. Zini, \"Debtags\", 2003 to today.",
            Sample = new(
                SampleKind.Convenience,
                "packages that volunteers gave tags to, and tags in the place of queries that people asked"
            ),
            Files = [Available],
            Tables = [],
            Sources = [new AptIndexSource()],
        };
}
