using System.Text;
using Ninefold.Features;
using Ninefold.Models.Onnx;
using Ninefold.Models.Trees;

namespace Ninefold.Models.Releases;

/// <summary>A part of a release as a file that other programs read.</summary>
/// <param name="Format"><see cref="LightGbm"/> or <see cref="Onnx"/>.</param>
/// <param name="Bytes">The file.</param>
internal sealed record PartFile(string Format, byte[] Bytes)
{
    /// <summary>LightGBM's text, whose columns have the names of the encoded features.</summary>
    public const string LightGbm = "LightGBM";

    /// <summary>A network.</summary>
    public const string Onnx = "ONNX";

    /// <summary>The file of a part; null where it is nothing that other programs read.</summary>
    /// <param name="part">Also the model that a ladder chose, with or without the encoders of its features.</param>
    public static PartFile? Of(object? part) => Of(part, schema: null);

    private static PartFile? Of(object? part, FeatureSchema? schema) =>
        part switch
        {
            TreeEnsemble trees => Text(trees.Text, schema),
            MulticlassTreesModel trees => Text(trees.Text, schema),
            OnnxModel network => new(Onnx, network.Bytes),
            OnnxTabularModel model => Of(model.Network),
            OnnxTaskModel model => Of(model.Network),
            HistoryNetwork model => Of(model.Network),
            EncoderNetwork model => Of(model.Network),
            FeatureScorer scorer => Of(scorer.Model, scorer.Features.Schema),
            not null when IsLearned(part.GetType()) => Of(
                part.GetType().GetProperty(nameof(Learned<>.Model))!.GetValue(part)
            ),
            _ => null,
        };

    private static PartFile Text(string text, FeatureSchema? schema) =>
        new(LightGbm, Encoding.UTF8.GetBytes(schema is null ? text : LightGbmNames.Write(text, schema.Names)));

    private static bool IsLearned(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Learned<>);
}
