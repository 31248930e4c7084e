namespace Ninefold.Data.Verification;

/// <summary>One thing that was checked.</summary>
/// <param name="What">Which table, column or property.</param>
/// <param name="Allowed">What is allowed.</param>
/// <param name="Found">What was found, and where where it is not allowed.</param>
/// <param name="Passed">True where it is allowed.</param>
public sealed record Check(string What, string Allowed, string Found, bool Passed);
