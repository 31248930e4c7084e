using System.Security.Cryptography;
using System.Text;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// A rung that trains nothing: a model file of LightGBM from elsewhere, which scores rows as they are encoded here. Where
/// it names its columns, they must be those of the rows, in the same order; a category must have the same code in both.
/// </summary>
public sealed record ImportedLightGbm : ITabularTrainer
{
    /// <param name="folder">Where models may be.</param>
    /// <param name="file">Its path within the folder.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public ImportedLightGbm(string folder, string file)
    {
        (Folder, File) = (folder, file);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(ModelFile.Read(folder, file)));
    }

    /// <inheritdoc/>
    public string Name => "imported-lightgbm";

    /// <summary>Where models may be.</summary>
    public string Folder { get; }

    /// <summary>The file's path within the folder.</summary>
    public string File { get; }

    /// <summary>A hash of the file: another file is another rung.</summary>
    public string Sha256 { get; }

    /// <inheritdoc/>
    /// <returns>A <see cref="MulticlassTreesModel"/> where the file is of several classes, else a <see cref="TreeEnsemble"/>.</returns>
    /// <exception cref="InvalidDataException">
    /// The file cannot be read, is another by now, or has other columns than the rows; the message says which.
    /// </exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var bytes = ModelFile.Read(Folder, File);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != Sha256)
            throw new InvalidDataException($"The LightGBM model '{File}' has changed since it was named.");
        var text = Encoding.UTF8.GetString(bytes);
        LightGbmText model;
        try
        {
            model = LightGbmText.Parse(text);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"The LightGBM model '{File}' is refused. {e.Message}", e);
        }
        CheckColumns(model.Names, data.Train.Schema.Names);
        return model.Classes > 1 ? new MulticlassTreesModel(text) : new TreeEnsemble(text);
    }

    private void CheckColumns(string[] own, IReadOnlyList<string> given)
    {
        var unnamed = own.Select((name, i) => name == LightGbmNames.Default(i)).All(same => same);
        if (own.Length != given.Count || (!unnamed && !LightGbmNames.Of(own).SequenceEqual(LightGbmNames.Of(given))))
            throw new InvalidDataException(
                $"The LightGBM model '{File}' takes the {own.Length} columns {string.Join(", ", own)}, but the rows have "
                    + $"the {given.Count} columns {string.Join(", ", given)}."
            );
    }
}
