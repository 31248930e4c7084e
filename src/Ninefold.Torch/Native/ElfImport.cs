using System.Buffers.Binary;
using System.Text;

namespace Ninefold.Torch.Native;

/// <summary>
/// Redirects one imported symbol of a 64-bit little-endian ELF library to another. The symbol that is given up here is a
/// hook that initialises C++ streams, which any loaded C++ library has done before. See elf(5) for the format.
/// </summary>
internal sealed class ElfImport
{
    private readonly byte[] image;
    private readonly Dictionary<string, (int Offset, int Size)> sections = [];

    private ElfImport(byte[] image)
    {
        this.image = image;
        var (table, size) = ((int)Long(0x28), Short(0x3A));
        var names = (int)Long(table + Short(0x3E) * size + 0x18);
        for (var i = 0; i < Short(0x3C); i++)
        {
            var header = table + i * size;
            sections[Text(names + (int)Word(header))] = ((int)Long(header + 0x18), (int)Long(header + 0x20));
        }
    }

    /// <summary>Makes a library import a symbol that there is, instead of one that there may not be.</summary>
    /// <param name="image">The library, which is changed.</param>
    /// <param name="symbol">The symbol given up.</param>
    /// <param name="version">Its version, which nothing else needs.</param>
    /// <param name="other">A symbol that the library imports as well.</param>
    /// <param name="otherVersion">Its version.</param>
    /// <returns>Whether there was anything to change.</returns>
    /// <exception cref="InvalidDataException">The other symbol or its version is not imported.</exception>
    public static bool Redirect(byte[] image, string symbol, string version, string other, string otherVersion)
    {
        var elf = new ElfImport(image);
        if (elf.Version(version) is not { } wanted || elf.Symbol(symbol) is not { } from)
            return false;
        if (elf.Version(otherVersion) is not { } given || elf.Symbol(other) is not { } to)
            throw new InvalidDataException($"The library imports no {other} of {otherVersion}.");
        // A version entry: hash at 0, name at 8. A symbol: name at 0.
        elf.Copy(given, wanted, 4);
        elf.Copy(given + 8, wanted + 8, 4);
        elf.Copy(to, from, 4);
        return true;
    }

    private void Copy(int from, int to, int count) => image.AsSpan(from, count).CopyTo(image.AsSpan(to, count));

    /// <summary>Where a version that is needed of another library is described.</summary>
    private int? Version(string name)
    {
        for (var need = sections[".gnu.version_r"].Offset; ; need += (int)Word(need + 12))
        {
            var entry = need + (int)Word(need + 8);
            for (var i = 0; i < Short(need + 2); i++, entry += (int)Word(entry + 12))
                if (Text(sections[".dynstr"].Offset + (int)Word(entry + 8)) == name)
                    return entry;
            if (Word(need + 12) == 0)
                return null;
        }
    }

    private int? Symbol(string name)
    {
        var (offset, size) = sections[".dynsym"];
        for (var entry = offset; entry < offset + size; entry += 24)
            if (Text(sections[".dynstr"].Offset + (int)Word(entry)) == name)
                return entry;
        return null;
    }

    private ushort Short(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(offset));

    private uint Word(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(offset));

    private long Long(int offset) => BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(offset));

    private string Text(int offset) =>
        Encoding.ASCII.GetString(image.AsSpan(offset, image.AsSpan(offset).IndexOf((byte)0)));
}
