using Ninefold.Data.Tables;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>The names and types that the code of one system shares.</summary>
internal sealed class AutoNames
{
    // What every record has already.
    private static readonly string[] Taken =
    [
        "Clone",
        "EqualityContract",
        "Equals",
        "Finalize",
        "GetHashCode",
        "GetType",
        "MemberwiseClone",
        "PrintMembers",
        "ReferenceEquals",
        "ToString",
    ];

    private readonly Dictionary<string, string> properties = [];

    /// <param name="name">The system's class without <c>System</c>.</param>
    /// <param name="folder">Where the file of the data is.</param>
    /// <param name="result">What came of the search.</param>
    public AutoNames(string name, string folder, AutoResult result)
    {
        (Name, Folder, Result) = (name, folder, result);
        var taken = new HashSet<string>(Taken) { $"{name}Request" };
        foreach (var column in Columns)
        {
            var (plain, number) = (Code.Property(column.Name), 1);
            var free = plain;
            while (!taken.Add(free))
                free = $"{plain}{++number}";
            properties.Add(column.Name, free);
        }
    }

    /// <summary>The system's class without <c>System</c>; also the namespace.</summary>
    public string Name { get; }

    /// <summary>Where the file of the data is.</summary>
    public string Folder { get; }

    /// <summary>What came of the search.</summary>
    public AutoResult Result { get; }

    public AutoPlan Plan => Result.Plan;

    public TargetKind Kind => Plan.Target.Kind;

    /// <summary>The name of the file.</summary>
    public string File => Plan.Source.Table.Name;

    /// <summary>The columns that requests hold.</summary>
    public IReadOnlyList<UsedColumn> Columns => Plan.Columns;

    /// <summary>The system in words: <c>rent estimate</c>.</summary>
    public string Words =>
        string.Concat(Name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>The system's id.</summary>
    public string Id => Words.Replace(' ', '-').ToLowerInvariant();

    /// <summary>The type of what turns out.</summary>
    public string Outcome =>
        Kind switch
        {
            TargetKind.Binary => "bool",
            TargetKind.Classes => "string",
            _ => "double",
        };

    /// <summary>The positive class of two.</summary>
    public string Positive => Plan.Target.Classes[1];

    /// <summary>The property that holds a column.</summary>
    public string PropertyOf(string column) => properties[column];

    /// <summary>Whether a request may lack a column.</summary>
    public bool IsOptional(string column) => Columns.Single(c => c.Name == column).Missing > 0;

    /// <summary>The type of a column in a request.</summary>
    public static string TypeOf(UsedColumn column) =>
        column.Type switch
        {
            ColumnType.Text => "string",
            ColumnType.Timestamp => "DateTimeOffset",
            _ => "double",
        };
}
