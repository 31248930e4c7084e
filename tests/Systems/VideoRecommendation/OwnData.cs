using System.Globalization;
using System.Text;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>A small folder as a user would bring it: 20 users with 30 rows each on 80 items of two tastes.</summary>
internal static class OwnData
{
    public const int Users = 20;
    public const int RowsOfAUser = 30;
    private const int Items = 80;

    /// <summary>How many of a user's last rows are for test and rehearsal.</summary>
    private const int Late = 10;

    /// <param name="folder">Created where it is new.</param>
    /// <param name="otherEnd">Whether test and rehearsal hold other items than without.</param>
    public static void Write(string folder, bool otherEnd = false)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(7);
        var rows = new StringBuilder("user,item,timestamp,value\n");
        for (var user = 0; user < Users; user++)
        {
            // Mostly of the own taste: the even or the odd items.
            int[] order =
            [
                .. Enumerable.Range(0, Items).OrderBy(i => random.NextDouble() + (i % 2 == user % 2 ? 0 : .7)),
            ];
            for (var n = 0; n < RowsOfAUser; n++)
            {
                var item = otherEnd && n >= RowsOfAUser - Late ? order[n + Late] : order[n];
                var at = DateTimeOffset.UnixEpoch.AddDays(n + 365 * user).ToString("o", CultureInfo.InvariantCulture);
                rows.Append(CultureInfo.InvariantCulture, $"u{user},i{item},{at},{1 + (n + user) % 5}\n");
            }
        }
        File.WriteAllText(Path.Combine(folder, "interactions.csv"), rows.ToString());
        var items = Enumerable.Range(0, Items).Select(i => $"i{i},Item {i},{1950 + i},{(i % 2 == 0 ? "even" : "odd")}");
        File.WriteAllText(Path.Combine(folder, "items.csv"), "item,title,year,genres\n" + string.Join('\n', items));
    }
}
