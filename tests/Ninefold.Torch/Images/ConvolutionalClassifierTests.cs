using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Sampling;
using Ninefold.Data.Storage;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Runs;
using Ninefold.Torch.Images;

namespace Ninefold.Torch.Tests.Images;

public sealed class ConvolutionalClassifierTests
{
    private static readonly ImageShape Shape = new(1, 10, 10);

    private static readonly ConvolutionalClassifier Trainer = new(Dropout: .1)
    {
        Maps = [8, 8],
        Hidden = [16],
        Training = new(Epochs: 12, BatchSize: 20, LearningRate: .01, Patience: 0),
    };

    /// <summary>A line that lies (0), stands (1) or slants (2), anywhere in noise: no pixel alone tells which.</summary>
    private static LabelledImages Lines(int count, int seed)
    {
        var (random, pixels) = (new Random(seed), new float[count * Shape.Pixels]);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        for (var i = 0; i < count; i++)
        {
            var image = pixels.AsSpan(i * Shape.Pixels, Shape.Pixels);
            foreach (ref var pixel in image)
                pixel = random.NextSingle() * .3f;
            var (x, y) = (random.Next(5), random.Next(5));
            for (var step = 0; step < 5; step++)
                image[(y + (labels[i] == 0 ? 0 : step)) * 10 + x + (labels[i] == 1 ? 0 : step)] += .8f;
        }
        return new(Shape, pixels, labels);
    }

    private static ImageData Data(int count = 240) => new(Lines(count, 1), Lines(60, 2));

    private static double[] Ask(ImageNetwork model, LabelledImages images, int image)
    {
        var probabilities = new double[model.Classes];
        model.Probabilities(images.Image(image), probabilities);
        return probabilities;
    }

    private static double Accuracy(ImageNetwork model, LabelledImages images) =>
        Enumerable
            .Range(0, images.Labels.Count)
            .Average(i => Ask(model, images, i) is var p && Array.IndexOf(p, p.Max()) == images.Labels[i] ? 1 : 0);

    [Fact]
    public void It_learns_what_images_show()
    {
        var model = Trainer.Fit(Data(), new(1));
        Assert.InRange(Accuracy(model, Lines(120, 3)), .95, 1);
        Assert.Equal(1, Ask(model, Lines(3, 4), 0).Sum(), 1e-5);
    }

    [Fact]
    public void The_seed_decides_and_a_saved_model_answers_the_same()
    {
        var (few, fresh) = (Trainer with { Training = Trainer.Training with { Epochs = 2 } }, Lines(3, 4));
        var model = few.Fit(Data(), new(1));
        var loaded = PartSerializer.Read<ImageNetwork>(PartSerializer.Write(model));
        Assert.Equal(Ask(model, fresh, 1), Ask(loaded, fresh, 1));
        Assert.Equal(Ask(model, fresh, 1), Ask(few.Fit(Data(), new(1)), fresh, 1));
        Assert.NotEqual(Ask(model, fresh, 1), Ask(few.Fit(Data(), new(2)), fresh, 1));
        var changed = few with { Augmentation = new ImageAugmentation(Shift: 1, Turn: 10) };
        Assert.NotEqual(Ask(model, fresh, 1), Ask(changed.Fit(Data(), new(1)), fresh, 1));
        Assert.Equal(Ask(changed.Fit(Data(), new(1)), fresh, 1), Ask(changed.Fit(Data(), new(1)), fresh, 1));
    }

    [Fact]
    public void It_stops_by_accuracy_which_is_told()
    {
        var context = new Watched(1);
        var data = Data();
        var model = (Trainer with { Training = Trainer.Training with { Patience = 2 } }).Fit(data, context);
        Assert.Equal(["accuracy", "mean gradient norm", "largest gradient norm"], context.Curves.Select(c => c.Metric));
        var curve = context.Curves[0];
        Assert.Equal(curve.Values.Max(), curve.Values[curve.Best - 1]);
        Assert.Equal(Accuracy(model, data.Validation), curve.Values[curve.Best - 1], 1e-9);
    }

    /// <summary>The brightness of pixels is standardised within the network.</summary>
    [Fact]
    public void Bytes_and_dark_images_are_learned_alike()
    {
        var bytes = new byte[] { 0, 255, 51, 102 };
        Assert.Equal([0f, 1f, .2f, .4f], LabelledImages.Of(new(1, 2, 2), bytes, [0]).Pixels);
        static LabelledImages Dark(LabelledImages images) =>
            images with
            {
                Pixels = [.. images.Pixels.Select(pixel => pixel / 64 + 2)],
            };
        var few = Trainer with { Training = Trainer.Training with { Epochs = 2 } };
        var (model, dark) = (few.Fit(Data(), new(1)), few.Fit(new(Dark(Lines(240, 1)), Dark(Lines(60, 2))), new(1)));
        var fresh = Lines(30, 5);
        for (var i = 0; i < 30; i++)
            foreach (var (a, b) in Ask(model, fresh, i).Zip(Ask(dark, Dark(fresh), i)))
                Assert.Equal(a, b, .02);
    }

    [Fact]
    public void Any_shape_is_trained_and_served() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[4, 9], Gen.Int[4, 9], Gen.Int[0, 2], Gen.Int[0, 1])
            .Sample(
                (channels, height, width, halvings, dense) =>
                {
                    var shape = new ImageShape(channels, height, width);
                    var random = new Random(height);
                    float[] pixels = [.. Enumerable.Range(0, 6 * shape.Pixels).Select(_ => random.NextSingle())];
                    var images = new LabelledImages(shape, pixels, [0, 1, 2, 3, 0, 1]);
                    var trainer = new ConvolutionalClassifier(Size: 1 + 2 * dense)
                    {
                        Maps = [.. Enumerable.Repeat(3, halvings)],
                        Hidden = [.. Enumerable.Repeat(4, dense)],
                        Training = new(Epochs: 1, Patience: 1),
                    };
                    var model = trainer.Fit(new(images, images.Take([5, 0])), new(1));
                    Assert.Equal(4, model.Classes);
                    Assert.Equal(1, Ask(model, images, 3).Sum(), 1e-5);
                },
                iter: 8,
                threads: 1
            );

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new ConvolutionalClassifier(Size: 2, 1, -1));
        foreach (var name in new[] { "Size must be odd", "Dropout", "Smoothing" })
            Assert.Contains(name, error.Message);
        Assert.Throws<ArgumentException>(() => new ConvolutionalClassifier { Maps = [8, 0] });
        Assert.Throws<ArgumentException>(() => new ConvolutionalClassifier { Hidden = [0] });
        var wrong = new LabelledImages(new(1, 3, 3), new float[10], [0, 0]);
        var asked = new LabelledImages(new(1, 2, 3), [1, 1, 1, 1, 1, float.NaN], [1]);
        error = Assert.Throws<ArgumentException>(() => Trainer.Fit(new(wrong, asked), new(1)));
        foreach (
            var part in new[]
            {
                "needs two different labels",
                "2 images of the training part need 9 pixels each, got 10",
                "pixels of the validation part must be finite",
                "both parts must have one shape",
                "cannot be halved 2 times",
            }
        )
            Assert.Contains(part, error.Message);
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Data(), new(1, Cancellation: new CancellationToken(canceled: true)))
        );

    private sealed record Watched(int Seed) : TrainingContext(Seed)
    {
        public List<TrainingCurve> Curves { get; } = [];

        public override void Tell(TrainingCurve curve) => Curves.Add(curve);
    }
}
