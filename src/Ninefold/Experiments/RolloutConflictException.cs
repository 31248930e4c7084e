namespace Ninefold.Experiments;

/// <summary>Another process started or moved a rollout first. Read it again, then decide anew.</summary>
public sealed class RolloutConflictException(string message) : Exception(message);
