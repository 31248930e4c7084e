using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Sampling;

namespace Ninefold.Tests.Data.Sampling;

public sealed class ImageAugmentationTests
{
    private static float[] Change(ImageAugmentation augmentation, ImageShape shape, float[] image, int seed = 1)
    {
        var changed = new float[image.Length];
        augmentation.Change(shape, image, changed, new Random(seed));
        return changed;
    }

    [Fact]
    public void Without_shift_and_turn_the_image_stays() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 6], Gen.Int[1, 6])
            .Sample(
                (channels, height, width) =>
                {
                    var shape = new ImageShape(channels, height, width);
                    float[] image = [.. Enumerable.Range(0, shape.Pixels).Select(i => (float)i)];
                    Assert.Equal(image, Change(new(), shape, image));
                }
            );

    [Fact]
    public void A_shift_moves_every_channel_alike_and_a_turn_keeps_the_middle()
    {
        var shape = new ImageShape(2, 9, 9);
        var image = new float[shape.Pixels];
        (image[40], image[81 + 40]) = (1, 2); // the middle of each channel
        for (var seed = 0; seed < 50; seed++)
        {
            var moved = Change(new(Shift: 2), shape, image, seed);
            var (x, y) = Centre(moved, 9);
            Assert.InRange(x - 4, -2, 2);
            Assert.InRange(y - 4, -2, 2);
            Assert.Equal(1, moved[..81].Sum(), 1e-5); // nothing is lost where nothing leaves the image
            Assert.Equal(moved[..81].Select(v => 2 * v), moved[81..]);
            var turned = Change(new(Turn: 180), shape, image, seed);
            Assert.Equal((1, 2), (turned[40], turned[81 + 40]));
        }
    }

    [Fact]
    public void A_turn_keeps_the_distance_from_the_middle()
    {
        var shape = new ImageShape(1, 21, 21);
        var image = new float[shape.Pixels];
        image[10 * 21 + 17] = 1; // 7 to the right of the middle
        for (var seed = 0; seed < 20; seed++)
        {
            var (x, y) = Centre(Change(new(Turn: 30), shape, image, seed), 21);
            var (dx, dy) = (x - 10, y - 10);
            Assert.InRange(Math.Sqrt(dx * dx + dy * dy), 6.5, 7.5);
            Assert.InRange(Math.Atan2(dy, dx) * 180 / Math.PI, -34, 34);
        }
    }

    [Fact]
    public void Beyond_the_margin_its_pixels_go_on()
    {
        var image = Enumerable.Repeat(.5f, 25).ToArray();
        Assert.All(Change(new(3, 45), new(1, 5, 5), image), pixel => Assert.Equal(.5f, pixel, 1e-6));
    }

    [Fact]
    public void Faults_are_said()
    {
        var error = Assert.Throws<ArgumentException>(() => new ImageAugmentation(-1, 181));
        Assert.Equal(
            "image-augmentation: Shift must be 0 or more, got -1; Turn must be 0 to 180, got 181.",
            error.Message
        );
        error = Assert.Throws<ArgumentException>(() => Change(new(), new(1, 2, 2), new float[3]));
        Assert.Contains("has 4 pixels, got 3 for 3", error.Message);
    }

    private static (double X, double Y) Centre(float[] plane, int width)
    {
        var (x, y, sum) = (0.0, 0.0, 0.0);
        for (var i = 0; i < width * width; i++)
            (x, y, sum) = (x + plane[i] * (i % width), y + plane[i] * (i / width), sum + plane[i]);
        return (x / sum, y / sum);
    }
}
