using System.Runtime.CompilerServices;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>What every trainer of trees demands of its parameters and rows.</summary>
internal static class TreeCheck
{
    /// <summary>Refuses a parameter out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    public static TNumber InRange<TNumber>(
        this ITabularTrainer trainer,
        TNumber value,
        TNumber low,
        TNumber high,
        [CallerMemberName] string name = ""
    )
        where TNumber : IComparable<TNumber> =>
        value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                $"{name} of {trainer.GetType().Name} must be {low} to {high}, got {value}."
            );

    /// <summary>Refuses labels that are no whole numbers from 0 to the highest.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void CheckLabels(this LabelledRows rows, string part, string kind, int highest)
    {
        var wrong = Array.FindIndex(rows.Labels, label => label < 0 || label > highest || label != MathF.Floor(label));
        if (wrong >= 0)
            throw new ArgumentException(
                $"The labels of {kind} trees must be whole, 0 to {highest}, {part} row {wrong} has {rows.Labels[wrong]}."
            );
    }

    /// <summary>Refuses training rows that all have the same label.</summary>
    /// <exception cref="ArgumentException">They do.</exception>
    public static void CheckLabelsDiffer(this LabelledRows train, string kind)
    {
        if (train.Labels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException(
                $"All {train.Count} training rows have the label {train.Labels[0]}: {kind} trees need two different ones."
            );
    }
}
