using System.Text.Json.Serialization;

namespace Ninefold.Data.Sampling;

/// <summary>
/// Images that show about the same as an image, for training: moved and turned a little about their middle (Simard, Steinkraus
/// and Platt, 2003). Between pixels the four around are weighed; beyond the margin the pixel at the margin goes on.
/// </summary>
/// <param name="Shift">At most so many pixels up, down, left and right, at least 0.</param>
/// <param name="Turn">At most so many degrees either way, 0 to 180.</param>
public sealed record ImageAugmentation(double Shift = 0, double Turn = 0)
{
    /// <summary>What it is called where a parameter is wrong.</summary>
    [JsonIgnore]
    public string Name { get; } =
        !(Shift >= 0 && double.IsFinite(Shift) && Turn is >= 0 and <= 180)
            ? throw new ArgumentException(
                $"image-augmentation: Shift must be 0 or more, got {Shift}; Turn must be 0 to 180, got {Turn}."
            )
            : "image-augmentation";

    /// <summary>Changes an image; how is drawn evenly.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="changed">Receives as many.</param>
    /// <param name="random">All randomness comes from it.</param>
    /// <exception cref="ArgumentException">There are not as many pixels as the shape says.</exception>
    public void Change(ImageShape shape, ReadOnlySpan<float> image, Span<float> changed, Random random)
    {
        if (image.Length != shape.Pixels || changed.Length != shape.Pixels)
            throw new ArgumentException(
                $"An image of {shape} has {shape.Pixels} pixels, got {image.Length} for {changed.Length}."
            );
        var (right, down, angle) = (Draw(Shift), Draw(Shift), Draw(Turn) * Math.PI / 180);
        var (cosine, sine) = (Math.Cos(angle), Math.Sin(angle));
        var (middleX, middleY) = ((shape.Width - 1) / 2.0, (shape.Height - 1) / 2.0);
        for (var y = 0; y < shape.Height; y++)
        for (var x = 0; x < shape.Width; x++)
        {
            // Where the pixel comes from.
            var (a, b) = (x - middleX - right, y - middleY - down);
            var fromX = Math.Clamp(cosine * a - sine * b + middleX, 0, shape.Width - 1);
            var fromY = Math.Clamp(sine * a + cosine * b + middleY, 0, shape.Height - 1);
            var (left, top) = ((int)fromX, (int)fromY);
            var (shareX, shareY) = ((float)(fromX - left), (float)(fromY - top));
            var step = left + 1 < shape.Width ? 1 : 0;
            var row = top + 1 < shape.Height ? shape.Width : 0;
            for (var channel = 0; channel < shape.Channels; channel++)
            {
                var plane = channel * shape.Height * shape.Width;
                var at = plane + (top * shape.Width) + left;
                var above = image[at] + (shareX * (image[at + step] - image[at]));
                var below = image[at + row] + (shareX * (image[at + row + step] - image[at + row]));
                changed[plane + (y * shape.Width) + x] = above + (shareY * (below - above));
            }
        }

        double Draw(double most) => most * (2 * random.NextDouble() - 1);
    }
}
