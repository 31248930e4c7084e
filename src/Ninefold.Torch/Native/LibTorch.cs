using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Ninefold.Torch.Native;

/// <summary>Loads libtorch, which only training needs. Nothing else here may touch it before.</summary>
public static class LibTorch
{
    /// <summary>
    /// The runtime option of an app that names the folder of libtorch, such as where NuGet has unpacked it, so that not every
    /// app holds a copy. Without it, libtorch lies beside the app.
    /// </summary>
    public const string FolderOption = "Ninefold.Torch.LibTorch";

    private const string Library = "libtorch.so";
    private const string Shim = "libLibTorchSharp.so";
    private static readonly Lock Loading = new();
    private static bool loaded;

    /// <summary>Loads it, for an app that can go on without neural models.</summary>
    /// <param name="why">Why it does not load, or null where it does.</param>
    public static bool TryLoad([NotNullWhen(false)] out string? why)
    {
        try
        {
            Load();
            why = null;
        }
        catch (DllNotFoundException e)
        {
            why = e.Message;
        }
        return why is null;
    }

    /// <summary>Loads it once a process.</summary>
    /// <exception cref="DllNotFoundException">It is not there, or something it needs is missing.</exception>
    internal static void Load()
    {
        lock (Loading)
        {
            if (loaded)
                return;
            if (OperatingSystem.IsLinux())
                FitToStandardLibrary();
            try
            {
                // TorchSharp finds by name what is loaded already.
                if (AppContext.GetData(FolderOption) is string folder)
                    NativeLibrary.Load(Path.Combine(folder, Library));
                torch.set_num_threads(torch.get_num_threads());
            }
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException)
            {
                throw new DllNotFoundException(
                    $"libtorch does not load on {RuntimeInformation.RuntimeIdentifier}: the app that trains needs the package "
                        + $"libtorch-cpu-linux-x64 of the version that TorchSharp {typeof(torch).Assembly.GetName().Version} asks for. "
                        + (e.InnerException ?? e).Message.Split('\n')[0],
                    e
                );
            }
            loaded = true;
        }
    }

    // TorchSharp is compiled against a newer C++ library than that of Debian 12, for the sake of one symbol.
    private static void FitToStandardLibrary()
    {
        if (StandardLibraryHasInit())
            return;
        foreach (var path in Directory.EnumerateFiles(AppContext.BaseDirectory, Shim, SearchOption.AllDirectories))
        {
            var image = File.ReadAllBytes(path);
            if (
                !ElfImport.Redirect(
                    image,
                    "_ZSt21ios_base_library_initv",
                    "GLIBCXX_3.4.32",
                    "_ZNSt6chrono3_V212steady_clock3nowEv",
                    "GLIBCXX_3.4.19"
                )
            )
                continue;
            // Under another name first, so that a process that starts meanwhile sees one file or the other.
            var fitted = $"{path}.{Environment.ProcessId}";
            File.WriteAllBytes(fitted, image);
            File.Move(fitted, path, overwrite: true);
        }
    }

    private static bool StandardLibraryHasInit() =>
        NativeLibrary.TryLoad("libstdc++.so.6", out var library)
        && NativeLibrary.TryGetExport(library, "_ZSt21ios_base_library_initv", out _);
}
