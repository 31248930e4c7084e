using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>The nine folders of the engine build on each other in one direction; the root namespace joins them.</summary>
public sealed class EngineFolderTests
{
    private const string Root = "Ninefold";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Problems"] = [],
        ["Metrics"] = [],
        ["Data"] = ["Metrics"],
        ["Features"] = ["Data"],
        ["Flows"] = ["Data", "Features"],
        ["Serving"] = ["Data", "Features", "Flows"],
        ["Models"] = ["Problems", "Metrics", "Data", "Features", "Flows", "Serving"],
        ["Experiments"] = ["Metrics", "Data"],
        ["Monitoring"] = ["Metrics", "Data"],
    };

    [Fact]
    public void What_is_allowed_has_no_cycle()
    {
        var placed = new HashSet<string>();
        while (Allowed.FirstOrDefault(f => !placed.Contains(f.Key) && f.Value.All(placed.Contains)).Key is { } next)
            placed.Add(next);
        Assert.Equal(Allowed.Keys.Order(), placed.Order());
    }

    [Fact]
    public void Folders_reference_only_what_is_allowed()
    {
        var wrong =
            from type in Assemblies.Engine.MainModule.GetTypes()
            let here = FolderOf(type)
            where here is not null and not Root
            from other in ReferencesOf(type)
            let there = FolderOf(other)
            where
                there is not null
                && there != here
                && !(Allowed.TryGetValue(here, out var allowed) && allowed.Contains(there))
            select $"{type.FullName.Split('<')[0].TrimEnd('/')} ({here}) must not use {other.FullName} ({there}).";
        Rule.Holds(wrong);
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_step()
    {
        var folders = Assemblies.Types(Assemblies.Engine).Select(FolderOf).OfType<string>().Distinct();
        Rule.Holds(folders.Except(Allowed.Keys).Except([Root]));
    }

    private static string? FolderOf(TypeReference type)
    {
        var outer = type.GetElementType();
        while (outer.DeclaringType is { } declaring)
            outer = declaring;
        var path = outer.Namespace.Split('.');
        var isEngine = outer.Scope is ModuleDefinition && path[0] == Root;
        return !isEngine ? null
            : path.Length == 1 ? Root
            : path[1];
    }

    /// <summary>Every type that a type names: what it derives from and holds, its signatures, its attributes, its code.</summary>
    private static IEnumerable<TypeReference> ReferencesOf(TypeDefinition type)
    {
        var named = new List<TypeReference?> { type.BaseType };
        named.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        named.AddRange(type.Fields.Select(f => f.FieldType));
        named.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        named.AddRange(type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
        foreach (var method in type.Methods)
        {
            Add(named, method);
            named.AddRange(method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
            foreach (var operand in method.Body?.Instructions.Select(i => i.Operand) ?? [])
                if (operand is MemberReference member)
                    Add(named, member);
            named.AddRange(method.Body?.Variables.Select(v => v.VariableType) ?? []);
        }
        return named.OfType<TypeReference>().SelectMany(Parts);
    }

    private static void Add(List<TypeReference?> named, MemberReference member)
    {
        named.Add(member as TypeReference ?? member.DeclaringType);
        if (member is FieldReference field)
            named.Add(field.FieldType);
        if (member is GenericInstanceMethod generic)
            named.AddRange(generic.GenericArguments);
        if (member is MethodReference method)
            named.AddRange(method.Parameters.Select(p => p.ParameterType).Append(method.ReturnType));
    }

    /// <summary>A type with its type arguments, or what it is an array or a reference of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericParameter => [],
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };
}
