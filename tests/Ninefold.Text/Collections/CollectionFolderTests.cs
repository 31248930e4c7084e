using Ninefold.Data;
using Ninefold.Text.Collections;

namespace Ninefold.Text.Tests.Collections;

public sealed class CollectionFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Documents_queries_and_judgements_are_read()
    {
        Write(
            "documents.jsonl",
            """
            {"id": "a", "title": "Red wine", "tags": ["drink", "red"], "year": 1990, "note": null}

            {"id": 7, "title": "Water"}
            """
        );
        Write("queries.tsv", "q1\twhat is red\nq2\tnothing judged\n");
        Write("qrels.tsv", "q1 0 a 2\nq1 0 7 -1\n");
        var collection = CollectionFolder.Read(folder);
        Assert.Equal(["a", "7"], collection.Documents.Select(d => d.Id));
        var first = collection.Documents[0];
        Assert.Equal(("Red wine", 1990.0), (first.Texts["title"], first.Numbers["year"]));
        Assert.Equal(["drink", "red"], first.Keywords["tags"]);
        Assert.False(first.Texts.ContainsKey("note"));
        Assert.Equal(["what is red", "nothing judged"], collection.Queries.Select(q => q.Text));
        Assert.Equal(["a", "7"], collection.Queries[0].Judged);
        Assert.Equal(["a"], collection.Queries[0].Graded);
        Assert.Equal(2, collection.Queries[0].Graded.GradeOf("a"));
        Assert.Empty(collection.Queries[1].Grades);
    }

    [Fact]
    public void Documents_alone_are_a_collection()
    {
        Write("documents.jsonl", """{"id": "a"}""");
        Assert.Empty(CollectionFolder.Read(folder).Queries);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_with_its_line()
    {
        Write(
            "documents.jsonl",
            """
            {"id": "a"}
            {"id": "a"}
            {"id": "b"
            [1]
            {"title": "x"}
            {"id": "c", "more": {"x": 1}}
            """
        );
        Write("queries.tsv", "q1\ta\nq1\tb\nq2 no tab\n");
        Write("qrels", "q1 0 a 1\nq1 0 a 2\nq1 a\nq1 0 c x\nq9 0 a 1\nq1 0 z 1\n");
        var error = Assert.Throws<InvalidDatasetException>(() => CollectionFolder.Read(folder));
        Assert.Equal(
            [
                "documents.jsonl, line 2: the id 'a' was there before.",
                "documents.jsonl, line 3: this is not JSON, from character 11 on.",
                "documents.jsonl, line 4: an object is needed, got a list.",
                "documents.jsonl, line 5: 'id' must be there and not empty, a text or a number.",
                "documents.jsonl, line 6: 'more' must be text, a list of texts or a number, got an object.",
                "queries.tsv, line 2: the id 'q1' was there before.",
                "queries.tsv, line 3: an id, one tab and the query are needed, got 0 tabs.",
                "qrels, line 2: the document 'a' was judged before for the query 'q1'.",
                "qrels, line 3: 4 columns (query, iteration, document, grade) or 3 without the iteration are needed, got 2.",
                "qrels, line 4: the grade must be a number, got 'x'.",
                "… and 2 more.",
            ],
            error.Details
        );
    }

    [Fact]
    public void Missing_and_empty_files_are_named()
    {
        Write("qrels", "q1 0 a 1\n");
        var missing = Assert.Throws<InvalidDatasetException>(() => CollectionFolder.Read(folder));
        Assert.Equal("documents.jsonl is missing.", missing.Details[0]);
        Assert.Equal("qrels judges queries, but there is no queries.tsv.", missing.Details[1]);
        Write("documents.jsonl", "");
        Assert.Contains(
            "documents.jsonl is empty.",
            Assert.Throws<InvalidDatasetException>(() => CollectionFolder.Read(folder)).Details
        );
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
}
