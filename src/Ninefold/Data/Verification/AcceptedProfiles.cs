using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Data.Storage;
using Ninefold.Data.Tables;

namespace Ninefold.Data.Verification;

/// <summary>A version of a data set on which a run was finished.</summary>
/// <param name="Sha256">The hash of its content.</param>
/// <param name="Tables">What its tables held.</param>
internal sealed record AcceptedVersion(string Sha256, IReadOnlyList<TableProfile> Tables);

/// <summary>
/// What the tables of each data set held in the version that was last accepted, so that the next version is compared with
/// it before anybody trains on it.
/// </summary>
internal sealed class AcceptedProfiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
    private readonly Database database;

    public AcceptedProfiles(Database database)
    {
        this.database = database;
        database.Execute(
            "CREATE TABLE IF NOT EXISTS accepted_data (id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, tables TEXT NOT NULL)"
        );
    }

    /// <summary>The version of a data set that was last accepted, or null where none was.</summary>
    public AcceptedVersion? Find(string id) =>
        database
            .Query(
                "SELECT sha256, tables FROM accepted_data WHERE id = $id",
                r => new AcceptedVersion(
                    r.GetString(0),
                    JsonSerializer.Deserialize<TableProfile[]>(r.GetString(1), Json)!
                ),
                ("id", id)
            )
            .SingleOrDefault();

    /// <summary>From here on the next version of this data set is compared with this one.</summary>
    public void Accept(string id, AcceptedVersion version) =>
        database.Execute(
            "INSERT OR REPLACE INTO accepted_data VALUES ($id, $sha256, $tables)",
            ("id", id),
            ("sha256", version.Sha256),
            ("tables", JsonSerializer.Serialize(version.Tables, Json))
        );

    /// <summary>
    /// How the tables differ from the accepted version, table by table; null where there is none, or this is it.
    /// </summary>
    public VerificationReport? Compare(DatasetInfo info, IReadOnlyList<Table> tables)
    {
        if (Find(info.Id) is not { } accepted || accepted.Sha256 == info.Sha256)
            return null;
        var checks =
            from before in accepted.Tables
            join now in tables on before.Name equals now.Name
            from check in DistributionVerification.Compare(before, now).Checks
            select check;
        return new($"{info.Id} against the version {accepted.Sha256[..12]}, which was accepted last", [.. checks]);
    }
}
