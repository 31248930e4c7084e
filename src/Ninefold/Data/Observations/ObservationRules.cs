using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Ninefold.Data.Observations;

/// <summary>What an observation must be to enter the log.</summary>
internal static partial class ObservationRules
{
    public const int MaxId = 128;
    public const int MaxText = 256;
    public const int MaxKind = 64;
    public const int MaxDataBytes = 64 * 1024;
    public const int MaxDataDepth = 32;

    /// <summary>Whole numbers up to it are exact, and sums of squares of many stay finite.</summary>
    public const double MaxValue = 1e15;

    /// <summary>
    /// A clock may be wrong, or a label be stated for the end of the day. There is no bound on how old an observation may be,
    /// since a back-fill is old: one that no view can count any more is a fact all the same, and who pushes it is told.
    /// </summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    [GeneratedRegex(@"^[a-z][a-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KindFormat();

    /// <exception cref="InvalidObservationsException">With every error of every observation.</exception>
    public static void Check(IReadOnlyList<Observation> batch, int maxBatch, DateTimeOffset now)
    {
        if (batch.Count > maxBatch)
            throw new InvalidObservationsException([
                new(-1, "batch", $"must hold at most {maxBatch} observations; got {batch.Count}"),
            ]);
        var errors = new List<ObservationError>();
        for (var i = 0; i < batch.Count; i++)
            Examine(batch[i], now, i, errors);
        if (errors.Count > 0)
            throw new InvalidObservationsException(errors);
    }

    private static void Examine(Observation o, DateTimeOffset now, int index, List<ObservationError> errors)
    {
        Text("id", o.Id, MaxId);
        Text("system", o.System, MaxText);
        if (o.Kind is null || !KindFormat().IsMatch(o.Kind))
            Add("kind", $"must be 1 to 64 of a-z, 0-9, '_', '.', '-', beginning with a letter; got '{o.Kind}'");
        if (o.At < DateTimeOffset.UnixEpoch || o.At > now + MaxAhead)
            Add("at", $"must be 1970 or later, and at most one day ahead of {now:u}; got {o.At:u}");
        if (o.RequestId is not null)
            Text("requestId", o.RequestId, MaxText);
        if (o.Subject is not null)
            Text("subject", o.Subject, MaxText);
        if (o.Item is not null)
            Text("item", o.Item, MaxText);
        if (o.Value is { } value && !double.IsFinite(value))
            Add("value", $"must be finite; got {value}");
        else if (o.Value is { } size && Math.Abs(size) > MaxValue)
            Add("value", $"must be {-MaxValue:g1} to {MaxValue:g1}; got {size}");
        if (o.Position < 0)
            Add("position", $"must be 0 or more; got {o.Position}");
        if (o.Probability is { } probability && !(probability is > 0 and <= 1))
            Add("probability", $"must be in (0, 1]; got {probability}");
        if (o.Release is not null)
            Text("release", o.Release, MaxText);
        if (o.Arm is not null)
            Text("arm", o.Arm, MaxText);
        if (o.Data is { } data && DataError(data) is { } dataError)
            Add("data", dataError);

        void Text(string field, string? text, int most)
        {
            if (TextError(text, most) is { } error)
                Add(field, error);
        }

        void Add(string field, string message) => errors.Add(new(index, field, message));
    }

    private static string? TextError(string? text, int most)
    {
        if (text is null || text.Length is 0 || text.Length > most)
            return $"must have 1 to {most} characters; got {text?.Length ?? 0}";
        // Half of a surrogate pair would be stored as U+FFFD: another text than the one acknowledged.
        Span<byte> utf8 = stackalloc byte[MaxText * 3];
        return Utf8.FromUtf16(text, utf8, out _, out _, replaceInvalidSequences: false) is OperationStatus.Done
            ? null
            : "must be well-formed Unicode; got half of a surrogate pair";
    }

    /// <summary>The text is stored as it came, so it must be strict JSON that the log can read back.</summary>
    private static string? DataError(JsonElement data)
    {
        if (data.ValueKind is JsonValueKind.Undefined)
            return "must be a JSON value; got an undefined one";
        var raw = JsonMarshal.GetRawUtf8Value(data);
        if (raw.Length > MaxDataBytes)
            return $"must have at most {MaxDataBytes} bytes; got {raw.Length}";
        if (!Utf8.IsValid(raw))
            return "must be valid UTF-8";
        try
        {
            var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = MaxDataDepth });
            while (reader.Read()) { }
            return null;
        }
        catch (JsonException e)
        {
            return $"must be JSON without comments, at most {MaxDataDepth} deep; {e.Message}";
        }
    }
}
