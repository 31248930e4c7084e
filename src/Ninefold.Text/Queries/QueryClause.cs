namespace Ninefold.Text.Queries;

/// <summary>What a piece of a query asks for.</summary>
public enum ClauseKind
{
    /// <summary>A word, in any of its forms.</summary>
    Word,

    /// <summary>Words that follow each other.</summary>
    Phrase,

    /// <summary>Words that begin so.</summary>
    Prefix,

    /// <summary>Words that are spelled nearly so: one letter off, from six letters on two.</summary>
    Fuzzy,

    /// <summary>A term as the index holds it, after the analysis of its language.</summary>
    Term,
}

/// <summary>A piece of a query.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="Text">The word, the words of the phrase, or the beginning, without the signs around it.</param>
public sealed record QueryClause(ClauseKind Kind, string Text)
{
    /// <summary>What its score counts beside those of the others, finite and above 0.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public double Weight
    {
        get;
        init =>
            field =
                value > 0 && double.IsFinite(value)
                    ? value
                    : throw new ArgumentException($"The weight of a clause must be finite and above 0, got {value}.");
    } = 1;

    /// <summary>Whether a document may do without it even where all words are asked for: it only raises the score.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Words or phrases that serve as well, each with what it counts beside the text, in (0, 1].</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];
}

/// <summary>Something that may stand for a piece of a query.</summary>
/// <param name="Text">A word, or several for a phrase.</param>
/// <param name="Weight">What it counts beside the text it stands for, in (0, 1].</param>
public sealed record Alternative(string Text, double Weight = 1);
