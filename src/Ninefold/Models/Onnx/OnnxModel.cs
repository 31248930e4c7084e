using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A network in the ONNX format, run by ONNX Runtime: what neural trainers leave behind, or a file from elsewhere.
/// Plain data that is its own file; safe for concurrent use. Axes that the file leaves open take any length.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A part of a release is plain data; what it holds is freed with it."
)]
public sealed class OnnxModel
{
    private readonly InferenceSession session;
    private readonly OnnxBuffers?[] idle = new OnnxBuffers?[Environment.ProcessorCount * 2];

    /// <param name="bytes">The file.</param>
    /// <param name="threads">How many threads one run may use, at least 1; requests already run side by side.</param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, has operators that are not known here, or keeps weights in other files.
    /// </exception>
    [JsonConstructor]
    public OnnxModel(byte[] bytes, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (Bytes, Threads) = (bytes, threads);
        RefuseOtherFiles(bytes);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); // threads that spin starve the other requests
        try
        {
            session = new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"The ONNX model cannot be run: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>How many threads one run may use.</summary>
    public int Threads { get; }

    /// <summary>The names of what it is given.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Inputs => session.InputNames;

    /// <summary>The names of what it answers.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Outputs => session.OutputNames;

    /// <summary>Reads a file.</summary>
    /// <param name="folder">Where models may be.</param>
    /// <param name="file">Its path within the folder.</param>
    /// <param name="threads">How many threads one run may use, at least 1.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file cannot be run; the message says why.</exception>
    public static OnnxModel Load(string folder, string file, int threads = 1) =>
        new(ModelFile.Read(folder, file), threads);

    /// <summary>The length of an axis of an input; null where it is open.</summary>
    internal int? InputAxis(int input, int axis) =>
        session.InputMetadata[Inputs[input]].Dimensions is var axes && axis < axes.Length && axes[axis] > 0
            ? axes[axis]
            : null;

    /// <summary>Runs a model of any number of inputs and outputs.</summary>
    /// <param name="inputs">One for every input, by name, in any order.</param>
    /// <returns>Every output, in the model's order.</returns>
    /// <exception cref="ArgumentException">Inputs are missing, not known, or of the wrong type or shape.</exception>
    public IReadOnlyList<OnnxTensor> Run(IReadOnlyList<OnnxTensor> inputs)
    {
        if (!inputs.Select(i => i.Name).Order().SequenceEqual(Inputs.Order()))
            throw new ArgumentException(
                $"The ONNX model needs the inputs {string.Join(", ", Inputs)}, got {string.Join(", ", inputs.Select(i => i.Name))}."
            );
        return OnnxBuffers.Run(session, inputs);
    }

    /// <summary>Runs a model of one input and outputs of floats. Allocates nothing while shapes repeat.</summary>
    /// <param name="input">The numbers, the last axis closest together.</param>
    /// <param name="shape">The length of each axis of the input.</param>
    /// <param name="output">Receives the numbers of the outputs, one after the other: as many as they have.</param>
    /// <exception cref="ArgumentException">Type, shape or length are not those of the model.</exception>
    public void Run<T>(ReadOnlySpan<T> input, ReadOnlySpan<long> shape, Span<float> output)
        where T : unmanaged
    {
        var buffers = Rent();
        try
        {
            buffers.Run(input, shape, output);
        }
        finally
        {
            Return(buffers);
        }
    }

    private OnnxBuffers Rent()
    {
        for (var i = 0; i < idle.Length; i++)
            if (idle[i] is not null && Interlocked.Exchange(ref idle[i], null) is { } buffers)
                return buffers;
        return new OnnxBuffers(session);
    }

    private void Return(OnnxBuffers buffers)
    {
        for (var i = 0; i < idle.Length; i++)
            if (Interlocked.CompareExchange(ref idle[i], buffers, null) is null)
                return;
        buffers.Dispose();
    }

    private static void RefuseOtherFiles(byte[] bytes)
    {
        string? other;
        try
        {
            other = ExternalData.Find(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"The {bytes.Length} bytes are no ONNX model: {e.Message}", e);
        }
        if (other is not null)
            throw new InvalidDataException(
                $"The ONNX model keeps weights in another file, '{other}', which is refused: save it with its weights inside."
            );
    }
}
