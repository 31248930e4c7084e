using Ninefold.Models;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Tables;

/// <summary>Trains on rows to which made-up ones were added.</summary>
internal sealed record OnChanged(string Name, Func<LabelledRows, LabelledRows> Change, ITabularTrainer Trainer)
    : ITabularTrainer
{
    public ITabularModel Fit(TabularData data, TrainingContext context) =>
        Trainer.Fit(data with { Train = Change(data.Train) }, context);
}
