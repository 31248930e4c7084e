using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Features.Views;

namespace Ninefold.Models.Runs;

/// <summary>
/// Short hashes of what a step reads. The output of a step is known by the step's key; anything else by its content.
/// </summary>
internal sealed class Fingerprint
{
    private readonly ConditionalWeakTable<object, string> known = [];

    public void Know(object value, string fingerprint) => known.AddOrUpdate(value, fingerprint);

    public string Of(object value)
    {
        if (value is string text)
            return Hash(text);
        if (value is Interactions interactions)
            return interactions.Fingerprint;
        if (value is ViewPast past)
            return past.Fingerprint;
        if (value is ITuple tuple)
            return Hash(
                string.Join(
                    ' ',
                    Enumerable.Range(0, tuple.Length).Select(i => tuple[i] is { } part ? Of(part) : "null")
                )
            );
        if (known.TryGetValue(value, out var fingerprint))
            return fingerprint;
        fingerprint = Hash(PartSerializer.Write(value, value.GetType()));
        if (!value.GetType().IsValueType)
            known.AddOrUpdate(value, fingerprint);
        return fingerprint;
    }

    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];
}
