using Ninefold.Serving;
using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

public sealed class SynonymsTests
{
    private static readonly SynonymSources Sources = new(
        new(
            new Dictionary<string, string>
            {
                ["imag"] = "images",
                ["image"] = "images",
                ["images"] = "images",
                ["pictur"] = "picture",
                ["picture"] = "picture",
                ["sound"] = "sound",
            },
            new(new(["images", "picture", "sound"], 2, [1, 0, .9f, .1f, 0, 1]), [], [], []),
            new("documents", "", [], []),
            new(new ExactIndex([], 2))
        ),
        SynonymTable.Parse(["picture => photo"])
    );

    [Fact]
    public void The_first_rung_is_what_the_owner_wrote() =>
        Assert.Equal(Sources.Given, new SynonymRung("as-written").Fit(Sources, new(Seed: 1)));

    [Fact]
    public void What_is_learned_serves_for_every_form_of_a_word_but_not_where_the_owner_has_written()
    {
        var table = new SynonymRung("learned") { Learned = true }.Fit(Sources, new(Seed: 1));
        foreach (var form in new[] { "image", "Images" })
            Assert.Equal("picture", Assert.Single(table.Expand(form).Clauses[0].Alternatives).Text);
        Assert.Equal("photo", Assert.Single(table.Expand("picture").Clauses[0].Alternatives).Text);
        Assert.Empty(table.Expand("sound").Clauses[0].Alternatives);
    }
}
