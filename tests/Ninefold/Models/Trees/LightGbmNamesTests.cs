using CsCheck;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class LightGbmNamesTests
{
    private static readonly LabelledRows Rows = WaveRows.Binary();

    private static readonly string Text = new BoostedTrees { Rounds = 3, Patience = 0 }
        .Fit(new(Rows, Rows), new(1))
        .Text;

    [Fact]
    public void What_lightgbm_refuses_is_replaced_and_no_name_is_there_twice() =>
        Assert.Equal(
            ["price", "city=Köln_am_Rhein", "a___b", "_", "__2", "Column_5", "price_2"],
            LightGbmNames.Of(["price", "city=Köln am Rhein", "a\":[b", "\n", "{", "", "price"])
        );

    [Fact]
    public void Columns_are_named_wherever_the_text_names_them()
    {
        Assert.Contains("\nColumn_0=", Text); // its importances
        var named = LightGbmNames.Write(Text, ["a b", "city=Ulm", "Tree=oak", "Column_0"]);
        Assert.Equal(["a_b", "city=Ulm", "Tree=oak", "Column_0"], LightGbmText.Parse(named).Names);
        foreach (var (column, name) in LightGbmText.Parse(named).Names.Index())
            Assert.Equal(Splits(Text, $"Column_{column}"), Splits(named, name));
        Assert.Equal(named, LightGbmNames.Write(named, ["a b", "city=Ulm", "Tree=oak", "Column_0"]));
    }

    [Fact]
    public void Lightgbm_reads_whatever_name_a_column_has() =>
        Gen.String[Gen.Char['\0', '\u024f'], 0, 20]
            .Array[4]
            .Sample(
                names =>
                    Assert.Equal(
                        NativeLightGbm.Predict(Text, Rows.Values, 4),
                        NativeLightGbm.Predict(LightGbmNames.Write(Text, names), Rows.Values, 4)
                    ),
                iter: 50
            );

    private static string Splits(string text, string column) =>
        text.Split('\n').Single(l => l.StartsWith($"{column}=", StringComparison.Ordinal))[(column.Length + 1)..];
}
