using Ninefold.Data;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Images;

/// <summary>Images with what they show.</summary>
/// <param name="Shape">Their shape.</param>
/// <param name="Pixels">Image by image, of any finite range.</param>
/// <param name="Labels">The class of each image, from 0.</param>
public sealed record LabelledImages(ImageShape Shape, float[] Pixels, IReadOnlyList<int> Labels)
{
    /// <summary>Images of bytes: 0 to 255 become 0 to 1.</summary>
    public static LabelledImages Of(ImageShape shape, ReadOnlySpan<byte> pixels, IReadOnlyList<int> labels)
    {
        var values = new float[pixels.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = pixels[i] / 255f;
        return new(shape, values, labels);
    }

    /// <summary>The pixels of an image.</summary>
    public ReadOnlySpan<float> Image(int image) => Pixels.AsSpan(image * Shape.Pixels, Shape.Pixels);

    /// <summary>Some of them, in the order that is given.</summary>
    public LabelledImages Take(IReadOnlyList<int> images)
    {
        var pixels = new float[images.Count * Shape.Pixels];
        foreach (var (place, image) in images.Index())
            Image(image).CopyTo(pixels.AsSpan(place * Shape.Pixels));
        return new(Shape, pixels, [.. images.Select(image => Labels[image])]);
    }

    /// <summary>As a network is given them: (batch, channels, height, width).</summary>
    /// <param name="change">What is done with each image in training; null for nothing.</param>
    internal ClassExamples Examples(Data.Sampling.ImageAugmentation? change) =>
        new(
            Labels,
            (images, chance) =>
            {
                var pixels = new float[images.Length * Shape.Pixels];
                foreach (var (place, image) in images.Index())
                {
                    var to = pixels.AsSpan(place * Shape.Pixels, Shape.Pixels);
                    if (chance is null || change is null)
                        Image(image).CopyTo(to);
                    else
                        change.Change(Shape, Image(image), to, chance);
                }
                return NetworkState.Copy(pixels, images.Length, Shape.Channels, Shape.Height, Shape.Width);
            }
        );

    /// <summary>The mean and the deviation of each channel; 1 where it is always the same.</summary>
    internal (float[] Means, float[] Deviations) Spread()
    {
        var (means, deviations) = (new float[Shape.Channels], new float[Shape.Channels]);
        var plane = Shape.Height * Shape.Width;
        for (var channel = 0; channel < Shape.Channels; channel++)
        {
            var (sum, squares) = (0.0, 0.0);
            for (var image = 0; image < Labels.Count; image++)
                foreach (var pixel in Image(image).Slice(channel * plane, plane))
                    (sum, squares) = (sum + pixel, squares + ((double)pixel * pixel));
            var mean = sum / (Labels.Count * plane);
            var variance = squares / (Labels.Count * plane) - (mean * mean);
            (means[channel], deviations[channel]) = ((float)mean, variance > 1e-12 ? (float)Math.Sqrt(variance) : 1);
        }
        return (means, deviations);
    }
}

/// <summary>What an image classifier learns from, and what it is stopped by.</summary>
/// <param name="Train">Images of at least two classes.</param>
/// <param name="Validation">Of the same shape; without images it is not stopped.</param>
public sealed record ImageData(LabelledImages Train, LabelledImages Validation)
{
    /// <exception cref="ArgumentException">Something does not fit; the message lists all faults.</exception>
    internal void Check(int halvings)
    {
        var faults = ClassTraining.Faults(Train.Labels, Validation.Labels).ToList();
        foreach (var (part, images) in new[] { ("training", Train), ("validation", Validation) })
        {
            if (images.Pixels.LongLength != (long)images.Labels.Count * images.Shape.Pixels)
                faults.Add(
                    $"{images.Labels.Count} images of the {part} part need {images.Shape.Pixels} pixels each, "
                        + $"got {images.Pixels.Length}"
                );
            if (images.Pixels.Any(pixel => !float.IsFinite(pixel)))
                faults.Add($"pixels of the {part} part must be finite");
        }
        if (Validation.Shape != Train.Shape)
            faults.Add($"both parts must have one shape, got {Train.Shape} and {Validation.Shape}");
        if (Math.Min(Train.Shape.Height, Train.Shape.Width) >> halvings == 0)
            faults.Add($"{Train.Shape} cannot be halved {halvings} times");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(ImageData)}: {string.Join("; ", faults)}.");
    }
}
