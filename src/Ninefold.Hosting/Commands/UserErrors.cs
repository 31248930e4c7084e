using System.Net.Sockets;
using Ninefold.Data;
using Ninefold.Data.Labelling;
using Ninefold.Data.Observations;
using Ninefold.Experiments;

namespace Ninefold.Hosting.Commands;

/// <summary>Tells what a user can do something about from faults of the program.</summary>
internal static class UserErrors
{
    /// <summary>What to say about an exception, one line each; null where it is a fault of the program.</summary>
    public static IReadOnlyList<string>? Lines(Exception error) =>
        error switch
        {
            UsageException
            or KeyNotFoundException
            or InvalidDataException
            or WorkspaceBusyException
            or RolloutConflictException
            or ReviewConflictException
            or InvalidObservationsException
            or PredictionFailedException
            or IOException
            or UnauthorizedAccessException => [error.Message],
            InvalidDatasetException { Details.Count: > 1 } data => [data.Message, .. data.Details.Skip(1)],
            InvalidDatasetException => [error.Message],
            InvalidRequestException request => request.Errors,
            SocketException => [error.Message],
            OutOfMemoryException =>
            [
                "The memory was not enough. What was finished is kept: run it again with --quick, with fewer --threads, or with more memory.",
            ],
            AggregateException { InnerExceptions: [var only] } => Lines(only),
            _ => null,
        };

    /// <summary>Writes an exception with its stack trace to a file.</summary>
    /// <returns>The file.</returns>
    public static string WriteDetails(Exception error, string home, DateTimeOffset now)
    {
        var name = $"error-{now:yyyyMMdd-HHmmss-fff}.txt";
        try
        {
            return Write(Path.Combine(home, "logs"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Write(Path.GetTempPath());
        }

        string Write(string folder)
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, name);
            File.WriteAllText(path, error.ToString());
            return path;
        }
    }
}
