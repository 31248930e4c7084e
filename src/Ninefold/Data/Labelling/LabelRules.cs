namespace Ninefold.Data.Labelling;

/// <summary>
/// How observations become labels, declared as a list: explicit ones (a rating of 4 or more is 1) and implicit ones (half
/// of a video watched is 1 with weight 0.5). The first rule that speaks of an observation decides.
/// </summary>
/// <param name="Rules">In the order in which they are asked.</param>
public sealed record LabelRules(params IReadOnlyList<LabelRule> Rules)
{
    /// <summary>The label of an observation, or null where it says nothing.</summary>
    /// <param name="kind">What was observed.</param>
    /// <param name="value">Its size, if it has one.</param>
    /// <param name="length">The item's length in the unit of the value, where rules ask for shares of it.</param>
    public Label? Of(string kind, double? value = null, double? length = null) =>
        Rules.FirstOrDefault(rule => rule.Matches(kind, value, length)) is { } rule
            ? new(rule.Value, rule.Weight)
            : null;

    /// <summary>The label of a logged observation, or null where it says nothing.</summary>
    public Label? Of(Observation observation, double? length = null) => Of(observation.Kind, observation.Value, length);
}
