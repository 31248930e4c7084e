using Ninefold.Data.Storage;
using Ninefold.Models;
using Ninefold.Models.Online;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Online;

/// <summary>What every model that learns one observation after the other promises.</summary>
public abstract class OnlineModelContract<TModel>
    where TModel : IOnlineModel
{
    protected abstract ITrainer<SparseExamples, TModel> Trainer { get; }

    /// <summary>The standardised rows of <see cref="WaveRows"/>.</summary>
    protected static SparseExamples Waves()
    {
        var rows = WaveRows.Binary();
        return new(
            4,
            [.. Enumerable.Range(0, 301).Select(i => 4 * i)],
            [.. Enumerable.Range(0, 1200).Select(i => i % 4)],
            [.. Standardisation.Of(rows).Apply(rows).SelectMany(row => row).Select(value => (float)value)],
            rows.Labels
        );
    }

    /// <summary>Five of 200 places at a time; a place below 100 speaks for label 1, another against it.</summary>
    protected static SparseExamples Signs(int count)
    {
        var random = new Random(3);
        int[] places = [.. Enumerable.Range(0, 5 * count).Select(i => 40 * (i % 5) + random.Next(40))];
        return new(
            200,
            [.. Enumerable.Range(0, count + 1).Select(i => 5 * i)],
            places,
            [.. places.Select(_ => 1f)],
            [.. places.Chunk(5).Select(five => five.Average(place => place % 2) > random.NextDouble() ? 1f : 0)]
        );
    }

    protected static double[] Predictions(IOnlineModel model, SparseExamples examples) =>
        [.. Enumerable.Range(0, examples.Count).Select(e => model.Predict(examples.PlacesOf(e), examples.ValuesOf(e)))];

    [Fact]
    public void It_learns_what_places_say()
    {
        var examples = Signs(6000);
        var found = ProgressiveValidation.Run(Trainer.Fit(Signs(0), new(1)), examples, window: 1000);
        Assert.True(found.Curve[^1] < found.Curve[0]);
        Assert.InRange(found.Curve[^1], .3, .63);
    }

    [Fact]
    public void A_saved_model_predicts_and_learns_on_the_same()
    {
        var examples = Signs(300);
        var model = Trainer.Fit(examples, new(1));
        var loaded = PartSerializer.Read<TModel>(PartSerializer.Write(model));
        Assert.Equal(Predictions(model, examples), Predictions(loaded, examples));
        Assert.Equal(
            ProgressiveValidation.Run(model, examples).LogLoss,
            ProgressiveValidation.Run(loaded, examples).LogLoss
        );
    }

    [Fact]
    public void What_it_returns_when_it_learns_is_what_it_would_have_predicted()
    {
        var examples = Signs(50);
        var model = Trainer.Fit(examples, new(1));
        var before = model.Predict(examples.PlacesOf(3), examples.ValuesOf(3));
        Assert.Equal(before, model.Learn(examples.PlacesOf(3), examples.ValuesOf(3), 1));
        Assert.True(model.Predict(examples.PlacesOf(3), examples.ValuesOf(3)) > before);
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Signs(10), new(1, Cancellation: new CancellationToken(canceled: true)))
        );

    [Fact]
    public void All_that_is_wrong_with_the_examples_is_said()
    {
        var wrong = new SparseExamples(2, [0, 1], [2], [float.NaN], [.5f]);
        var message = Assert.Throws<ArgumentException>(() => Trainer.Fit(wrong, new(1))).Message;
        Assert.Contains("places must be 0 to 1, entry 0 is 2", message);
        Assert.Contains("values must be finite, entry 0 is NaN", message);
        Assert.Contains("labels must be 0 or 1, example 0 has 0.5", message);
    }

    [Fact]
    public void Learning_allocates_nothing()
    {
        var examples = Signs(100);
        var model = Trainer.Fit(examples, new(1));
        Allocations.AreNone(() =>
        {
            for (var e = 0; e < examples.Count; e++)
                model.Learn(examples.PlacesOf(e), examples.ValuesOf(e), examples.Labels[e]);
        });
    }
}
