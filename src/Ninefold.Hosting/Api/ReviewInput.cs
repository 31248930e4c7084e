using Ninefold.Data.Labelling;

namespace Ninefold.Hosting.Api;

/// <summary>What a person decides, as it is posted or typed.</summary>
/// <param name="Reviewer">Who, 1 to 128 characters.</param>
/// <param name="Decision"><c>accept</c>, <c>reject</c> or <c>skip</c>.</param>
internal sealed record ReviewInput(string Reviewer, string Decision)
{
    private const int MostCharacters = 128;

    private static readonly Dictionary<string, ReviewVerdict> Verdicts = new()
    {
        ["accept"] = ReviewVerdict.Accept,
        ["reject"] = ReviewVerdict.Reject,
        ["skip"] = ReviewVerdict.Skip,
    };

    /// <summary>The decision, once both are found to be allowed.</summary>
    /// <exception cref="InvalidRequestException">One is not; the exception holds all that is wrong.</exception>
    public ReviewVerdict Checked()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Reviewer) || Reviewer.Length > MostCharacters)
            errors.Add($"reviewer must be 1 to {MostCharacters} characters and not blank; got '{Reviewer}'.");
        if (!Verdicts.TryGetValue(Decision, out var verdict))
            errors.Add($"decision must be {string.Join(", ", Verdicts.Keys)}; got '{Decision}'.");
        return errors.Count == 0 ? verdict : throw new InvalidRequestException(errors);
    }
}
