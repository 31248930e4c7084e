using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Ninefold.Text.Unicode;

namespace Ninefold.Text.Indexing;

/// <summary>A <see cref="TextDocument"/> as Lucene keeps it, and back. Names begin with their kind, so that no two fields clash.</summary>
internal static class IndexedFields
{
    public const string Id = "id";

    /// <summary>Lucene takes no longer terms than 32,766 bytes.</summary>
    private const int LongestTerm = 32_766;

    public static string Text(string field) => "t:" + field;

    public static string Keyword(string field) => "k:" + field;

    public static string Number(string field) => "n:" + field;

    public static Term IdTerm(string id) => new(Id, id);

    /// <exception cref="ArgumentException">The document has fields the index lacks, or values it cannot hold; all faults are named.</exception>
    public static Document Write(TextDocument document, TextIndexOptions options)
    {
        Check(document, options);
        var fields = new Document
        {
            new StringField(Id, document.Id, Field.Store.YES),
            new BinaryDocValuesField(Id, new BytesRef(document.Id)),
        };
        foreach (var (name, text) in document.Texts)
            fields.Add(
                new Lucene.Net.Documents.TextField(Text(name), UnicodeNormalizer.Normalize(text), Field.Store.YES)
            );
        foreach (var (name, values) in document.Keywords)
        foreach (var value in values.Distinct(StringComparer.Ordinal))
        {
            fields.Add(new StringField(Keyword(name), value, Field.Store.YES));
            fields.Add(new SortedSetDocValuesField(Keyword(name), new BytesRef(value)));
        }
        foreach (var (name, value) in document.Numbers)
            fields.Add(new DoubleField(Number(name), value, Field.Store.YES));
        return fields;
    }

    public static TextDocument Read(Document fields)
    {
        var (texts, numbers) = (new Dictionary<string, string>(), new Dictionary<string, double>());
        var keywords = new Dictionary<string, List<string>>();
        foreach (var field in fields.Where(f => f.Name != Id))
        {
            var name = field.Name[2..];
            if (field.Name[0] == 't')
                texts[name] = field.GetStringValue();
            else if (field.Name[0] == 'n')
                numbers[name] = field.GetDoubleValue() ?? 0;
            else if (keywords.TryGetValue(name, out var values))
                values.Add(field.GetStringValue());
            else
                keywords[name] = [field.GetStringValue()];
        }
        return new(fields.Get(Id))
        {
            Texts = texts,
            Keywords = keywords.ToDictionary(k => k.Key, IReadOnlyList<string> (k) => k.Value),
            Numbers = numbers,
        };
    }

    /// <summary>What Lucene tests documents with; null where there is nothing to test.</summary>
    public static Filter? Filter(IReadOnlyList<SearchFilter> filters)
    {
        if (filters.Count == 0)
            return null;
        var all = new BooleanQuery(true);
        foreach (var filter in filters)
            all.Add(Condition(filter), Occur.MUST);
        return new QueryWrapperFilter(all);
    }

    private static Query Condition(SearchFilter filter)
    {
        if (filter is RangeFilter range)
            return NumericRangeQuery.NewDoubleRange(Number(range.Field), range.Least, range.Most, true, true);
        var (field, values) = (KeywordFilter)filter;
        var any = new BooleanQuery(true);
        foreach (var value in values)
            any.Add(new TermQuery(new(Keyword(field), value)), Occur.SHOULD);
        return any;
    }

    private static void Check(TextDocument document, TextIndexOptions options)
    {
        var faults = new List<string>();
        void Known(string kind, IEnumerable<string> names, IEnumerable<string> allowed)
        {
            foreach (var name in names.Except(allowed, StringComparer.Ordinal))
                faults.Add($"its {kind} fields must be among [{string.Join(", ", allowed)}], got '{name}'");
        }
        void Fits(string what, string value)
        {
            if (System.Text.Encoding.UTF8.GetByteCount(value) > LongestTerm)
                faults.Add($"{what} must have at most {LongestTerm:N0} bytes, got {value.Length:N0} characters");
        }
        if (document.Id.Length == 0)
            faults.Add("its id must not be empty");
        Fits("its id", document.Id);
        Known("text", document.Texts.Keys, options.Texts.Select(t => t.Name));
        Known("keyword", document.Keywords.Keys, options.Keywords);
        Known("number", document.Numbers.Keys, options.Numbers);
        foreach (var (name, values) in document.Keywords)
        foreach (var value in values)
            Fits($"a value of '{name}'", value);
        foreach (var (name, number) in document.Numbers.Where(n => !double.IsFinite(n.Value)))
            faults.Add($"'{name}' must be finite, got {number}");
        if (faults.Count > 0)
            throw new ArgumentException($"The document '{Shown(document.Id)}': {string.Join("; ", faults)}.");
    }

    private static string Shown(string id) => id.Length > 60 ? id[..60] + "…" : id;
}
