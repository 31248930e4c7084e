using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Ninefold.Hosting.Api;

/// <summary>The body of a request in a pooled buffer; dispose it to give the buffer back.</summary>
internal readonly struct RequestBody : IDisposable
{
    private const int FirstSize = 4096;
    private readonly byte[] buffer;
    private readonly int length;

    private RequestBody(byte[] buffer, int length) => (this.buffer, this.length) = (buffer, length);

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>Reads the whole body.</summary>
    /// <param name="most">The most bytes it may have.</param>
    /// <exception cref="RejectedException">It is not JSON by its content type (415), too large (413), or was cut short (400).</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext http, int most)
    {
        if (!http.Request.HasJsonContentType())
            throw NotJson(http.Request);
        var announced = http.Request.ContentLength;
        if (announced > most)
            throw TooLarge(most);
        var buffer = ArrayPool<byte>.Shared.Rent((int)(announced ?? FirstSize) + 1);
        var length = 0;
        try
        {
            while (
                await http.Request.Body.ReadAsync(buffer.AsMemory(length), http.RequestAborted).ConfigureAwait(false)
                    is > 0
                        and var read
            )
            {
                length += read;
                if (length > most)
                    throw TooLarge(most);
                if (length == buffer.Length)
                    buffer = Grown(buffer);
            }
            return new(buffer, length);
        }
        catch (BadHttpRequestException e)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new RejectedException(e.StatusCode, "Bad request", e.Message);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>The error of a body that is not JSON by its content type.</summary>
    public static RejectedException NotJson(HttpRequest request) =>
        new(
            StatusCodes.Status415UnsupportedMediaType,
            "Unsupported media type",
            $"The content type must be application/json; got '{request.ContentType}'."
        );

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static RejectedException TooLarge(int most) =>
        new(StatusCodes.Status413PayloadTooLarge, "Payload too large", $"The body may have at most {most:N0} bytes.");
}

/// <summary>A request that is refused before anything is done about it.</summary>
internal sealed class RejectedException(int status, string title, params IReadOnlyList<string> errors)
    : Exception(string.Join(" ", errors))
{
    public int Status => status;

    public string Title => title;

    public IReadOnlyList<string> Errors => errors;
}
