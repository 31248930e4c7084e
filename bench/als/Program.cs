using System.Diagnostics;
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

FactorizationModel Train(List<double> seconds)
{
    var clock = new IterationClock();
    var model = trainer.Fit(data, new TrainingContext(Seed, Threads: 1, Progress: clock));
    seconds.AddRange(clock.Seconds); // from the second iteration on: the first includes the preparation
    return model;
}

var warm = Train([]);
var peer = new PlainLoops(data, trainer.Factors, Seed);
peer.Iterate(20, 1, 3);
var own = new List<double>();
var plain = new List<double>();
for (var round = 0; round < Rounds; round++)
{
    Train(own);
    var start = Stopwatch.GetTimestamp();
    peer.Iterate(20, 1, 3);
    plain.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
}

// Both have minimised the same objective, each from its own start: equal losses say that the work was the same.
var sameWork = new PlainLoops(data, trainer.Factors, Seed + 1);
for (var i = 0; i < trainer.Iterations; i++)
    sameWork.Iterate(20, 1, 3);
var (ownSpread, plainSpread) = (Spread.Of(own), Spread.Of(plain));
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
    ninefold_seconds_per_iteration = ownSpread,
    plain_loops_seconds_per_iteration = plainSpread,
    ratio = new Spread(
        plainSpread.Median / ownSpread.Median,
        plainSpread.Low / ownSpread.High,
        plainSpread.High / ownSpread.Low
    ),
    target_seconds = Target,
    met = ownSpread.Median <= Target,
    ninefold_loss = sameWork.LossOf(warm.UserFactors, warm.ItemFactors, 20, 1),
    plain_loops_loss = sameWork.Loss(20, 1),
};
var text = JsonSerializer.Serialize(
    results,
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return results.met ? 0 : 1;
