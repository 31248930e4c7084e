using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Tables;

/// <summary>A trainer and its counterpart.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Kind">Which tables it is for.</param>
/// <param name="Measures">By what it is judged.</param>
/// <param name="Peer">scikit-learn's, a Python expression; null where it has none.</param>
/// <param name="Grid">One trainer, or those among which the inner folds choose.</param>
internal sealed record Contest(
    string Name,
    LabelKind Kind,
    IReadOnlyList<Measure> Measures,
    string? Peer,
    params IReadOnlyList<ITabularTrainer> Grid
)
{
    /// <summary>Whether a part of the training rows says when to stop.</summary>
    public bool Stops { get; init; }

    /// <summary>Which tables of its kind it can learn.</summary>
    public Func<LabelledRows, bool> Takes { get; init; } = _ => true;
}
