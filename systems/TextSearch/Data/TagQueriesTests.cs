namespace Ninefold.Systems.TextSearch.Data;

public sealed class TagQueriesTests
{
    [Theory]
    [InlineData("use::editing works-with::image:raster", "editing raster image")]
    [InlineData("game::board use::gameplaying", "board game gameplaying")]
    [InlineData("protocol::smtp works-with-format::smtp", "smtp")]
    public void Tags_become_words(string tags, string words) => Assert.Equal(words, TagQueries.Words(tags));

    [Fact]
    public void Two_tags_of_different_kinds_on_five_to_sixty_documents_make_a_query()
    {
        (string, string[])[] tagged =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i => ($"a{i}", new[] { "use::editing", "works-with::text", "use::viewing" })),
            .. Enumerable.Range(0, 60).Select(i => ($"b{i}", new[] { "use::viewing", "works-with::text" })),
            .. Enumerable.Range(0, 4).Select(i => ($"c{i}", new[] { "use::viewing", "game::board" })),
            .. Enumerable
                .Range(0, 9)
                .Select(i => ($"d{i}", new[] { "use::TODO", "game::board", "role::program", "broken" })),
        ];
        var query = Assert.Single(TagQueries.Of(tagged)); // 65 are too many, 4 too few, and the rest nobody asks for
        Assert.Equal(("use::editing works-with::text", "editing text"), (query.Id, query.Text));
        Assert.Equal(["a0", "a1", "a2", "a3", "a4"], query.Grades.Keys.Order());
    }
}
