using System.Runtime.InteropServices;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Trees;

/// <summary>LightGBM's own scoring, to compare with.</summary>
internal static partial class NativeLightGbm
{
    public static unsafe double[] Predict(string model, float[] values, int width)
    {
        LightGbm.Load();
        LightGbm.OneAtATime.Wait(TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(0, LoadModel(model, out _, out var booster));
            var scores = new double[values.Length / width];
            fixed (float* rows = values)
            fixed (double* result = scores)
                Assert.Equal(
                    0,
                    Predict(booster, rows, 0, scores.Length, width, 1, 0, 0, -1, "num_threads=1", out _, result)
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
