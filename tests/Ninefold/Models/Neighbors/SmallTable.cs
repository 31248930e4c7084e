using Ninefold.Data;

namespace Ninefold.Tests.Models.Neighbors;

/// <summary>Seven users of five items, few enough for a reference to be written out.</summary>
internal static class SmallTable
{
    private static readonly string[] Rows = ["11001", "11100", "01101", "10110", "00111", "11010", "11101"];

    public static Interactions Make() =>
        Interactions.From(
            SessionData.Ids("u", 7),
            SessionData.Ids("i", 5),
            [
                .. from user in Enumerable.Range(0, 7)
                from item in Enumerable.Range(0, 5)
                where Rows[user][item] == '1'
                select (user, new Interaction(item, 1, item)),
            ]
        );
}
