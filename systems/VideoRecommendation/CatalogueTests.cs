using Ninefold.Data;
using Ninefold.Data.Storage;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class CatalogueTests
{
    private static readonly Catalogue Movies = new(
        ["10", "20", "30", "40"],
        ["Sea", "Sun", "Air", "Untold"],
        [1999, 2001, 0, 12_000],
        [
            ["Drama", "Comedy"],
            ["Drama"],
            ["Horror"],
            [],
        ],
        [3, 7, 3, 0]
    );

    [Fact]
    public void Videos_are_as_alike_as_the_genres_they_share_of_those_they_have()
    {
        Assert.Equal(1, Movies.Similarity(0, 0));
        Assert.Equal(.5, Movies.Similarity(0, 1));
        Assert.Equal(.5, Movies.Similarity(1, 0));
        Assert.Equal(0, Movies.Similarity(0, 2));
        Assert.Equal(0, Movies.Similarity(3, 3)); // of two without genres nothing is known
    }

    [Fact]
    public void A_video_came_out_on_the_first_of_its_year_or_long_ago_where_that_is_unknown()
    {
        Assert.Equal(
            new DateTimeOffset(1999, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            Movies.PublishedAt(0)
        );
        Assert.Equal((0, 0), (Movies.PublishedAt(2), Movies.PublishedAt(3)));
    }

    [Fact]
    public void Genres_are_listed_once_and_the_most_watched_come_first()
    {
        Assert.Equal(["Comedy", "Drama", "Horror"], Movies.AllGenres);
        Assert.Equal([1, 0, 2, 3], Movies.MostWatched);
    }

    [Fact]
    public void Watches_are_counted_in_the_training_part_alone()
    {
        var train = Interactions.From(
            new(["ann", "bob"]),
            new(["10", "20"]),
            [(0, new(1, 1, 5)), (1, new(1, 1, 6)), (1, new(0, 1, 7))]
        );
        var made = Catalogue.Of([new("Sea", 1999, ["Drama"]), new("Sun", null, [])], train);
        Assert.Equal([1, 2], made.Watches);
        Assert.Equal([1999, 0], made.Years);
        Assert.Equal(("Sun", 1), (made.Titles[1], made.Numbers.Find("20")));
    }

    [Fact]
    public void It_is_stored_without_what_can_be_worked_out_again()
    {
        var read = PartSerializer.Read<Catalogue>(PartSerializer.Write(Movies));
        Assert.Equal(Movies.GenreSets, read.GenreSets);
        Assert.Equal(Movies.MostWatched, read.MostWatched);
        Assert.Equal(Movies.Titles, read.Titles);
        Assert.Equal(Movies.Years, read.Years);
        Assert.Equal(Movies.Watches, read.Watches);
        Assert.Equal(Movies.Genres, read.Genres);
        Assert.Equal(3, read.Numbers.Find("40"));
    }
}
