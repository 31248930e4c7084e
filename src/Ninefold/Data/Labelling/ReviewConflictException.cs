namespace Ninefold.Data.Labelling;

/// <summary>A decision contradicts one that stands already; the message says which.</summary>
public sealed class ReviewConflictException(string message) : Exception(message);
