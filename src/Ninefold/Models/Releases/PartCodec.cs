using System.Reflection;
using Ninefold.Data.Storage;

namespace Ninefold.Models.Releases;

/// <summary>Takes a record of parts apart, stores each part by its content, and puts it together again.</summary>
internal static class PartCodec
{
    public static Dictionary<string, StoredPart> Store<TParts>(TParts parts, ArtifactStore artifacts)
        where TParts : class =>
        Members<TParts>()
            .ToDictionary(
                p => p.Name!,
                p => Store(typeof(TParts).GetProperty(p.Name!)!.GetValue(parts), p.ParameterType, artifacts)
            );

    public static StoredPart Store(object? value, Type type, ArtifactStore artifacts)
    {
        var bytes = PartSerializer.Write(value, type);
        return new(artifacts.Put(bytes), bytes.LongLength, Readable(value?.GetType() ?? type));
    }

    /// <exception cref="InvalidDataException">A part is missing, was changed, or is of other code.</exception>
    public static TParts Load<TParts>(IReadOnlyDictionary<string, StoredPart> stored, ArtifactStore artifacts)
        where TParts : class
    {
        var members = Members<TParts>();
        var missing = members.Select(m => m.Name!).Except(stored.Keys).ToList();
        if (missing.Count > 0)
            throw new InvalidDataException(
                $"The release has no part {string.Join(", ", missing)}. It has: {string.Join(", ", stored.Keys)}. Train again."
            );
        var values = members.Select(m => Load(m.Name!, stored[m.Name!], m.ParameterType, artifacts)).ToArray();
        return (TParts)Constructor<TParts>().Invoke(values);
    }

    public static object? Load(string name, StoredPart part, Type type, ArtifactStore artifacts)
    {
        try
        {
            return PartSerializer.Read(artifacts.Get(part.Sha256), type);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Part '{name}' cannot be loaded. {e.Message}", e);
        }
    }

    /// <summary>One part, whatever has become of the others.</summary>
    /// <exception cref="InvalidDataException">It is not one of the code's, was changed, or is of other code.</exception>
    public static object? LoadMember<TParts>(string name, StoredPart part, ArtifactStore artifacts)
        where TParts : class =>
        Members<TParts>().FirstOrDefault(m => m.Name == name) is { } member
            ? Load(name, part, member.ParameterType, artifacts)
            : throw new InvalidDataException($"The system has no part '{name}' any more. Train again.");

    private static ParameterInfo[] Members<TParts>() => Constructor<TParts>().GetParameters();

    private static ConstructorInfo Constructor<TParts>() =>
        typeof(TParts).GetConstructors().MaxBy(c => c.GetParameters().Length)!;

    private static string Readable(Type type) =>
        type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Readable))}>"
            : type.Name;
}
