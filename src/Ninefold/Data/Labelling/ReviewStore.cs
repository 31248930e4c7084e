using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ninefold.Data.Storage;
using Ninefold.Metrics;

namespace Ninefold.Data.Labelling;

/// <summary>
/// The answers that people are to judge and what they decided, in the database: several servers, pages and commands may
/// use it. The same decision sent twice changes nothing; a judgement is final, only a skip may be followed by one. Where
/// those who judged disagree evenly, one more is asked; what is settled takes no more decisions.
/// </summary>
public sealed class ReviewStore
{
    private const string Select =
        "SELECT system, request_id, at, subject, item, score, request, answer, reviewers, positive FROM review";

    private readonly Database database;
    private readonly TimeProvider clock;

    /// <param name="database">Where they are kept; the tables are created where they are new.</param>
    /// <param name="clock">Dates the decisions.</param>
    public ReviewStore(Database database, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS review (
                system TEXT NOT NULL,
                request_id TEXT NOT NULL,
                at INTEGER NOT NULL,
                subject TEXT,
                item TEXT,
                score REAL NOT NULL,
                request TEXT NOT NULL,
                answer TEXT NOT NULL,
                reviewers INTEGER NOT NULL,
                positive INTEGER,
                labelled INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (system, request_id)
            );
            CREATE INDEX IF NOT EXISTS review_pending ON review (system, at) WHERE positive IS NULL;
            CREATE INDEX IF NOT EXISTS review_unlabelled ON review (system, at) WHERE positive IS NOT NULL AND labelled = 0;
            CREATE TABLE IF NOT EXISTS review_decision (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                system TEXT NOT NULL,
                request_id TEXT NOT NULL,
                reviewer TEXT NOT NULL,
                verdict TEXT NOT NULL,
                at INTEGER NOT NULL,
                UNIQUE (system, request_id, reviewer)
            );
            """
        );
    }

    /// <summary>Queues an answer, unless it is there already or enough of its system's wait.</summary>
    /// <param name="item">Without decisions.</param>
    /// <param name="mostPending">How many answers of the system may wait, this one included.</param>
    /// <returns>Whether it was queued.</returns>
    public bool Add(ReviewItem item, int mostPending) =>
        database.Execute(
            """
            INSERT OR IGNORE INTO review (system, request_id, at, subject, item, score, request, answer, reviewers)
            SELECT $system, $request_id, $at, $subject, $item, $score, $request, $answer, $reviewers
            WHERE (SELECT count(*) FROM review WHERE system = $system AND positive IS NULL) < $most
            """,
            ("system", item.System),
            ("request_id", item.RequestId),
            ("at", item.At.ToUnixTimeMilliseconds()),
            ("subject", item.Subject),
            ("item", item.Item),
            ("score", item.Score),
            ("request", item.Request.GetRawText()),
            ("answer", item.Answer.GetRawText()),
            ("reviewers", item.Reviewers),
            ("most", mostPending)
        ) > 0;

    /// <summary>Writes down what a person decided.</summary>
    /// <returns>The answer as it stands now.</returns>
    /// <exception cref="KeyNotFoundException">No such answer was queued.</exception>
    /// <exception cref="ReviewConflictException">The person judged otherwise before, or the answer is settled.</exception>
    public ReviewItem Decide(string system, string requestId, string reviewer, ReviewVerdict verdict) =>
        database.Transaction(
            (connection, _) =>
            {
                var item =
                    Find(connection, system, requestId)
                    ?? throw new KeyNotFoundException($"No answer of '{system}' to request '{requestId}' was queued.");
                var before = item.Decisions.FirstOrDefault(d => d.Reviewer == reviewer);
                if (before?.Verdict == verdict)
                    return item;
                if (before is { Verdict: not ReviewVerdict.Skip })
                    throw new ReviewConflictException(
                        $"'{reviewer}' has decided {Word(before.Verdict)} on request '{requestId}' at {before.At:u}; a judgement is final, got {Word(verdict)}."
                    );
                if (item.IsPositive is { } settled)
                    throw new ReviewConflictException(
                        $"Request '{requestId}' is settled as {(settled ? "accepted" : "rejected")} by {string.Join(", ", item.Decisions.Select(d => d.Reviewer))}; got {Word(verdict)} from '{reviewer}'."
                    );
                Database.Execute(
                    connection,
                    """
                    INSERT OR REPLACE INTO review_decision (system, request_id, reviewer, verdict, at)
                    VALUES ($system, $request_id, $reviewer, $verdict, $at)
                    """,
                    ("system", system),
                    ("request_id", requestId),
                    ("reviewer", reviewer),
                    ("verdict", verdict.ToString()),
                    ("at", clock.GetUtcNow().ToUnixTimeMilliseconds())
                );
                Database.Execute(
                    connection,
                    "UPDATE review SET positive = $positive WHERE system = $system AND request_id = $request_id",
                    ("positive", Majority(Decisions(connection, system, requestId), item.Reviewers)),
                    ("system", system),
                    ("request_id", requestId)
                );
                return Find(connection, system, requestId)!;
            }
        );

    /// <summary>One answer with its decisions, or null.</summary>
    public ReviewItem? Find(string system, string requestId)
    {
        using var connection = database.Open();
        return Find(connection, system, requestId);
    }

    /// <summary>The answers that wait for a decision: those of the highest score first, then the oldest.</summary>
    /// <param name="system">The system.</param>
    /// <param name="reviewer">Leaves out what this person decided or skipped; null leaves out nothing.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<ReviewItem> Pending(string system, string? reviewer = null, int most = 100) =>
        Read(
            """
            WHERE system = $system AND positive IS NULL AND NOT EXISTS (
                SELECT 1 FROM review_decision d
                WHERE d.system = review.system AND d.request_id = review.request_id AND d.reviewer = $reviewer
            ) ORDER BY score DESC, at, request_id LIMIT $most
            """,
            ("system", system),
            ("reviewer", reviewer),
            ("most", most)
        );

    /// <summary>How many answers of a system wait.</summary>
    public int CountPending(string system) =>
        database
            .Query(
                "SELECT count(*) FROM review WHERE system = $system AND positive IS NULL",
                row => row.GetInt32(0),
                ("system", system)
            )
            .Single();

    /// <summary>How far the first two judgements of each answer agree.</summary>
    public ReviewAgreement Agreement(string system)
    {
        var judged = database
            .Query(
                "SELECT request_id, verdict FROM review_decision WHERE system = $system AND verdict <> 'Skip' ORDER BY number",
                row => (Request: row.GetString(0), Verdict: row.GetString(1)),
                ("system", system)
            )
            .GroupBy(d => d.Request, d => d.Verdict)
            .Where(g => g.Count() > 1)
            .Select(g => new Judged<string, string>(g.First(), g.ElementAt(1), g.Key))
            .ToList();
        try
        {
            return new(judged.Count, new CohenKappa<string>().Compute(judged));
        }
        catch (MetricUndefinedException)
        {
            return new(judged.Count, null);
        }
    }

    /// <summary>Answers that are settled and whose label is not known to be observed yet.</summary>
    internal IReadOnlyList<ReviewItem> Unlabelled(string system) =>
        Read(
            "WHERE system = $system AND positive IS NOT NULL AND labelled = 0 ORDER BY at LIMIT 1000",
            ("system", system)
        );

    /// <summary>The label of an answer is observed.</summary>
    internal void Labelled(ReviewItem item) =>
        database.Execute(
            "UPDATE review SET labelled = 1 WHERE system = $system AND request_id = $request_id",
            ("system", item.System),
            ("request_id", item.RequestId)
        );

    private List<ReviewItem> Read(string which, params (string Name, object? Value)[] parameters)
    {
        using var connection = database.Open();
        return
        [
            .. Database
                .Query(connection, $"{Select} {which}", Read, parameters)
                .Select(r => r with { Decisions = Decisions(connection, r.System, r.RequestId) }),
        ];
    }

    private static ReviewItem? Find(SqliteConnection connection, string system, string requestId) =>
        Database
            .Query(
                connection,
                $"{Select} WHERE system = $system AND request_id = $request_id",
                Read,
                ("system", system),
                ("request_id", requestId)
            )
            .Select(r => r with { Decisions = Decisions(connection, system, requestId) })
            .SingleOrDefault();

    private static List<ReviewDecision> Decisions(SqliteConnection connection, string system, string requestId) =>
        Database.Query(
            connection,
            """
            SELECT reviewer, verdict, at FROM review_decision
            WHERE system = $system AND request_id = $request_id ORDER BY number
            """,
            row => new ReviewDecision(
                row.GetString(0),
                Enum.Parse<ReviewVerdict>(row.GetString(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2))
            ),
            ("system", system),
            ("request_id", requestId)
        );

    private static bool? Majority(List<ReviewDecision> decisions, int reviewers)
    {
        var accepted = decisions.Count(d => d.Verdict == ReviewVerdict.Accept);
        var rejected = decisions.Count(d => d.Verdict == ReviewVerdict.Reject);
        return accepted + rejected < reviewers || accepted == rejected ? null : accepted > rejected;
    }

    private static string Word(ReviewVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static ReviewItem Read(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
            row.IsDBNull(3) ? null : row.GetString(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.GetDouble(5),
            JsonElement.Parse(row.GetString(6)),
            JsonElement.Parse(row.GetString(7))
        )
        {
            Reviewers = row.GetInt32(8),
            IsPositive = row.IsDBNull(9) ? null : row.GetBoolean(9),
        };
}
