using Ninefold.Data.Tables;
using Ninefold.Features;
using Ninefold.Features.Encoders;

namespace Ninefold.Models.Auto;

/// <summary>What is read of a column of numbers or moments.</summary>
internal enum NumberReading
{
    /// <summary>The number.</summary>
    Value,

    /// <summary>ln(1 + number).</summary>
    Logarithm,

    /// <summary>The hours of a moment's day, UTC.</summary>
    Hour,

    /// <summary>The day of its week, Sunday is 0.</summary>
    Weekday,

    /// <summary>The day of its year, from 1.</summary>
    YearDay,

    /// <summary>Its year.</summary>
    Year,
}

/// <summary>A feature as plain data: the same is written as code and is computed here.</summary>
/// <param name="Name">Its name in the set.</param>
/// <param name="Column">The column that it is read from.</param>
/// <param name="Doc">What it is.</param>
internal abstract record ProposedFeature(string Name, string Column, string Doc)
{
    /// <summary>Adds the feature to a set whose items are rows of a table.</summary>
    public abstract void AddTo(FeatureSet<int> set, Table table);
}

/// <summary>A numeric feature.</summary>
/// <param name="Reading">What is read of the column.</param>
/// <param name="Encoder">How it becomes columns.</param>
internal sealed record ProposedNumber(
    string Name,
    string Column,
    string Doc,
    NumberReading Reading,
    NumericEncoder Encoder
) : ProposedFeature(Name, Column, Doc)
{
    public override void AddTo(FeatureSet<int> set, Table table)
    {
        var column = table.Numbers(Column);
        set.Add(Name, row => column.IsMissing(row) ? double.NaN : Read(column.Values[row]), Encoder, Doc);
    }

    private double Read(double value)
    {
        if (Reading is NumberReading.Value)
            return value;
        if (Reading is NumberReading.Logarithm)
            return double.LogP1(value);
        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)value);
        return Reading switch
        {
            NumberReading.Hour => at.TimeOfDay.TotalHours,
            NumberReading.Weekday => (double)at.DayOfWeek,
            NumberReading.YearDay => at.DayOfYear,
            _ => at.Year,
        };
    }
}

/// <summary>A categorical feature.</summary>
/// <param name="Encoder">How it becomes columns.</param>
internal sealed record ProposedCategory(string Name, string Column, string Doc, CategoricalEncoder Encoder)
    : ProposedFeature(Name, Column, Doc)
{
    public override void AddTo(FeatureSet<int> set, Table table)
    {
        var column = table.Texts(Column);
        set.Add(Name, row => column.IsMissing(row) ? null : column.Text(row), Encoder, Doc);
    }
}
