using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Layers;

/// <summary>Layers that multiply features with one another.</summary>
internal static class FeatureCrossing
{
    /// <summary>x₀ ⊙ (W x + b) + x: one more degree of crossing (Wang et al., 2021, "DCN V2").</summary>
    /// <param name="first">x₀ (batch, width), what goes into the first layer.</param>
    /// <param name="x">(batch, width)</param>
    public static Node Cross(this Network network, Node first, Node x, long width) =>
        first.Times(network.Linear(x, width, width)).Plus(x);

    /// <summary>
    /// Σ ⟨vᵢ, vⱼ⟩ over pairs of fields, as ½ (|Σ v|² − Σ |v|²): the second order of a factorisation machine (Rendle, 2010),
    /// as in DeepFM (Guo et al., 2017).
    /// </summary>
    /// <param name="fields">(batch, fields, width)</param>
    /// <returns>(batch, 1)</returns>
    public static Node PairwiseProducts(this Node fields)
    {
        var sum = fields.Sum(1); // (batch, width)
        return sum.Times(sum).Minus(fields.Times(fields).Sum(1)).Sum(1, keep: true).Times(.5);
    }
}
