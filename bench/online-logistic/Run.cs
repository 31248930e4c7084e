using System.Text.Json;

namespace Ninefold.Bench.OnlineLogistic;

/// <summary>
/// A model with its parameters, how often it learned each example, the examples it learned in a processor second, and the
/// mean log loss on later ones.
/// </summary>
internal sealed record Run(string Name, int Passes, Spread ExamplesPerSecond, double LogLoss);

internal static class Json
{
    public static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };
}
