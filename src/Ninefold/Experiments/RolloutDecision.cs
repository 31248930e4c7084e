namespace Ninefold.Experiments;

/// <summary>What is to happen with a challenger.</summary>
public enum RolloutAction
{
    /// <summary>It stays where it is: too little is known.</summary>
    Continue,

    /// <summary>It goes on to the next stage.</summary>
    Promote,

    /// <summary>It is taken back.</summary>
    RollBack,
}

/// <summary>What is to happen with a challenger, and why.</summary>
/// <param name="Action">What is to happen.</param>
/// <param name="Reason">For people: it names each guardrail that decided, its limit and the value.</param>
public sealed record RolloutDecision(RolloutAction Action, string Reason);
