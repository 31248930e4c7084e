using System.Diagnostics;
using CsCheck;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class VectorDistanceTests
{
    [Fact]
    public unsafe void Distances_are_those_of_plain_loops() =>
        Gen.Int[1, 200]
            .Sample(dimensions =>
            {
                var padded = HnswGraph.PaddedLength(dimensions);
                var random = new Random(dimensions);
                var (a, b) = (new float[padded], new float[padded]);
                for (var i = 0; i < dimensions; i++)
                    (a[i], b[i]) = ((float)random.NextDouble() - .5f, (float)random.NextDouble() - .5f);
                fixed (float* x = a)
                fixed (float* y = b)
                {
                    var square = a.Zip(b, (p, q) => ((double)p - q) * ((double)p - q)).Sum();
                    Assert.Equal(square, new FloatDistance<SquaredDifference>(x, y, padded).To(0), 1e-5 * dimensions);
                    var product = a.Zip(b, (p, q) => (double)p * q).Sum();
                    Assert.Equal(-product, new FloatDistance<NegativeProduct>(x, y, padded).To(0), 1e-5 * dimensions);
                }
            });

    /// <summary>The test program runs itself without wide vectors; a written value is what every width must give.</summary>
    [Theory]
    [InlineData("EnableAVX512", "0")]
    [InlineData("EnableAVX2", "0")]
    public async Task Narrower_vectors_give_the_same_graph_and_the_same_bits(string setting, string value)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                    ? new[] { typeof(VectorDistanceTests).Assembly.Location }
                    : [],
                "--filter-method",
                $"*{nameof(A_graph_answers_with_the_bits_that_every_processor_gives)}",
                "--filter-method",
                $"*{nameof(Codes_answer_with_the_bits_that_every_processor_gives)}",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[$"DOTNET_{setting}"] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }

    [Fact]
    public void A_graph_answers_with_the_bits_that_every_processor_gives()
    {
        var random = new Random(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count * 50).Select(_ => (float)random.NextDouble() - .5f)];
        var index = new HnswIndex(
            Draw(2500),
            50,
            new HnswOptions(BuildWidth: 40, Width: 20, Relaxation: 1.25, Metric: VectorMetric.Euclidean)
        );
        var results = new Ninefold.Flows.ScoredItem[10];
        var bits = 17UL;
        for (var q = 0; q < 20; q++)
        {
            index.Search(Draw(1), results);
            foreach (var found in results)
                bits = (bits * 31) + (uint)found.Item + BitConverter.SingleToUInt32Bits(found.Score);
        }
        Assert.Equal(7915736521213778943UL, bits);
    }

    [Fact]
    public void Codes_answer_with_the_bits_that_every_processor_gives()
    {
        var random = new Random(1);
        float[] Draw(int count) => [.. Enumerable.Range(0, count * 50).Select(_ => (float)random.NextDouble() - .5f)];
        var (vectors, queries, bits) = (Draw(2500), Draw(20), 17UL);
        var results = new Ninefold.Flows.ScoredItem[10];
        foreach (var metric in new[] { VectorMetric.Euclidean, VectorMetric.InnerProduct })
        foreach (
            var index in new IVectorIndex[]
            {
                new HnswIndex(vectors, 50, new(BuildWidth: 40, Metric: metric, Coding: VectorCoding.FourBits)),
                new HnswIndex(vectors, 50, new(BuildWidth: 40, Metric: metric, Coding: VectorCoding.EightBits)),
                new IvfIndex(vectors, 50, new() { Metric = metric, Products = 25 }),
                new TreeIndex(vectors, 50, new() { Metric = metric, Coding = VectorCoding.EightBits }),
            }
        )
        {
            index.Width = 12;
            for (var q = 0; q < 20; q++)
            {
                index.Search(queries.AsSpan(q * 50, 50), results);
                foreach (var found in results)
                    bits = (bits * 31) + (uint)found.Item + BitConverter.SingleToUInt32Bits(found.Score);
            }
        }
        Assert.Equal(8164609465335860637UL, bits);
    }
}
