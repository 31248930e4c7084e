namespace Ninefold.Hosting.Commands;

/// <summary>A command was given something it cannot work with. The message says what, what is allowed and what arrived.</summary>
internal sealed class UsageException(string message) : Exception(message);
