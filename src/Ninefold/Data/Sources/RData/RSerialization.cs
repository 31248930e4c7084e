using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Ninefold.Data.Sources.RData;

/// <summary>
/// Reads R's serialization in XDR format, version 2 or 3: vectors, lists, pairlists, symbols and their attributes, which
/// is what data frames are made of. Described in "R Internals", section 1.8. Whatever bytes it is given, it ends with a
/// value or an <see cref="InvalidDataException"/>, in memory proportional to their number.
/// </summary>
internal ref struct RSerialization
{
    private const int DeepestNesting = 200;
    private readonly ReadOnlySpan<byte> bytes;
    private readonly List<RValue> references = [];
    private int at;
    private int depth;

    // Sequences take no bytes, so that damaged ones could ask for any memory.
    private int sequenceNumbersLeft = 1 << 24;

    private RSerialization(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <param name="bytes">The serialized value, with its header.</param>
    /// <exception cref="InvalidDataException">The bytes are cut, damaged, or hold what is no data; says where.</exception>
    public static RValue Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new RSerialization(bytes);
        if (!reader.Take(2).SequenceEqual("X\n"u8))
            throw reader.Invalid("must begin with the letter X of the XDR format");
        var version = reader.Int();
        if (version is not (2 or 3))
            throw reader.Invalid($"must be of version 2 or 3, but is of {version}");
        reader.Take(8); // the versions that wrote it and that can read it
        if (version == 3)
            reader.Take(reader.Length(1)); // the native encoding
        return reader.Item();
    }

    private RValue Item()
    {
        if (++depth > DeepestNesting)
            throw Invalid($"is nested deeper than {DeepestNesting} levels");
        var flags = Int();
        var value = Item(flags & 0xFF, flags);
        depth--;
        return value;
    }

    private RValue Item(int type, int flags)
    {
        var hasAttributes = (flags & 0x200) != 0;
        switch (type)
        {
            case 255: // a value that came before
                var place = flags >> 8 is not 0 and var packed ? packed : Int();
                return place >= 1 && place <= references.Count
                    ? references[place - 1]
                    : throw Invalid($"refers to value {place} of {references.Count}");
            case 241 or 242 or 250 or 251 or 252 or 253 or 254: // NULL and R's own environments
                return RValue.Null;
            case 247 or 248 or 249: // an environment by name
                Int();
                for (var n = Length(4); n > 0; n--)
                    Item();
                return Remember(RValue.Null);
            case 1:
                return Remember(new(Text(Item())));
            case 2 or 6:
                return Pairs(flags);
            case 4:
                return Environment();
            case 9:
                return Characters(flags);
            case 238:
                return Alternative();
            default:
                var vector = new RValue(Vector(type));
                return hasAttributes ? vector with { Attributes = Attributes(Item()) } : vector;
        }
    }

    private object Vector(int type) =>
        type switch
        {
            10 or 13 => Ints(),
            14 => Doubles(),
            16 => Strings(),
            19 or 20 => List(),
            _ => throw Invalid($"holds a value of R's type {type}, which is no data"),
        };

    private int[] Ints()
    {
        var values = new int[Length(4)];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(Take(values.Length * 4)), values);
        return values;
    }

    private double[] Doubles()
    {
        var values = new double[Length(8)];
        var raw = Take(values.Length * 8);
        for (var i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadDoubleBigEndian(raw[(i * 8)..]);
        return values;
    }

    private string?[] Strings()
    {
        var values = new string?[Length(4)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Item().Data as string;
        return values;
    }

    private RValue[] List()
    {
        var values = new RValue[Length(4)];
        for (var i = 0; i < values.Length; i++)
            values[i] = Item();
        return values;
    }

    private RValue Characters(int flags)
    {
        if (bytes.Length - at >= 4 && BinaryPrimitives.ReadInt32BigEndian(bytes[at..]) == -1)
        {
            at += 4;
            return RValue.Null; // NA
        }
        const int latin1 = 1 << 14; // bit 2 of the levels, which begin at bit 12
        var encoding = (flags & latin1) != 0 ? Encoding.Latin1 : Encoding.UTF8;
        return new(encoding.GetString(Take(Length(1))));
    }

    /// <summary>
    /// A pairlist becomes a list with names; a loop, not a recursion, follows its tail. A tail that is no list (the state of a
    /// wrapped vector has one) becomes the last element.
    /// </summary>
    private RValue Pairs(int flags)
    {
        var (values, names) = (new List<RValue>(), new List<string?>());
        for (; (flags & 0xFF) is 2 or 6; flags = Int())
        {
            if ((flags & 0x200) != 0)
                Item(); // its attributes
            names.Add((flags & 0x400) != 0 ? Text(Item()) : null);
            values.Add(Item());
        }
        if ((flags & 0xFF) != 254)
        {
            names.Add(null);
            values.Add(Item(flags & 0xFF, flags));
        }
        return new(values.ToArray())
        {
            Attributes = new Dictionary<string, RValue> { ["names"] = new(names.ToArray()) },
        };
    }

    private static Dictionary<string, RValue> Attributes(RValue pairs)
    {
        var attributes = new Dictionary<string, RValue>();
        if (pairs is { Data: RValue[] values, Names: { } names })
            foreach (var (name, value) in names.Zip(values))
                if (name is not null)
                    attributes[name] = value;
        return attributes;
    }

    private RValue Environment()
    {
        Int(); // locked or not
        Remember(RValue.Null);
        for (var part = 0; part < 4; part++) // enclosure, frame, hash table, attributes
            Item();
        return RValue.Null;
    }

    /// <summary>
    /// A vector in a compact form of R 3.5 and later: a wrapped one, or from-to-by, which data frames have for 1:n.
    /// </summary>
    private RValue Alternative()
    {
        var kind = Item().Data is RValue[] { Length: > 0 } about ? about[0].Data as string : null;
        var state = Item();
        var attributes = Attributes(Item());
        if (kind is "wrap_integer" or "wrap_real" or "wrap_string" or "wrap_logical" or "wrap_list")
            if (state.Data is RValue[] { Length: > 0 } wrapped)
                return wrapped[0] with { Attributes = attributes };
        if (kind is "compact_intseq" or "compact_realseq" && state.Data is double[] { Length: 3 } sequence)
        {
            var (count, first, step) = (sequence[0], sequence[1], sequence[2]);
            if (!(count >= 0 && count <= sequenceNumbersLeft))
                throw Invalid($"has a sequence of {count} numbers");
            sequenceNumbersLeft -= (int)count;
            var values = Enumerable.Range(0, (int)count).Select(i => first + i * step);
            return new(kind == "compact_realseq" ? values.ToArray() : values.Select(v => (int)v).ToArray())
            {
                Attributes = attributes,
            };
        }
        throw Invalid($"has a compact vector of the kind '{kind}', which is not supported");
    }

    private RValue Remember(RValue value)
    {
        references.Add(value);
        return value;
    }

    private string Text(RValue symbol) => symbol.Data as string ?? throw Invalid("has a name that is no text");

    /// <summary>A length, checked against the bytes that are left.</summary>
    private int Length(int bytesEach)
    {
        var length = Int();
        return length >= 0 && (long)length * bytesEach <= bytes.Length - at
            ? length
            : throw Invalid($"states a length of {length} where {bytes.Length - at} bytes are left");
    }

    private int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - at)
            throw Invalid("is cut off");
        at += count;
        return bytes.Slice(at - count, count);
    }

    private readonly InvalidDataException Invalid(string what) => new($"at byte {at}: the R data {what}.");
}
