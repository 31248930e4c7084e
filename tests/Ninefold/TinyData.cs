using Ninefold.Data;

namespace Ninefold.Tests;

/// <summary>
/// Simulated: in each of some turns every user takes an item, mostly one of the four of the kind that the user likes.
/// </summary>
/// <param name="Seed">All randomness comes from it.</param>
/// <param name="Faithful">How often a user takes an item of the liked kind; 1/3 makes all users alike.</param>
/// <param name="Turns">How many there are; those from <see cref="Rehearsal"/> on are traffic to rehearse with.</param>
/// <param name="Users">How many users rehearse.</param>
public sealed record TinyData(int Seed = 1, double Faithful = .9, int Turns = 18, int Users = 60)
{
    public const string Id = "tiny-takes";
    public const int Validation = 5;
    public const int Test = 7;
    private const int AllUsers = 60;
    private const int Kinds = 3;
    private const int OfAKind = 4;

    private static readonly DateTimeOffset Start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public const int Rehearsal = 9;

    public static string KindOf(string item) => item[..1];

    public static DateTimeOffset At(int turn) => Start.AddDays(turn);

    public static int TurnOf(long at) => (int)(DateTimeOffset.FromUnixTimeMilliseconds(at) - Start).TotalDays;

    public Interactions Interactions()
    {
        var random = new Random(Seed);
        var rows = new List<(int, Interaction)>();
        for (var turn = 0; turn < Turns; turn++)
        for (var user = 0; user < AllUsers; user++)
        {
            var kind = random.NextDouble() < Faithful ? user % Kinds : random.Next(Kinds);
            var item = kind * OfAKind + random.Next(OfAKind);
            rows.Add((user, new(item, 1, At(turn).AddSeconds(user).ToUnixTimeMilliseconds())));
        }
        return Ninefold.Data.Interactions.From(
            new([.. Enumerable.Range(0, AllUsers).Select(u => $"u{u:00}")]),
            new([.. Enumerable.Range(0, Kinds * OfAKind).Select(i => $"{(char)('a' + i / OfAKind)}{i % OfAKind}")]),
            rows
        );
    }

    public Dataset<Ask, Took> Split(Interactions all)
    {
        var cases = Enumerable
            .Range(0, AllUsers)
            .SelectMany(user => all.Of(user).ToArray().Select(row => Case(all, user, row)))
            .ToLookup(c => TurnOf(c.At.ToUnixTimeMilliseconds()));
        return new(
            new(Id, "simulated", all.Count, all.Fingerprint, Simulated: true),
            new(Of(0, Validation), Of(Validation, Test)),
            Of(Test, Rehearsal),
            [.. Of(Rehearsal, Turns).Where(c => string.CompareOrdinal(c.Group, $"u{Users:00}") < 0)],
            "By time; users are in all parts."
        );

        List<Case<Ask, Took>> Of(int from, int to) => [.. Enumerable.Range(from, to - from).SelectMany(t => cases[t])];
    }

    private static Case<Ask, Took> Case(Interactions all, int user, Interaction row)
    {
        var (at, id) = (DateTimeOffset.FromUnixTimeMilliseconds(row.At), all.UserIds.Ids[user]);
        return new(at, new Ask(id), new Took(all.ItemIds.Ids[row.Item]), at, id);
    }
}
