namespace Ninefold.Serving;

/// <summary>Says in which buckets a vector is, one of each table, and in which to look for a query. It never changes.</summary>
internal unsafe interface IRouter
{
    int Tables { get; }

    /// <summary>Buckets of all tables; they are numbered through.</summary>
    int Buckets { get; }

    /// <summary>Bytes that it takes.</summary>
    long Bytes { get; }

    /// <summary>Writes the bucket of each table.</summary>
    void Route(float* vector, Span<int> buckets);

    /// <summary>Puts the most promising buckets for the scratch's query into its probes, best first.</summary>
    void Probe(SearchScratch scratch, int width);

    void Write(BinaryWriter writer);
}
