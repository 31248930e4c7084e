using System.Text.Json;

namespace Ninefold.Bench.Metrics;

/// <summary>One metric over many cases.</summary>
/// <param name="Values">On how many both have a value.</param>
/// <param name="Undefined">On how many neither has.</param>
/// <param name="Different">On how many only one has, or they are further apart than is allowed.</param>
/// <param name="Largest">The largest difference, as a part of the peer's value, or of 1 where that is smaller.</param>
internal sealed record Compared(int Values, int Undefined, int Different, double Largest)
{
    /// <summary>With one more case, where each has one number, several (a curve, a matrix), or none.</summary>
    public Compared With(double[]? own, double[]? peer, double allowed)
    {
        if (own is null && peer is null)
            return this with { Undefined = Undefined + 1 };
        if (own is null || peer is null || own.Length != peer.Length)
            return this with { Different = Different + 1 };
        var apart = own.Zip(peer, (a, b) => Math.Abs(a - b) / Math.Max(1, Math.Abs(b))).Max();
        return new(Values + 1, Undefined, Different + (apart <= allowed ? 0 : 1), Math.Max(Largest, apart));
    }
}

internal static class Json
{
    public static JsonSerializerOptions Options { get; } =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonSerializerOptions Lines { get; } = new(JsonSerializerDefaults.Web);
}
