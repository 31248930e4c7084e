using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>
/// TorchSharp 0.107 wraps the number of an operation in an object that the collector may free while libtorch still reads it.
/// So engine code holds on to numbers itself (Held), and uses no operation that makes one within.
/// </summary>
public sealed class LibTorchNumberTests
{
    private static readonly string[] MakersWithin =
    [
        "square",
        "softplus",
        "elu",
        "elu_",
        "celu",
        "celu_",
        "arange",
        "addcdiv(Tensor,Tensor)",
        "addcdiv_(Tensor,Tensor)",
        "add(Tensor)",
        "add_(Tensor)",
        "add(Scalar)",
        "add_(Scalar)",
        "op_Addition",
    ];

    [Fact]
    public void No_number_is_left_to_the_collector_while_libtorch_reads_it()
    {
        var violations =
            from type in Assemblies.All.Single(a => a.Name.Name == "Ninefold.Torch").MainModule.GetTypes()
            from method in type.Methods // also those of lambdas
            where method.HasBody
            from instruction in method.Body.Instructions
            let called = instruction.Operand as MethodReference
            where
                called is not null && called.DeclaringType.FullName.StartsWith("TorchSharp.", StringComparison.Ordinal)
            where !IsHeld(method, called) && MakesNumber(called)
            select $"{type.FullName}.{method.Name} calls {Signature(called)}: use an operation of Held.";
        Rule.Holds(violations);
    }

    [Fact]
    public void The_operations_that_make_one_are_still_there() // else TorchSharp has changed, and the rule may go
    {
        var torch = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll"));
        var add = torch
            .MainModule.GetTypes()
            .Single(t => t.FullName == "TorchSharp.torch/Tensor")
            .Methods.Single(m => m.Name == "add" && Signature(m) == "add(Tensor)");
        Assert.Contains(add.Body.Instructions, i => i.Operand is MethodReference { Name: "op_Implicit" });
    }

    /// <summary>Numbers that are disposed by the method itself live until then; Held keeps them.</summary>
    private static bool IsHeld(MethodDefinition method, MethodReference called) =>
        called.Name is "op_Implicit" or "ToScalar"
        && (
            method.DeclaringType.FullName.Contains(".Held", StringComparison.Ordinal)
            || method.Body.Instructions.Any(i =>
                i.Operand is MethodReference { Name: "Dispose", DeclaringType.Name: "IDisposable" or "Scalar" }
            )
        );

    private static bool MakesNumber(MethodReference called) =>
        called.ReturnType.Name == "Scalar" && called.Name is "op_Implicit" or "ToScalar"
        || called.Name.StartsWith("op_", StringComparison.Ordinal)
            && called.Parameters.Any(p => p.ParameterType.Name is "Double" or "Single" or "Int32" or "Int64")
        || MakersWithin.Contains(called.Name)
        || MakersWithin.Contains(Signature(called));

    private static string Signature(MethodReference called) =>
        $"{called.Name}({string.Join(',', called.Parameters.Select(p => p.ParameterType.Name))})";
}
