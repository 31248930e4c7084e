using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

/// <summary>What every metric promises, whatever it judges.</summary>
public abstract class MetricContract
{
    public abstract Type Type { get; }
    public abstract void Weights_equal_repetition();
    public abstract void Order_does_not_matter();
    public abstract void Same_input_gives_same_value();
    public abstract void Input_is_unchanged();
    public abstract void No_answers_are_undefined();
    public abstract void No_weight_is_undefined();
    public abstract void Values_are_finite_or_undefined();
}

/// <param name="metric">The metric on trial.</param>
/// <param name="ordinary">Answers on which it mostly has a value.</param>
/// <param name="awkward">Answers with anything in them that the type allows.</param>
public sealed class MetricContract<TOutput, TLabel>(
    Metric<TOutput, TLabel> metric,
    Gen<Judged<TOutput, TLabel>> ordinary,
    Gen<Judged<TOutput, TLabel>> awkward
) : MetricContract
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Gen<Judged<TOutput, TLabel>[]> answers = ordinary.Array[1, 25];

    public override Type Type => metric.GetType();

    public override void Weights_equal_repetition() =>
        Gen.Select(answers, Gen.Int[0, 3].Array[Groups.Length])
            .Sample(
                (judged, weights) =>
                {
                    int WeightOf(Judged<TOutput, TLabel> row) => weights[Array.IndexOf(Groups, row.Group)];
                    var repeated = judged
                        .SelectMany(row =>
                            Enumerable
                                .Range(0, WeightOf(row))
                                .Select(copy => row with { Group = $"{row.Group}/{copy}" })
                        )
                        .ToArray();
                    var weighted = Value(() =>
                        metric.Prepare(judged)([.. judged.Select(row => (double)WeightOf(row))])
                    );
                    Same(Value(() => metric.Compute(repeated)), weighted);
                }
            );

    public override void Order_does_not_matter() =>
        answers
            .SelectMany(judged => Gen.Shuffle(judged).Select(shuffled => (judged, shuffled)))
            .Sample(t => Same(Value(() => metric.Compute(t.judged)), Value(() => metric.Compute(t.shuffled))));

    public override void Same_input_gives_same_value() =>
        answers.Sample(judged =>
            Assert.Equal(Value(() => metric.Compute(judged)), Value(() => metric.Compute([.. judged])))
        );

    public override void Input_is_unchanged() =>
        answers.Sample(judged =>
        {
            var before = JsonSerializer.Serialize(judged, Json);
            var weights = judged.Select((_, i) => (double)i).ToArray();
            _ = Value(() => metric.Prepare(judged)(weights));
            Assert.Equal(before, JsonSerializer.Serialize(judged, Json));
            Assert.Equal(judged.Select((_, i) => (double)i), weights);
        });

    public override void No_answers_are_undefined() =>
        Assert.StartsWith(metric.Name, Assert.Throws<MetricUndefinedException>(() => metric.Prepare([])).Message);

    public override void No_weight_is_undefined() =>
        answers.Sample(judged => Assert.Null(Value(() => metric.Prepare(judged)(new double[judged.Length]))));

    public override void Values_are_finite_or_undefined()
    {
        var defined = 0;
        Gen.OneOf(ordinary, awkward)
            .Array[1, 4]
            .Sample(judged =>
            {
                if (Value(() => metric.Compute(judged)) is not { } value)
                    return;
                Assert.True(double.IsFinite(value), $"{metric.Name} is {value}");
                Interlocked.Increment(ref defined);
            });
        Assert.True(defined > 0, $"{metric.Name} was never defined");
    }

    public static readonly string[] Groups = ["a", "b", "c", "d", "e"];

    private static double? Value(Func<double> compute)
    {
        try
        {
            return compute();
        }
        catch (MetricUndefinedException)
        {
            return null;
        }
    }

    private static void Same(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value)
            Assert.Equal(value, actual!.Value, 1e-9 * Math.Max(1, Math.Abs(value)));
    }
}
