namespace Ninefold.Models;

/// <summary>A file from elsewhere that holds a model.</summary>
internal static class ModelFile
{
    /// <param name="folder">Where models may be.</param>
    /// <param name="file">Its path within the folder.</param>
    /// <exception cref="ArgumentException">The path leaves the folder.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static byte[] Read(string folder, string file)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, file));
        var isThere = path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path);
        var target = isThere ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        if (!target.StartsWith(root, StringComparison.Ordinal))
            throw new ArgumentException(
                $"The model '{file}' must lie within the folder '{folder}', but leads out of it."
            );
        return isThere
            ? File.ReadAllBytes(path)
            : throw new FileNotFoundException($"There is no model '{file}' in the folder '{folder}'.");
    }
}
