using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Ninefold.Text.Indexing;

/// <summary>Counts the values of one keyword field over the documents that Lucene collects.</summary>
internal sealed class FacetCounter(string field) : ICollector
{
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private SortedSetDocValues? values;
    private int[] ofSegment = [];

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) { }

    public void SetNextReader(AtomicReaderContext context)
    {
        Merge();
        values = context.AtomicReader.GetSortedSetDocValues(IndexedFields.Keyword(field));
        ofSegment = new int[values?.ValueCount ?? 0];
    }

    public void Collect(int doc)
    {
        if (values is null)
            return;
        values.SetDocument(doc);
        for (long ord; (ord = values.NextOrd()) != SortedSetDocValues.NO_MORE_ORDS; )
            ofSegment[ord]++;
    }

    /// <summary>The most frequent values; equal ones in the order of their letters.</summary>
    public IReadOnlyList<FacetCount> Top(int count)
    {
        Merge();
        return
        [
            .. counts
                .OrderByDescending(c => c.Value)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Take(count)
                .Select(c => new FacetCount(c.Key, c.Value)),
        ];
    }

    private void Merge()
    {
        var value = new BytesRef();
        for (var ord = 0; ord < ofSegment.Length; ord++)
            if (ofSegment[ord] > 0)
            {
                values!.LookupOrd(ord, value);
                var key = value.Utf8ToString();
                counts[key] = counts.GetValueOrDefault(key) + ofSegment[ord];
            }
        ofSegment = [];
    }
}
