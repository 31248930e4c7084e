using System.Runtime.InteropServices;

namespace Ninefold.Serving;

/// <summary>
/// The first slots of a store in the buckets of a router, with product codes where there are some. It never changes; slots
/// that came later are in no bucket until it is extended.
/// </summary>
internal sealed class Partition
{
    private Partition(VectorStore store, IRouter router, ProductCodes? codes, int[] assigned, int learned)
    {
        (Router, Codes, Learned) = (router, codes, learned);
        Built = assigned.Length / router.Tables;
        Buckets = new Buckets(assigned, router.Tables, router.Buckets);
        Products = codes is null ? null : new ProductLists(codes, store, (CentroidRouter)router, Buckets);
    }

    public IRouter Router { get; }
    public ProductCodes? Codes { get; }
    public Buckets Buckets { get; }
    public ProductLists? Products { get; }

    /// <summary>How many slots are in buckets.</summary>
    public int Built { get; }

    /// <summary>How many slots the router was learned from.</summary>
    public int Learned { get; }

    public long Bytes => Router.Bytes + Buckets.Bytes + (Products?.Bytes ?? 0);

    /// <summary>All slots in the buckets of a router that was learned from them.</summary>
    public static Partition Of(VectorStore store, IRouter router, IvfOptions? products)
    {
        var assigned = Assign(store, router, [], 0);
        var codes = products is { Products: > 0 }
            ? ProductCodes.Learned(store, (CentroidRouter)router, assigned, products)
            : null;
        return new(store, router, codes, assigned, store.Slots);
    }

    /// <summary>All slots in the same buckets.</summary>
    public Partition Extended(VectorStore store) =>
        new(store, Router, Codes, Assign(store, Router, Buckets.Assigned(Router.Tables), Built), Learned);

    public void Write(BinaryWriter writer)
    {
        Router.Write(writer);
        Codes?.Write(writer);
        var assigned = Buckets.Assigned(Router.Tables);
        writer.Write(Learned);
        writer.Write(assigned.Length);
        writer.Write(MemoryMarshal.AsBytes(assigned.AsSpan()));
    }

    public static Partition Read(BinaryReader reader, VectorStore store, IRouter router, IvfOptions? products)
    {
        var codes = products is { Products: > 0 } ? ProductCodes.Read(reader, store.Dimensions, products) : null;
        var learned = reader.ReadInt32();
        var assigned = new int[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(assigned.AsSpan()));
        return new(store, router, codes, assigned, learned);
    }

    private static unsafe int[] Assign(VectorStore store, IRouter router, int[] before, int from)
    {
        var assigned = new int[store.Slots * router.Tables];
        before.CopyTo(assigned, 0);
        for (var slot = from; slot < store.Slots; slot++)
            router.Route(store.Vector(slot), assigned.AsSpan(slot * router.Tables, router.Tables));
        return assigned;
    }
}
