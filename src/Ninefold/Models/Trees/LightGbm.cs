using System.Runtime.InteropServices;
using System.Text;

namespace Ninefold.Models.Trees;

/// <summary>
/// The part of LightGBM's C API that training needs. See https://lightgbm.readthedocs.io/en/stable/C-API.html.
/// </summary>
internal static partial class LightGbm
{
    private const string Library = "lib_lightgbm";
    private const int Float32 = 0;
    private const int Float64 = 1;
    private const int Int32 = 2;

    /// <summary>
    /// LightGBM keeps its number of threads, by which buffers are sized, per process: one training at a time.
    /// </summary>
    public static readonly SemaphoreSlim OneAtATime = new(1, 1);

    /// <summary>Loads a native library, or says what is missing.</summary>
    /// <exception cref="DllNotFoundException">It or something it needs is not there.</exception>
    public static void Load(string library = Library)
    {
        if (!NativeLibrary.TryLoad(library, typeof(LightGbm).Assembly, searchPath: null, out _))
            throw new DllNotFoundException(
                $"The native library '{library}' of LightGBM does not load on {RuntimeInformation.RuntimeIdentifier}: install "
                    + "libgomp1 (apt-get install libgomp1); it is built for linux-x64, osx-x64 and win-x64."
            );
    }

    public static unsafe Dataset CreateDataset(
        ReadOnlySpan<float> values,
        int rows,
        int columns,
        string parameters,
        Dataset? reference
    )
    {
        fixed (float* data = values)
        {
            Check(
                DatasetCreateFromMat(
                    data,
                    Float32,
                    rows,
                    columns,
                    1,
                    parameters,
                    reference?.DangerousGetHandle() ?? 0,
                    out var dataset
                )
            );
            GC.KeepAlive(reference);
            return dataset;
        }
    }

    public static unsafe void SetField(Dataset dataset, string field, ReadOnlySpan<float> values)
    {
        fixed (float* data = values)
            Check(DatasetSetField(dataset, field, data, values.Length, Float32));
    }

    public static unsafe void SetField(Dataset dataset, string field, ReadOnlySpan<double> values)
    {
        fixed (double* data = values)
            Check(DatasetSetField(dataset, field, data, values.Length, Float64));
    }

    public static unsafe void SetField(Dataset dataset, string field, ReadOnlySpan<int> values)
    {
        fixed (int* data = values)
            Check(DatasetSetField(dataset, field, data, values.Length, Int32));
    }

    public static Booster CreateBooster(Dataset train, string parameters)
    {
        Check(BoosterCreate(train, parameters, out var booster));
        return booster;
    }

    public static void AddValidation(Booster booster, Dataset validation) =>
        Check(BoosterAddValidData(booster, validation));

    /// <summary>Adds one tree.</summary>
    /// <returns>False where no further split was possible.</returns>
    public static bool Update(Booster booster)
    {
        Check(BoosterUpdateOneIter(booster, out var finished));
        return finished == 0;
    }

    /// <summary>Adds one tree that follows the given slopes and curvatures of the loss, one a training row.</summary>
    /// <returns>False where no further split was possible.</returns>
    public static unsafe bool Update(Booster booster, float[] gradients, float[] hessians)
    {
        fixed (float* slopes = gradients)
        fixed (float* curvatures = hessians)
        {
            Check(BoosterUpdateOneIterCustom(booster, slopes, curvatures, out var finished));
            return finished == 0;
        }
    }

    /// <summary>The summed trees so far, one a row; raw where the objective is none.</summary>
    /// <param name="booster">The model in training.</param>
    /// <param name="data">0 for the training rows, 1 for the first validation set.</param>
    /// <param name="scores">Receives them; as long as the data.</param>
    public static unsafe void Scores(Booster booster, int data, double[] scores)
    {
        fixed (double* result = scores)
            Check(BoosterGetPredict(booster, data, out _, result));
    }

    /// <summary>Changes parameters in the middle of a training.</summary>
    public static void Reset(Booster booster, string parameters) => Check(BoosterResetParameter(booster, parameters));

    /// <summary>The metric on the first validation set; exactly one must be configured.</summary>
    public static double Evaluate(Booster booster)
    {
        Check(BoosterGetEval(booster, 1, out _, out var value));
        return value;
    }

    public static unsafe string Save(Booster booster, int trees)
    {
        Check(BoosterSaveModelToString(booster, 0, trees, 0, 0, out var length, null));
        var text = new byte[length];
        fixed (byte* buffer = text)
            Check(BoosterSaveModelToString(booster, 0, trees, 0, length, out _, buffer));
        return Encoding.UTF8.GetString(text.AsSpan(0, (int)length - 1)); // without the closing zero
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException($"LightGBM: {Marshal.PtrToStringUTF8(GetLastError())}");
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    private static partial nint GetLastError();

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int DatasetCreateFromMat(
        void* data,
        int type,
        int rows,
        int columns,
        int rowMajor,
        string parameters,
        nint reference,
        out Dataset dataset
    );

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int DatasetSetField(Dataset dataset, string field, void* data, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    private static partial int DatasetFree(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterCreate(Dataset train, string parameters, out Booster booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterAddValidData")]
    private static partial int BoosterAddValidData(Booster booster, Dataset validation);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterResetParameter", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int BoosterResetParameter(Booster booster, string parameters);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    private static partial int BoosterUpdateOneIter(Booster booster, out int finished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIterCustom")]
    private static unsafe partial int BoosterUpdateOneIterCustom(
        Booster booster,
        float* gradients,
        float* hessians,
        out int finished
    );

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetPredict")]
    private static unsafe partial int BoosterGetPredict(Booster booster, int data, out long length, double* result);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterGetEval")]
    private static partial int BoosterGetEval(Booster booster, int data, out int count, out double value);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    private static unsafe partial int BoosterSaveModelToString(
        Booster booster,
        int start,
        int count,
        int importance,
        long capacity,
        out long length,
        byte* text
    );

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    private static partial int BoosterFree(nint booster);

    /// <summary>Binned rows, freed when disposed.</summary>
    public sealed class Dataset() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => DatasetFree(handle) == 0;
    }

    /// <summary>A model in training, freed when disposed.</summary>
    public sealed class Booster() : SafeHandle(0, ownsHandle: true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle() => BoosterFree(handle) == 0;
    }
}
