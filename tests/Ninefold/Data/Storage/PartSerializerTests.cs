using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Storage;

namespace Ninefold.Tests.Data.Storage;

public sealed class PartSerializerTests
{
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double,
        Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon)
    );

    private static readonly Gen<Tree> Trees = Gen.Recursive<Tree>(
        (depth, tree) =>
            Gen.Select(
                Gen.String.Null(),
                Number,
                Gen.Single.Array[0, 5].Null(),
                Shape().Null(),
                depth > 2 ? Gen.Const(Array.Empty<Tree>()) : tree.Array[0, 3],
                (name, number, weights, shape, children) =>
                    new Tree(name, number, weights, shape, children, new() { ["a"] = [1, long.MinValue], ["b"] = [] })
            )
    );

    [Fact]
    public void Nested_records_come_back_and_equal_values_give_equal_bytes() =>
        Trees.Sample(
            tree =>
            {
                var bytes = PartSerializer.Write(tree);
                var read = PartSerializer.Read<Tree>(bytes);
                AssertSame(tree, read);
                Assert.Equal(bytes, PartSerializer.Write(read));
            },
            iter: 500
        );

    [Fact]
    public void Arrays_of_every_supported_number_come_back_bit_by_bit() =>
        Gen
            .Byte.Array[0, 64]
            .Sample(bytes =>
            {
                RoundTrip<float>(bytes);
                RoundTrip<double>(bytes);
                RoundTrip<int>(bytes);
                RoundTrip<long>(bytes);
                RoundTrip<ulong>(bytes);
                RoundTrip<byte>(bytes);
                RoundTrip<sbyte>(bytes);
                RoundTrip<short>(bytes);
                RoundTrip<ushort>(bytes);
                RoundTrip<uint>(bytes);
                bool[] flags = [.. bytes.Select(b => b > 99)];
                Assert.Equal(flags, PartSerializer.Read<bool[]>(PartSerializer.Write(flags)));
            });

    [Fact]
    public void Numbers_that_are_none_keep_their_bits_in_arrays()
    {
        float[] odd =
        [
            float.NaN,
            BitConverter.Int32BitsToSingle(0x7FC12345),
            -0f,
            0f,
            float.PositiveInfinity,
            float.NegativeInfinity,
            float.Epsilon,
        ];
        var read = PartSerializer.Read<float[]>(PartSerializer.Write(odd));
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), read.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void An_array_takes_no_more_than_its_memory()
    {
        var bytes = PartSerializer.Write(new float[10_000]);
        Assert.InRange(bytes.Length, 40_000, 40_100);
    }

    [Fact]
    public void Null_is_a_value()
    {
        Assert.Null(PartSerializer.Read<Tree?>(PartSerializer.Write<Tree?>(null)));
        Assert.Null(PartSerializer.Read<int[]?>(PartSerializer.Write<int[]?>(null)));
        Assert.Null(PartSerializer.Read<IShape?>(PartSerializer.Write<IShape?>(null)));
    }

    [Fact]
    public void Interactions_come_back_with_their_fingerprint() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Single[0, 5], Gen.Long[0, 1000])
            .Array[0, 20]
            .Sample(rows =>
            {
                var made = Interactions.From(
                    new(["ann", "bob", "eve"]),
                    new(["v", "w", "x", "y"]),
                    rows.Select(r => (r.Item1, new Interaction(r.Item2, r.Item3, r.Item4)))
                );
                var read = PartSerializer.Read<Interactions>(PartSerializer.Write(made));
                Assert.Equal(made.Fingerprint, read.Fingerprint);
                Assert.Equal(made.All.ToArray(), read.All.ToArray());
                for (var user = 0; user < made.Users; user++)
                    Assert.Equal(made.Of(user).ToArray(), read.Of(user).ToArray());
            });

    [Fact]
    public void A_part_that_is_written_within_another_keeps_its_arrays_to_itself()
    {
        var part = new Outer([1, 2], new Enclosed([3, 4, 5]), [6]);
        var read = PartSerializer.Read<Outer>(PartSerializer.Write(part));
        Assert.Equal(([1, 2], [3, 4, 5], [6]), (read.Before, read.Within.Values, read.After), Arrays);
    }

    [Fact]
    public void Threads_that_write_at_once_do_not_mix_their_arrays() =>
        Parallel.For(
            0,
            200,
            i =>
            {
                int[][] rows = [.. Enumerable.Range(0, 20).Select(row => new[] { i, row })];
                Assert.Equal(rows, PartSerializer.Read<int[][]>(PartSerializer.Write(rows)));
            }
        );

    [Fact]
    public void Bytes_cut_anywhere_are_refused()
    {
        var bytes = PartSerializer.Write(Sample());
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => PartSerializer.Read<Sampled>(bytes.AsMemory(0, length)));
        AssertSame(Sample().Tree, PartSerializer.Read<Sampled>(bytes).Tree);
    }

    [Fact]
    public void Whatever_bits_are_flipped_it_is_refused_as_invalid_data_or_read()
    {
        var bytes = PartSerializer.Write(Sample());
        var (refused, read) = (0, 0);
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var damaged = bytes.ToArray();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Try(damaged);
        }
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte)
            .Array[2, 20]
            .Sample(
                changes =>
                {
                    var damaged = bytes.ToArray();
                    foreach (var (at, value) in changes)
                        damaged[at] = value;
                    Try(damaged);
                },
                iter: 2000
            );
        Gen.Byte.Array[0, 100].Sample(Try, iter: 2000);
        Assert.True(refused > 1000 && read > 100, $"{refused} refused, {read} read");

        void Try(byte[] damaged)
        {
            try
            {
                PartSerializer.Read<Sampled>(damaged);
                Interlocked.Increment(ref read);
            }
            catch (InvalidDataException)
            {
                Interlocked.Increment(ref refused);
            }
        }
    }

    [Theory]
    [InlineData("""{"type":"No.Such.Shape","value":{}}""", "'No.Such.Shape' is not a known IShape")]
    [InlineData("""{"type":"System.Uri","value":"file:///"}""", "'System.Uri' is not a known IShape")]
    [InlineData(
        """{"type":"Ninefold.Tests.Data.Storage.PartSerializerTests+Trap","value":{}}""",
        "is not a known IShape"
    )]
    [InlineData("""{"type":null,"value":{}}""", "IShape")]
    [InlineData("""{"value":{}}""", "IShape")]
    [InlineData("""{"type":"Ninefold.Tests.Data.Storage.PartSerializerTests+Square"}""", "IShape")]
    [InlineData(
        """{"type":"Ninefold.Tests.Data.Storage.PartSerializerTests+IShape","value":{"type":"System.Uri"}}""",
        "IShape"
    )]
    [InlineData("5", "IShape")]
    public void Only_types_that_implement_the_interface_are_made(string json, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => PartSerializer.Read<IShape>(Framed(json)));
        Assert.Contains(reason, error.Message);
        Assert.False(Trap.Sprung);
    }

    [Theory]
    [InlineData("0", 0, "missing")]
    [InlineData("-1", 4, "missing")]
    [InlineData("1.5", 4, "Int32[]")]
    [InlineData("99999999999", 4, "Int32[]")]
    [InlineData("0", 6, "no whole number of Int32")]
    public void An_array_must_be_there_and_whole(string json, int bytes, string reason)
    {
        byte[] framed = bytes == 0 ? Framed(json) : [.. Framed(json), .. Framed(new string('a', bytes))];
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => PartSerializer.Read<int[]>(framed)).Message);
    }

    [Fact]
    public void What_a_constructor_refuses_is_invalid_data()
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            PartSerializer.Read<Vocabulary>(Framed("""{"Ids":["a","a"]}"""))
        );
        Assert.Contains("'a' occurs twice", error.Message);
        Assert.Throws<InvalidDataException>(() => PartSerializer.Read<Vocabulary>(Framed("""{"Ids":null}""")));
        Assert.Throws<InvalidDataException>(() => PartSerializer.Read<Interactions>(Framed("{}")));
    }

    private static void RoundTrip<T>(byte[] bytes)
        where T : unmanaged
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        var read = PartSerializer.Read<T[]>(PartSerializer.Write(values));
        Assert.Equal(MemoryMarshal.AsBytes<T>(values).ToArray(), MemoryMarshal.AsBytes<T>(read).ToArray());
    }

    private static byte[] Framed(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var framed = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt64LittleEndian(framed, content.Length);
        content.CopyTo(framed, 8);
        return framed;
    }

    private static void AssertSame(Tree expected, Tree actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected.Number), BitConverter.DoubleToInt64Bits(actual.Number));
        Assert.Equal(expected.Weights, actual.Weights);
        Assert.Equal(expected.Shape?.GetType(), actual.Shape?.GetType());
        Assert.Equal(expected.Shape?.Area, actual.Shape?.Area);
        Assert.Equal(expected.Counts, actual.Counts);
        Assert.Equal(expected.Children.Count, actual.Children.Count);
        foreach (var (one, other) in expected.Children.Zip(actual.Children))
            AssertSame(one, other);
    }

    private static Sampled Sample() =>
        new(
            new(
                "root",
                .5,
                [1, 2, 3],
                new Square([2]),
                [new(null, double.NaN, null, new Circle(1), [], [])],
                new() { ["a"] = [7] }
            ),
            Interactions.From(new(["ann"]), new(["x", "y"]), [(0, new(0, 1, 5)), (0, new(1, 2, 6))]),
            [true, false]
        );

    private static Gen<IShape> Shape() =>
        Gen.OneOf(
            Gen.Double[0, 9].Select(radius => (IShape)new Circle(radius)),
            Gen.Int[0, 9].Array[1, 1].Select(sides => (IShape)new Square(sides))
        );

    private static readonly EqualityComparer<(int[], int[], int[])> Arrays = EqualityComparer<(
        int[],
        int[],
        int[]
    )>.Create(
        (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2) && a.Item3.SequenceEqual(b.Item3)
    );

    internal sealed record Sampled(Tree Tree, Interactions Log, bool[] Flags);

    internal sealed record Tree(
        string? Name,
        double Number,
        float[]? Weights,
        IShape? Shape,
        IReadOnlyList<Tree> Children,
        Dictionary<string, long[]> Counts
    );

    internal interface IShape
    {
        double Area { get; }
    }

    internal sealed record Circle(double Radius) : IShape
    {
        [JsonIgnore]
        public double Area => Math.PI * Radius * Radius;
    }

    internal sealed record Square(int[] Side) : IShape
    {
        [JsonIgnore]
        public double Area => Side[0] * Side[0];
    }

    /// <summary>No shape: making one would be running whatever code the bytes name.</summary>
    internal sealed class Trap
    {
        public Trap() => Sprung = true;

        public static bool Sprung { get; private set; }
    }

    internal sealed record Outer(int[] Before, Enclosed Within, int[] After);

    /// <summary>Stored as bytes of its own, as a part that wraps another format is.</summary>
    [JsonConverter(typeof(Converter))]
    internal sealed record Enclosed(int[] Values)
    {
        private sealed class Converter : JsonConverter<Enclosed>
        {
            public override Enclosed Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
                new(PartSerializer.Read<int[]>(reader.GetBytesFromBase64()));

            public override void Write(Utf8JsonWriter writer, Enclosed value, JsonSerializerOptions options) =>
                writer.WriteBase64StringValue(PartSerializer.Write(value.Values));
        }
    }
}
