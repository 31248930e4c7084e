using System.Security.Cryptography;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Onnx;

/// <summary>
/// A rung that trains nothing: an ONNX file from elsewhere, which scores rows as they are encoded here. It needs one input
/// of floats, rows by columns, and one output of a number a row.
/// </summary>
public sealed record ImportedOnnx : ITabularTrainer
{
    /// <param name="folder">Where models may be.</param>
    /// <param name="file">Its path within the folder.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ImportedOnnx(string folder, string file)
    {
        (Folder, File) = (folder, file);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(ModelFile.Read(folder, file)));
    }

    /// <inheritdoc/>
    public string Name => "imported-onnx";

    /// <summary>Where models may be.</summary>
    public string Folder { get; }

    /// <summary>The file's path within the folder.</summary>
    public string File { get; }

    /// <summary>A hash of the file: another file is another rung.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file cannot be run, or takes another number of columns; the message says why.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var network = OnnxModel.Load(Folder, File);
        var (width, given) = (network.InputAxis(0, 1), data.Train.Schema.Width);
        if (width is not null && width != given)
            throw new InvalidDataException($"The ONNX model '{File}' takes {width} columns, the rows have {given}.");
        var model = new OnnxTabularModel(given, network);
        model.Score(new float[given], new double[1]); // tells now what does not fit, rather than the first request
        return model;
    }
}
