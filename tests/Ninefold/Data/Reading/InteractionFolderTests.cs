using Ninefold.Data;
using Ninefold.Data.Reading;

namespace Ninefold.Tests.Data.Reading;

public sealed class InteractionFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Interactions_alone_are_enough()
    {
        folder.Write(
            "interactions.csv",
            "user,item,timestamp\nann,x,2024-05-31T12:00:00Z\nbob,y,1717156801\nann,y,1717156800500\n"
        );
        var data = Read();
        Assert.Equal([new(0, 1, 1717156800000), new(1, 1, 1717156800500)], data.Interactions.Of(0).ToArray());
        Assert.Equal(("x", null), (data.Items[0].Title, data.Items[0].Year));
        Assert.Empty(data.Users);
        Assert.Equal((Path.GetFileName(folder.Path), 3L), (data.Info.Id, data.Info.Rows));
        Assert.Equal(64, data.Info.Sha256.Length);
        Assert.Equal(3, data.Tables.Single().Rows);
    }

    [Fact]
    public void Items_and_users_come_with_their_details_under_other_names()
    {
        folder.Write("interactions.csv", "customer_id,sku,when,stars\n7,a,1,4.5\n8,b,2,3\n");
        folder.Write(
            "items.csv",
            "sku,name,year,tags,price\nc,Sea,,\"x|y | x\",1\nb,\"Sun, The\",1999,,2\na,Air,2000,z,3\n"
        );
        folder.Write("users.csv", "customer_id,age,city\n8,30,\n7,,Rome\n");
        var data = Read("user=customer_id", "item=sku,timestamp=when", "value=stars", "title=name");
        Assert.Equal(["c", "b", "a"], data.Interactions.ItemIds.Ids);
        Assert.Equal(4.5f, data.Interactions.Of(0)[0].Value);
        Assert.Equal(["Sea", "Sun, The", "Air"], data.Items.Select(i => i.Title));
        Assert.Equal([null, 1999, 2000], data.Items.Select(i => i.Year));
        Assert.Equal(["x", "y"], data.Items[0].Tags);
        Assert.Equal([new("city", "Rome")], data.Users[0]);
        Assert.Equal([new("age", "30")], data.Users[1]);
    }

    [Fact]
    public void The_problems_of_all_files_are_told_together()
    {
        folder.Write("interactions.csv", "user,item,timestamp,value\nann,x,never,1\nbob,x,1,Infinity\n");
        folder.Write("items.csv", "item,name\nx,X\n");
        Assert.Equal(
            [
                "interactions.csv, line 2, column 'timestamp': must be Unix seconds, Unix milliseconds or ISO 8601 such as 2024-05-31T12:00:00Z, but is 'never'.",
                "interactions.csv, line 3, column 'value': must be a finite number, but is 'Infinity'.",
                "items.csv, line 1: needs the column 'title', but has 'item', 'name'. Say which column is which, for example --columns title=name.",
            ],
            Refused().Details
        );
    }

    [Fact]
    public void What_no_recommender_can_use_is_told_together()
    {
        folder.Write("interactions.csv", "user,item,timestamp,value\nann,x,5,1\nann,z,-7,-1\nann,x,5,1\nann,x,6,\n");
        folder.Write("items.csv", "item,title\nx,X\nx,Y\n");
        folder.Write("users.csv", "user\nbob\n");
        Assert.Equal(
            [
                "interactions.csv: timestamp must be at least 0, but is -7000 on line 3.",
                "interactions.csv: value, missing must be none, but is 1 (25.00 %), first on line 5.",
                "interactions.csv: value must be 0 to 3.4028234663852886E+38, but is -1 on line 3.",
                "interactions.csv: user with item with timestamp must be unique, but is 'ann, x, 5000' on line 2 and on line 4.",
                "items.csv: item must be unique, but is 'x' on line 2 and on line 3.",
                "interactions.csv: users must be at least 2, but is 1.",
                "interactions.csv: item must be one of the items, but is 'z' on line 3.",
                "interactions.csv: user must be one of the users, but is 'ann' on line 2.",
            ],
            Refused().Details
        );
    }

    [Fact]
    public void A_missing_or_empty_folder_is_told_with_what_is_needed()
    {
        Assert.Equal(
            $"The folder '{folder.Path}' must have the file interactions.csv with the columns user, item, timestamp, but it is empty.",
            Refused().Message
        );
        folder.Write("a.csv", "");
        Assert.EndsWith("but has a.csv.", Refused().Message);
        folder.Write("interactions.csv", "");
        Assert.EndsWith("interactions.csv: the file is empty.", Refused().Message);
        folder.Write("interactions.csv", "user,item,timestamp\n");
        Assert.Contains("interactions.csv: rows must be at least 1, but is 0.", Refused().Details);
        Assert.Contains(
            "does not exist",
            Assert
                .Throws<InvalidDatasetException>(() => InteractionFolder.Read(folder.Path + "x", null, cancellation))
                .Message
        );
    }

    [Fact]
    public void A_mapping_that_names_nothing_is_told()
    {
        folder.Write("interactions.csv", "user,item,timestamp\nann,x,1\nbob,y,2\n");
        Assert.Contains("must be one of user, item, timestamp, value, title", Refused("customer=user").Message);
        Assert.Contains("needs the column 'kunde', but has 'user', 'item', 'timestamp'", Refused("user=kunde").Message);
    }

    private InteractionData Read(params string[] columns) =>
        InteractionFolder.Read(folder.Path, ColumnNames.Parse(columns), cancellation);

    private InvalidDatasetException Refused(params string[] columns) =>
        Assert.Throws<InvalidDatasetException>(() => Read(columns));
}
