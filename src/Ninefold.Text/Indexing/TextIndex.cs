using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Ninefold.Data;
using Ninefold.Text.Queries;
using Directory = Lucene.Net.Store.Directory;

namespace Ninefold.Text.Indexing;

/// <summary>
/// An inverted index that answers by BM25 (Robertson and others 1994, in Lucene.NET) while it changes. When a change's
/// task ends, the change is on disk and searches see it; changes that come together share one commit. One process writes;
/// searches go on beside it, each over the index as it was at one moment. Safe for concurrent use.
/// </summary>
public sealed class TextIndex : IDisposable
{
    private const string LayoutKey = "layout";
    private readonly TextIndexOptions options;
    private readonly TextAnalysis analysis;
    private readonly Directory directory;
    private readonly IndexWriter writer;
    private readonly SearcherManager searchers;
    private readonly GroupCommit commits;

    private TextIndex(Directory directory, TextIndexOptions options)
    {
        (this.directory, this.options) = (directory, options);
        analysis = TextAnalysis.For(options.Language);
        var similarity = new ExactLengthBm25(options.K1, options.B);
        writer = new IndexWriter(
            directory,
            new IndexWriterConfig(LuceneVersion.LUCENE_48, analysis.Analyzer) { Similarity = similarity }
        );
        writer.SetCommitData(new Dictionary<string, string> { [LayoutKey] = options.Layout });
        searchers = new SearcherManager(writer, true, new WithSimilarity(similarity));
        commits = new(Commit);
    }

    /// <summary>How many documents searches see.</summary>
    public int Count => Ask(snapshot => snapshot.Count);

    /// <summary>Opens the index in a folder, or makes one there.</summary>
    /// <exception cref="ArgumentException">The options are wrong; all faults are named.</exception>
    /// <exception cref="InvalidDatasetException">The index there is damaged, or has other fields or another language.</exception>
    /// <exception cref="InvalidOperationException">Another process, or another object of this one, writes to it.</exception>
    public static TextIndex Open(string folder, TextIndexOptions options)
    {
        options.Check();
        var directory = FSDirectory.Open(System.IO.Directory.CreateDirectory(folder));
        try
        {
            if (DirectoryReader.IndexExists(directory))
                Verify(directory, folder, options);
            return new(directory, options);
        }
        catch (LockObtainFailedException e)
        {
            directory.Dispose();
            throw new InvalidOperationException($"The index in '{folder}' is being written to by somebody else.", e);
        }
        // Lucene reads damaged files with whatever exception their bytes lead to.
        catch (Exception e) when (e is not InvalidDatasetException)
        {
            directory.Dispose();
            throw new InvalidDatasetException(
                $"The index in '{folder}' is damaged ({e.Message.ReplaceLineEndings(" ")}). Delete the folder and index the documents again."
            );
        }
    }

    /// <summary>Makes an index in memory, which ends with this object.</summary>
    /// <exception cref="ArgumentException">The options or documents are wrong; all faults are named.</exception>
    public static TextIndex InMemory(TextIndexOptions options, params IEnumerable<TextDocument> documents)
    {
        options.Check();
        var index = new TextIndex(new RAMDirectory(), options);
        index.Write(documents);
        index.Commit();
        return index;
    }

    /// <summary>Adds documents, and replaces those whose ids are there.</summary>
    /// <returns>Ends when they are durable and found.</returns>
    /// <exception cref="ArgumentException">A document has fields the index lacks, or values it cannot hold; those before it are added.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public Task UpdateAsync(params IEnumerable<TextDocument> documents)
    {
        try
        {
            Write(documents);
        }
        catch (ArgumentException e)
        {
            _ = commits.WaitAsync(); // those before it
            return Task.FromException(e);
        }
        return commits.WaitAsync();
    }

    /// <summary>Removes documents; ids that are not there are passed over.</summary>
    /// <returns>Ends when they are durably gone and found no more.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    public Task DeleteAsync(params IEnumerable<string> ids)
    {
        writer.DeleteDocuments([.. ids.Select(IndexedFields.IdTerm)]);
        return commits.WaitAsync();
    }

    /// <summary>Answers a request. Any query gets an answer: what has nothing to find says why.</summary>
    /// <exception cref="ArgumentException">The request names fields the index lacks, or a number is out of range; all faults are named.</exception>
    public SearchAnswer Search(SearchRequest request)
    {
        request.Check(options);
        return Ask(snapshot => snapshot.Search(request));
    }

    /// <summary>
    /// What each text field alone scores for some documents, as features of a re-ranker: for every field one number a
    /// document, boosts included; 0 for a document that is not there or has none of the words.
    /// </summary>
    public IReadOnlyDictionary<string, double[]> FieldScores(ParsedQuery query, IReadOnlyList<string> ids) =>
        Ask(snapshot => snapshot.FieldScores(query, ids));

    /// <summary>
    /// Documents found in whatever way as hits of a query, in the order given: with what the query scores for each, and
    /// its snippets and contributions where they are asked for. An id that is not there is left out.
    /// </summary>
    /// <param name="query">The query; of a document that has none of it the score is 0.</param>
    /// <param name="ids">Which documents.</param>
    /// <param name="snippetLength">How many characters a snippet has at most, at least 20; 0 for no snippets.</param>
    /// <param name="explain">Whether each hit says what its score is made of.</param>
    /// <exception cref="ArgumentException">The length is out of range.</exception>
    public IReadOnlyList<SearchHit> Describe(
        ParsedQuery query,
        IReadOnlyList<string> ids,
        int snippetLength = 0,
        bool explain = false
    )
    {
        var request = new SearchRequest(query) { SnippetLength = snippetLength, Explain = explain };
        request.Check(options);
        return Ask(snapshot => snapshot.Describe(request, ids));
    }

    /// <summary>A document as it was indexed (its text in normal form C); null where there is none.</summary>
    public TextDocument? Find(string id) => Ask(snapshot => snapshot.Document(id));

    /// <summary>The terms that a text has in this index.</summary>
    public string[] Terms(string text) => analysis.Terms(text);

    /// <summary>Makes the last changes durable and closes the index.</summary>
    public void Dispose()
    {
        commits.Dispose();
        searchers.Dispose();
        writer.Dispose();
        directory.Dispose();
    }

    private void Write(IEnumerable<TextDocument> documents)
    {
        foreach (var document in documents)
            writer.UpdateDocument(IndexedFields.IdTerm(document.Id), IndexedFields.Write(document, options));
    }

    private void Commit()
    {
        writer.Commit();
        searchers.MaybeRefreshBlocking();
    }

    private T Ask<T>(Func<IndexSnapshot, T> question)
    {
        var searcher = searchers.Acquire();
        try
        {
            return question(new(searcher, options, analysis));
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    /// <exception cref="InvalidDatasetException">It has another layout.</exception>
    private static void Verify(Directory directory, string folder, TextIndexOptions options)
    {
        using var reader = DirectoryReader.Open(directory);
        foreach (var leaf in reader.Leaves)
            leaf.AtomicReader.CheckIntegrity();
        var layout = reader.IndexCommit.UserData.TryGetValue(LayoutKey, out var value) ? value : "unknown";
        if (layout != options.Layout)
            throw new InvalidDatasetException(
                $"The index in '{folder}' must have {options.Layout}, but it has {layout}. Index the documents again."
            );
    }

    private sealed class WithSimilarity(ExactLengthBm25 similarity) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = similarity };
    }
}
