using System.Runtime.InteropServices;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Trees;

/// <summary>LightGBM's own scoring, to compare with.</summary>
internal static partial class NativeLightGbm
{
    /// <summary>One score a row.</summary>
    public static double[] Predict(string model, float[] values, int width) => Predict(model, values, width, 0, 1);

    /// <summary>One contribution a column and then the base value, row by row.</summary>
    public static double[] Contributions(string model, float[] values, int width) =>
        Predict(model, values, width, 3, width + 1);

    /// <summary>The probability of each class, row by row.</summary>
    public static double[] Probabilities(string model, float[] values, int width, int classes) =>
        Predict(model, values, width, 0, classes);

    private static unsafe double[] Predict(string model, float[] values, int width, int kind, int resultsPerRow)
    {
        LightGbm.Load();
        LightGbm.OneAtATime.Wait(TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(0, LoadModel(model, out _, out var booster));
            var count = values.Length / width;
            var scores = new double[count * resultsPerRow];
            fixed (float* rows = values)
            fixed (double* result = scores)
                Assert.Equal(
                    0,
                    Predict(booster, rows, 0, count, width, 1, kind, 0, -1, "num_threads=1", out _, result)
                );
            Assert.Equal(0, Free(booster));
            return scores;
        }
        finally
        {
            LightGbm.OneAtATime.Release();
        }
    }

    [LibraryImport(
        "lib_lightgbm",
        EntryPoint = "LGBM_BoosterLoadModelFromString",
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static partial int LoadModel(string text, out int iterations, out nint booster);

    [LibraryImport(
        "lib_lightgbm",
        EntryPoint = "LGBM_BoosterPredictForMat",
        StringMarshalling = StringMarshalling.Utf8
    )]
    private static unsafe partial int Predict(
        nint booster,
        float* rows,
        int type,
        int count,
        int width,
        int rowMajor,
        int kind,
        int start,
        int trees,
        string parameters,
        out long length,
        double* scores
    );

    [LibraryImport("lib_lightgbm", EntryPoint = "LGBM_BoosterFree")]
    private static partial int Free(nint booster);
}
