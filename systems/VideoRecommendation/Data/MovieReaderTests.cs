using System.Text;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Reading;
using Ninefold.Data.Splitting;

namespace Ninefold.Systems.VideoRecommendation.Data;

public sealed class MovieReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_edition_of_2016_comes_as_a_package_of_Debian_and_is_complete()
    {
        var store = new DatasetStore(folder, Environment.GetEnvironmentVariable("NINEFOLD_DATA"), TimeProvider.System);
        FetchedDataset? fetched = null;
        try
        {
            fetched = await store.GetAsync([MovieLens.Small2016], cancellation: cancellation);
        }
        catch (InvalidDatasetException e)
        {
            Assert.Skip(string.Join(' ', e.Details));
        }
        var data = MovieReader.Read(fetched, cancellation);
        Assert.True(data.Report.Passed);
        Assert.Equal(
            (100_004, 671, 9_066),
            (data.Interactions.Count, data.Interactions.Users, data.Interactions.Items)
        );
        Assert.Equal(("movielens-small-2016", 100_004L), (data.Info.Id, data.Info.Rows));
        var dangerousMinds = data.Items[data.Interactions.ItemIds.Find("31")];
        Assert.Equal(
            ("Dangerous Minds", 1995, "Drama"),
            (dangerousMinds.Title, dangerousMinds.Year, dangerousMinds.Tags[0])
        );
        Assert.Contains(
            new Interaction(data.Interactions.ItemIds.Find("31"), 2.5f, 1260759144000),
            data.Interactions.Of(data.Interactions.UserIds.Find("1")).ToArray()
        );

        var split = UserTimeSplit.Of(data.Interactions, validation: 1, test: 1, rehearsal: 2);
        Assert.True(LeakageCheck.Verify(split).Passed);
        Assert.Equal(671, split.TestCases.Count); // every user has at least 20 ratings
        Assert.Equal(100_004, split.Train.Count + split.Validation.Count + split.Test.Count + split.Rehearsal.Count);
    }

    [Fact]
    public async Task A_folder_of_the_user_comes_first_and_its_counts_are_verified()
    {
        WriteCsv(Path.Combine(folder, "movielens-small-2018"));
        var store = new DatasetStore(Path.Combine(folder, "cache"), folder, TimeProvider.System);
        var fetched = await store.GetAsync(MovieLens.Small, cancellation: cancellation);
        Assert.Equal("movielens-small-2018", fetched.Entry.Id);
        var error = Assert.Throws<InvalidDatasetException>(() => MovieReader.Read(fetched, cancellation));
        Assert.Contains("ratings.csv: rows must be 100,836, but is 3.", error.Details);
        Assert.Contains("movies.csv: rows must be 9,742, but is 3.", error.Details);
        Assert.Contains("ratings.csv: userId, distinct must be 610, but is 2.", error.Details);
    }

    [Fact]
    public void A_folder_of_any_newer_edition_is_read()
    {
        WriteCsv(folder);
        var data = MovieReader.ReadFolder(folder, cancellation: cancellation);
        Assert.Equal((3, 2, 3), (data.Interactions.Count, data.Interactions.Users, data.Interactions.Items));
        Assert.Equal("American President, The", data.Items[1].Title);
        Assert.Equal([1995, 1995, 2006], data.Items.Select(i => i.Year));
        Assert.Equal(["Comedy", "Drama"], data.Items[1].Tags);
        Assert.Empty(data.Items[2].Tags);
    }

    [Fact]
    public void The_edition_of_a_million_ratings_is_read()
    {
        Write("ratings.dat", "1::2::5::978300760\n1::1::3::978302109\n2::1::4::978301968\n");
        File.WriteAllBytes(
            Path.Combine(folder, "movies.dat"),
            Encoding.Latin1.GetBytes("1::Toy Story (1995)::Animation|Comedy\n2::Misérables, Les (1995)::Drama\n")
        );
        Write("users.dat", "1::F::1::10::48067\n2::M::56::16::70072\n");
        var data = MovieReader.ReadFolder(folder, cancellation: cancellation);
        Assert.Equal("Misérables, Les", data.Items[1].Title);
        Assert.Equal([new(1, 5, 978300760000), new(0, 3, 978302109000)], data.Interactions.Of(0).ToArray());
        Assert.Equal("56", data.Users[1]["age"]);
    }

    [Fact]
    public void What_a_folder_lacks_or_has_wrong_is_told()
    {
        WriteCsv(folder);
        Write("ratings.csv", "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,1,4.0,964982703\n2,99,6.0,5\n");
        var error = Assert.Throws<InvalidDatasetException>(() =>
            MovieReader.ReadFolder(folder, cancellation: cancellation)
        );
        Assert.Contains("ratings.csv: rating must be 0.5 to 5, but is 6 on line 4.", error.Details);
        Assert.Contains(
            "ratings.csv: userId with movieId must be unique, but is '1, 1' on line 2 and on line 3.",
            error.Details
        );
        Assert.Contains("ratings.csv: movieId must be in movies.csv: movieId, but is '99' on line 4.", error.Details);
        File.Delete(Path.Combine(folder, "movies.csv"));
        Assert.Contains(
            "lacks movies.csv",
            Assert
                .Throws<InvalidDatasetException>(() => MovieReader.ReadFolder(folder, cancellation: cancellation))
                .Message
        );
    }

    [Fact]
    public void A_folder_of_other_data_is_read_by_its_own_names()
    {
        Write(InteractionFolder.FileName, "customer,item,timestamp\na,x,1\na,y,2\nb,x,3\n");
        var data = MovieReader.ReadFolder(folder, ColumnNames.Parse(["user=customer"]), cancellation);
        Assert.Equal((3, 2, 2), (data.Interactions.Count, data.Interactions.Users, data.Interactions.Items));
    }

    private void WriteCsv(string into)
    {
        Directory.CreateDirectory(into);
        File.WriteAllText(
            Path.Combine(into, "ratings.csv"),
            "userId,movieId,rating,timestamp\n1,1,4.0,964982703\n1,11,4.5,964981247\n2,1,0.5,964982224\n"
        );
        File.WriteAllText(
            Path.Combine(into, "movies.csv"),
            "movieId,title,genres\n1,Toy Story (1995),Animation|Comedy\n11,\"American President, The (1995)\",Comedy|Drama\n"
                + "12,Death Note (2006–2007),(no genres listed)\n"
        );
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
