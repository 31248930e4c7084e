using System.Runtime.InteropServices;
using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Training;

/// <summary>A file from which a training goes on. A process killed while it writes leaves the one before.</summary>
/// <param name="path">The file.</param>
/// <param name="training">Which training it is: the file of another is ignored.</param>
internal sealed class Checkpoint(string path, string training)
{
    public void Save(NetworkState state, Descent descent, int step, TrainingLoop.Best best)
    {
        var unfinished = path + ".unfinished";
        using (var file = File.Create(unfinished))
        using (var writer = new BinaryWriter(file))
        {
            writer.Write(training);
            writer.Write(step);
            Write(writer, state.Save());
            writer.Write(best.Quality);
            writer.Write(best.Epoch);
            Write(writer, best.Weights ?? []);
            descent.Save(writer);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Puts weights and optimiser back.</summary>
    /// <returns>The step to go on with, and the best so far; null where there is no file of this training.</returns>
    public (int Step, TrainingLoop.Best Best)? Load(NetworkState state, Descent descent)
    {
        if (!File.Exists(path))
            return null;
        using var reader = new BinaryReader(File.OpenRead(path));
        if (reader.ReadString() != training)
            return null;
        var step = reader.ReadInt32();
        state.Restore(Read(reader));
        var (quality, epoch, weights) = (reader.ReadDouble(), reader.ReadInt32(), Read(reader));
        descent.Load(reader);
        return (step, new(quality, epoch, weights.Length == 0 ? null : weights));
    }

    public void Remove() => File.Delete(path);

    private static void Write(BinaryWriter writer, float[][] arrays)
    {
        writer.Write(arrays.Length);
        foreach (var array in arrays)
        {
            writer.Write(array.Length);
            writer.Write(MemoryMarshal.AsBytes(array.AsSpan()));
        }
    }

    private static float[][] Read(BinaryReader reader)
    {
        var arrays = new float[reader.ReadInt32()][];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = new float[reader.ReadInt32()];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(arrays[i].AsSpan()));
        }
        return arrays;
    }
}
