using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ninefold.Data.Storage;

/// <summary>
/// Turns plain data (records of numbers, strings, lists, arrays and interfaces over such records) into bytes and back.
/// The bytes are one JSON document followed by its numeric arrays as they lie in memory, so that a factor matrix takes
/// four bytes a number; equal values give equal bytes.
/// </summary>
public static class PartSerializer
{
    // A value is written by one thread from beginning to end, and so its arrays are collected per thread.
    [ThreadStatic]
    private static List<byte[]>? written;

    [ThreadStatic]
    private static List<ReadOnlyMemory<byte>>? read;

    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        // What another version of the code wrote is refused rather than filled up with defaults.
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new BlobArrayConverter(), new InteractionsConverter(), new InterfaceConverter() },
    };

    /// <summary>A value as bytes.</summary>
    /// <typeparam name="T">The declared type, which is the one to read it back with.</typeparam>
    public static byte[] Write<T>(T value) => Write(value, typeof(T));

    /// <summary>A value as bytes, of a type known only when running.</summary>
    public static byte[] Write(object? value, Type type)
    {
        var outer = written;
        written = [];
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(value, type, Options);
            using var stream = new MemoryStream();
            Span<byte> length = stackalloc byte[8];
            foreach (var block in written.Prepend(json))
            {
                BinaryPrimitives.WriteInt64LittleEndian(length, block.Length);
                stream.Write(length);
                stream.Write(block);
            }
            return stream.ToArray();
        }
        finally
        {
            written = outer;
        }
    }

    /// <summary>Reads what <see cref="Write{T}(T)"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a value.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes) => (T)Read(bytes, typeof(T))!;

    /// <summary>Reads a value of a type known only when running.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a value.</exception>
    public static object? Read(ReadOnlyMemory<byte> bytes, Type type)
    {
        var outer = read;
        try
        {
            var blocks = Blocks(bytes);
            read = blocks[1..];
            return JsonSerializer.Deserialize(blocks[0].Span, type, Options);
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            // Not only the reader: the constructor of any part may throw what it likes on values it was never given.
            throw new InvalidDataException($"The stored bytes are not a {type.Name}: {e.Message}", e);
        }
        finally
        {
            read = outer;
        }
    }

    private static List<ReadOnlyMemory<byte>> Blocks(ReadOnlyMemory<byte> bytes)
    {
        var blocks = new List<ReadOnlyMemory<byte>>();
        while (bytes.Length > 0)
        {
            var length = bytes.Length < 8 ? -1 : BinaryPrimitives.ReadInt64LittleEndian(bytes.Span);
            if (length < 0 || length > bytes.Length - 8)
                throw new ArgumentException("cut short");
            blocks.Add(bytes.Slice(8, (int)length));
            bytes = bytes[(8 + (int)length)..];
        }
        return blocks.Count > 0 ? blocks : throw new ArgumentException("empty");
    }

    private static int PutBlob<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        written!.Add(MemoryMarshal.AsBytes(values).ToArray());
        return written.Count - 1;
    }

    private static T[] GetBlob<T>(int blob)
        where T : unmanaged =>
        blob >= 0 && blob < read!.Count
            ? Values<T>(read[blob].Span)
            : throw new JsonException($"array {blob} of {read!.Count} is missing");

    private static T[] Values<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged =>
        typeof(T) == typeof(bool) && bytes.ContainsAnyExceptInRange((byte)0, (byte)1)
            ? throw new JsonException("a byte is neither true nor false")
        : bytes.Length % Unsafe.SizeOf<T>() == 0 ? MemoryMarshal.Cast<byte, T>(bytes).ToArray()
        : throw new JsonException($"{bytes.Length} bytes are no whole number of {typeof(T).Name}");

    /// <summary>Arrays of numbers: the JSON holds the number of the block.</summary>
    private sealed class BlobArrayConverter : JsonConverterFactory
    {
        private static readonly Type[] Elements =
        [
            typeof(float),
            typeof(double),
            typeof(int),
            typeof(long),
            typeof(ulong),
            typeof(byte),
            typeof(sbyte),
            typeof(short),
            typeof(ushort),
            typeof(uint),
            typeof(bool),
        ];

        public override bool CanConvert(Type type) => type.IsSZArray && Elements.Contains(type.GetElementType());

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type.GetElementType()!))!;

        private sealed class Of<T> : JsonConverter<T[]>
            where T : unmanaged
        {
            public override T[] Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
                GetBlob<T>(reader.GetInt32());

            public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options) =>
                writer.WriteNumberValue(PutBlob<T>(value));
        }
    }

    private sealed class InteractionsConverter : JsonConverter<Interactions>
    {
        private sealed record Stored(
            IReadOnlyList<string> Users,
            IReadOnlyList<string> Items,
            int[] Offsets,
            byte[] Rows
        );

        public override Interactions Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var stored =
                JsonSerializer.Deserialize<Stored>(ref reader, options)
                ?? throw new JsonException("interactions are null");
            return Interactions.FromSorted(
                new(stored.Users),
                new(stored.Items),
                stored.Offsets,
                Values<Interaction>(stored.Rows)
            );
        }

        public override void Write(Utf8JsonWriter writer, Interactions value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(
                writer,
                new Stored(
                    value.UserIds.Ids,
                    value.ItemIds.Ids,
                    value.Offsets.ToArray(),
                    MemoryMarshal.AsBytes(value.All).ToArray()
                ),
                options
            );
    }

    /// <summary>Values behind an interface: the type's name goes first, and only types that implement it are made.</summary>
    private sealed class InterfaceConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type type) =>
            type.IsInterface && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type);

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

        private sealed class Of<T> : JsonConverter<T>
            where T : class
        {
            public override T Read(ref Utf8JsonReader reader, Type declared, JsonSerializerOptions options)
            {
                using var document = JsonDocument.ParseValue(ref reader);
                if (
                    document.RootElement is not { ValueKind: JsonValueKind.Object } stored
                    || !stored.TryGetProperty("type", out var named)
                    || named.GetString() is not { } name
                )
                    throw new JsonException($"a {typeof(T).Name} must name its type");
                var type = AppDomain
                    .CurrentDomain.GetAssemblies()
                    .Select(a => a.GetType(name))
                    .FirstOrDefault(t => t is not null);
                if (type is null || !typeof(T).IsAssignableFrom(type))
                    throw new JsonException($"'{name}' is not a known {typeof(T).Name}");
                return (T)stored.GetProperty("value").Deserialize(type, options)!;
            }

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
            {
                writer.WriteStartObject();
                writer.WriteString("type", value.GetType().FullName);
                writer.WritePropertyName("value");
                JsonSerializer.Serialize(writer, value, value.GetType(), options);
                writer.WriteEndObject();
            }
        }
    }
}
