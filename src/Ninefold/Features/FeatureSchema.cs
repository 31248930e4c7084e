using System.IO.Hashing;
using System.Text;

namespace Ninefold.Features;

/// <summary>The columns of an encoded feature vector, in order.</summary>
/// <param name="Names">Column names, distinct.</param>
/// <param name="Categorical">Whether a column holds category codes 0, 1, 2 … rather than a quantity; same length.</param>
public sealed record FeatureSchema(IReadOnlyList<string> Names, IReadOnlyList<bool> Categorical)
{
    /// <summary>How many columns there are.</summary>
    public int Width => Names.Count;

    /// <summary>Equal only for the same columns in the same order: a model refuses vectors of another schema.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexStringLower(
            XxHash64.Hash(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', Names.Zip(Categorical, (name, categorical) => $"{name}|{categorical}"))
                )
            )
        );
}
