using System.Text.Json;
using Ninefold.Bench.Als;
using Ninefold.Models;
using Ninefold.Models.Factorization;

// Seconds an iteration of implicit ALS takes on one thread, beside the same algorithm in plain loops, in one run.
const int Users = 6040;
const int Items = 3706;
const int Seed = 1;
const int Rounds = 7;
const double Target = .15;
var trainer = new AlternatingLeastSquares(Factors: 64, Iterations: 5, Regularization: 20, Alpha: 1, Steps: 3);
var data = SyntheticRatings.Make(Users, Items, perUser: 166, Seed);
Console.WriteLine($"{Users} users, {Items} items, {data.Count} interactions");

FactorizationModel Train(List<Duration> durations)
{
    var clock = new IterationClock();
    var model = trainer.Fit(data, new TrainingContext(Seed, Threads: 1, Progress: clock));
    durations.AddRange(clock.Iterations);
    return model;
}

// The first round compiles. Both minimise the same objective from the same start: equal losses after as many iterations
// say that the work is the same.
var model = Train([]);
var peer = new PlainLoops(data, trainer.Factors, Seed);
void Iterate() => peer.Iterate((float)trainer.Regularization, (float)trainer.Alpha, trainer.Steps);
for (var i = 0; i < trainer.Iterations; i++)
    Iterate();
var ownLoss = peer.LossOf(model.UserFactors, model.ItemFactors, trainer.Regularization, trainer.Alpha);
var peerLoss = peer.Loss(trainer.Regularization, trainer.Alpha);

var (own, plain, ratios) = (new List<Duration>(), new List<Duration>(), new List<double>());
for (var round = 0; round < Rounds; round++)
{
    var iterations = new List<Duration>();
    Train(iterations);
    own.AddRange(iterations);
    var start = Duration.Now();
    Iterate();
    plain.Add(Duration.Now() - start);
    ratios.Add(plain[^1].Processor / Spread.Of(iterations.Select(d => d.Processor)).Median);
}

var wall = Spread.Of(own.Select(d => d.Wall));
var results = new
{
    schema = 1,
    data = new
    {
        users = Users,
        items = Items,
        interactions = data.Count,
        seed = Seed,
    },
    trainer.Factors,
    trainer.Steps,
    threads = 1,
    rounds = Rounds,
    seconds_per_iteration = new
    {
        ninefold = new { wall, processor = Spread.Of(own.Select(d => d.Processor)) },
        plain_loops = new
        {
            wall = Spread.Of(plain.Select(d => d.Wall)),
            processor = Spread.Of(plain.Select(d => d.Processor)),
        },
    },
    plain_loops_over_ninefold = Spread.Of(ratios),
    loss = new { ninefold = ownLoss, plain_loops = peerLoss },
    target_wall_seconds = Target,
    met = wall.Median <= Target,
};
var text = JsonSerializer.Serialize(
    results,
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return results.met ? 0 : 1;
