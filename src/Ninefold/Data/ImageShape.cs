using System.Text.Json.Serialization;

namespace Ninefold.Data;

/// <summary>The shape of images, whose pixels lie channel by channel, row by row.</summary>
/// <param name="Channels">1 for grey, 3 for colours, at least 1.</param>
/// <param name="Height">Rows of pixels, at least 1.</param>
/// <param name="Width">Pixels a row, at least 1.</param>
public sealed record ImageShape(int Channels, int Height, int Width)
{
    /// <summary>How many numbers an image has.</summary>
    [JsonIgnore]
    public int Pixels => Channels * Height * Width;
}
