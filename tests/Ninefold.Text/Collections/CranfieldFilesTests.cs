using Ninefold.Data;
using Ninefold.Text.Collections;

namespace Ninefold.Text.Tests.Collections;

public sealed class CranfieldFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Records_are_read_and_queries_counted_by_their_order()
    {
        var collection = Read(
            ".I 1\n.T\na wing\nin air .\n.A\nsmith\n.B\nj. 1958\n.W\na wing\n.i think\n.I 2\n.T\n.W\n",
            ".I 001\n.W\nwhat of wings\n.I 004\n.W\nand heat .\n",
            "1 1 2\n1 2 -1\n2 2 1\n"
        );
        var document = collection.Documents[0];
        Assert.Equal(["title", "author", "source", "body"], document.Texts.Keys);
        Assert.Equal(("a wing\nin air .", "a wing\n.i think"), (document.Texts["title"], document.Texts["body"]));
        Assert.Empty(collection.Documents[1].Texts);
        Assert.Equal([("1", "what of wings"), ("2", "and heat .")], collection.Queries.Select(q => (q.Id, q.Text)));
        Assert.Equal(["1", "2"], collection.Queries[0].Judged);
        Assert.Equal(-1, collection.Queries[0].Grades["2"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_with_its_line()
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Read("text\n.I 1\n.I 1\n.I\n", "", "1 1 2\n1 5 2\n"));
        Assert.Equal(
            [
                "documents, line 1: a line .I, .T, .A, .B or .W is needed before text, got 'text'.",
                "documents, line 3: the id '1' was there before.",
                "documents, line 4: .I must be followed by an id.",
                "queries: there is no record; one begins with a line .I and its id.",
                "judgements: there is no query '1'.",
                "judgements: there is no document '5', which is judged for the query '1'.",
            ],
            error.Details
        );
    }

    [Fact]
    public void The_collection_itself_is_complete()
    {
        var collection = Cranfield.Read();
        Assert.Equal((1400, 225), (collection.Documents.Count, collection.Queries.Count));
        Assert.Equal(1837, collection.Queries.Sum(q => q.Grades.Count));
        Assert.Equal(225, collection.Queries.Sum(q => q.Grades.Values.Count(g => g < 0)));
    }

    private JudgedCollection Read(string documents, string queries, string judgements)
    {
        string Write(string name, string text)
        {
            File.WriteAllText(Path.Combine(folder, name), text);
            return Path.Combine(folder, name);
        }
        return CranfieldFiles.Read(
            Write("documents", documents),
            Write("queries", queries),
            Write("judgements", judgements)
        );
    }
}
