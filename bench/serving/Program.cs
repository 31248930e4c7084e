using System.CommandLine;
using System.Text.Json;
using Ninefold.Bench.Serving;

var url = new Option<string>("--url")
{
    Description = "Where to post, such as http://127.0.0.1:5080/v1/systems/sample/predict.",
    Required = true,
};
var bodies = new Option<FileInfo>("--bodies") { Description = "A file with one JSON request a line.", Required = true };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 500, Description = "Requests a second." };
var seconds = new Option<double>("--seconds")
{
    DefaultValueFactory = _ => 10,
    Description = "How long each load lasts.",
};
var warmUp = new Option<double>("--warm-up")
{
    DefaultValueFactory = _ => 5,
    Description = "Seconds before measuring.",
};
var findMax = new Option<bool>("--find-max") { Description = "Finds the highest rate whose p99 keeps to --p99." };
var p99 = new Option<double>("--p99") { DefaultValueFactory = _ => 50, Description = "Milliseconds." };
var json = new Option<bool>("--json") { Description = "The result as JSON in the last line." };

var command = new RootCommand(
    "Open-loop load on a running server: fixed arrival rate, measured from the intended moment."
)
{
    url,
    bodies,
    rate,
    seconds,
    warmUp,
    findMax,
    p99,
    json,
};
command.SetAction(
    async (parsed, cancellation) =>
    {
        var requests = File.ReadLines(parsed.GetRequiredValue(bodies).FullName)
            .Where(line => line.Length > 0)
            .Select(System.Text.Encoding.UTF8.GetBytes)
            .ToList();
        if (requests.Count == 0)
            throw new InvalidDataException($"'{parsed.GetRequiredValue(bodies)}' has no requests; write one a line.");
        using var load = new OpenLoop(new Uri(parsed.GetRequiredValue(url)), requests);
        await load.RunAsync(parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), cancellation)
            .ConfigureAwait(false);

        Console.WriteLine("    rate/s  answered/s  errors     p50     p90     p99   p99.9  sender p99 (ms)");
        var result = parsed.GetValue(findMax)
            ? await HighestRate
                .FindAsync(MeasureAsync, parsed.GetValue(rate), parsed.GetValue(p99))
                .ConfigureAwait(false)
            : await MeasureAsync(parsed.GetValue(rate)).ConfigureAwait(false);
        if (parsed.GetValue(findMax))
            Console.WriteLine(result is null ? "No rate was held." : $"Held: {result.Rate:0} requests a second.");
        if (parsed.GetValue(json))
            Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));
        return result is { Errors: 0 } ? 0 : 1;

        async Task<LoadResult> MeasureAsync(double perSecond)
        {
            var r = await load.RunAsync(perSecond, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation)
                .ConfigureAwait(false);
            Console.WriteLine(
                $"{r.Rate, 10:0}{r.Achieved, 12:0}{r.Errors, 8}{r.P50, 8:0.00}{r.P90, 8:0.00}{r.P99, 8:0.00}{r.P999, 8:0.00}{r.SenderP99, 12:0.00}"
            );
            return r;
        }
    }
);
return await command.Parse(args).InvokeAsync();
