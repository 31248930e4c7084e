using System.Text.Json;

namespace Ninefold;

/// <summary>Reads requests from the wire.</summary>
internal static class RequestReader
{
    /// <exception cref="InvalidRequestException">The JSON is not a valid request; the exception holds all that is wrong.</exception>
    public static TRequest Read<TRequest, TAnswer, TOutcome, TParts>(
        this MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
        ReadOnlySpan<byte> json
    )
        where TRequest : class
        where TAnswer : class
        where TParts : class
    {
        TRequest? request;
        try
        {
            request = JsonSerializer.Deserialize<TRequest>(json, SystemEngine.Json);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException([JsonErrors.Describe(e, typeof(TRequest))]);
        }
        if (request is null)
            throw new InvalidRequestException(["The request is null; send a JSON object."]);
        var errors = system.Validate(request).ToList();
        return errors.Count == 0 ? request : throw new InvalidRequestException(errors);
    }
}
