namespace Ninefold.Models.FewShot;

/// <summary>A vector that stands for a class: that of its description, or of one of its examples.</summary>
/// <param name="Class">The class.</param>
/// <param name="Vector">As an encoder gave it, of any length but 0.</param>
public sealed record ClassVector(string Class, float[] Vector);

/// <summary>What little is known of classes, as vectors of one encoder.</summary>
/// <param name="Descriptions">Classes in words, one or several of each; none where there are examples.</param>
/// <param name="Examples">A few things of each class; none where there are descriptions.</param>
public sealed record FewShotData(IReadOnlyList<ClassVector> Descriptions, IReadOnlyList<ClassVector> Examples);
