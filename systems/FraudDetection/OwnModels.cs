using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Models that the user has already, as rungs: they are judged like any other, and taken where they are better.</summary>
internal static class OwnModels
{
    /// <summary>A model file of LightGBM.</summary>
    public const string LightGbm = "risk.lightgbm.txt";

    /// <summary>A network that takes the columns of a payment and gives one number.</summary>
    public const string Onnx = "risk.onnx";

    /// <summary>What is in the user's folder; none where there is none.</summary>
    public static IReadOnlyList<ITabularTrainer> In(string? folder)
    {
        if (folder is null)
            return [];
        var rungs = new List<ITabularTrainer>();
        if (File.Exists(Path.Combine(folder, LightGbm)))
            rungs.Add(new ImportedLightGbm(folder, LightGbm));
        if (File.Exists(Path.Combine(folder, Onnx)))
            rungs.Add(new ImportedOnnx(folder, Onnx));
        return rungs;
    }
}
