using System.Text;

namespace Ninefold.Text.Unicode;

/// <summary>
/// Brings text into a normal form (Unicode Standard Annex 15). .NET does so itself only with ICU: under the invariant
/// globalisation mode, in which Ninefold runs, its <c>string.Normalize</c> returns the text as it is.
/// </summary>
public static class UnicodeNormalizer
{
    /// <summary>Letters of Hangul are computed, not listed (chapter 3.12 of the standard).</summary>
    private const int Syllables = 0xAC00,
        Leads = 0x1100,
        Vowels = 0x1161,
        Trails = 0x11A7,
        LeadCount = 19,
        VowelCount = 21,
        TrailCount = 28;

    /// <summary>The text in a normal form. A surrogate without its partner becomes U+FFFD.</summary>
    public static string Normalize(string text, NormalForm form = NormalForm.C)
    {
        if (System.Text.Ascii.IsValid(text))
            return text;
        var runes = new List<Rune>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune, form is NormalForm.KC or NormalForm.KD, runes);
        Order(runes);
        if (form is NormalForm.C or NormalForm.KC)
            Compose(runes);
        var result = new StringBuilder(text.Length);
        foreach (var rune in runes)
            result.Append(rune.ToString());
        return result.ToString();
    }

    /// <summary>Whether a code point is a mark that combines with what stands before it.</summary>
    internal static bool IsMark(Rune rune) => UnicodeTable.ClassOf(rune.Value) > 0;

    private static void Decompose(Rune rune, bool compatible, List<Rune> into)
    {
        var syllable = rune.Value - Syllables;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount)
        {
            into.Add(new(Leads + (syllable / (VowelCount * TrailCount))));
            into.Add(new(Vowels + (syllable % (VowelCount * TrailCount) / TrailCount)));
            if (syllable % TrailCount > 0)
                into.Add(new(Trails + (syllable % TrailCount)));
        }
        else if (UnicodeTable.MappingOf(rune.Value, compatible) is { } mapping)
            foreach (var part in mapping)
                Decompose(new(part), compatible, into);
        else
            into.Add(rune);
    }

    /// <summary>Marks that follow each other are put in the order of their classes; equal ones keep theirs.</summary>
    private static void Order(List<Rune> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var (rune, own, place) = (runes[i], UnicodeTable.ClassOf(runes[i].Value), i);
            if (own == 0)
                continue;
            for (; place > 0 && UnicodeTable.ClassOf(runes[place - 1].Value) > own; place--)
                runes[place] = runes[place - 1];
            runes[place] = rune;
        }
    }

    private static void Compose(List<Rune> runes)
    {
        var (starter, end, lastClass) = (-1, 0, 0);
        foreach (var rune in runes.ToArray())
        {
            var own = UnicodeTable.ClassOf(rune.Value);
            var isBlocked = starter < 0 || (end - 1 > starter && lastClass >= own);
            if (!isBlocked && Pair(runes[starter].Value, rune.Value) is { } whole)
            {
                runes[starter] = new(whole);
                continue;
            }
            if (own == 0)
                starter = end;
            lastClass = own;
            runes[end++] = rune;
        }
        runes.RemoveRange(end, runes.Count - end);
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel) = (first - Leads, second - Vowels);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return Syllables + (((lead * VowelCount) + vowel) * TrailCount);
        var (syllable, trail) = (first - Syllables, second - Trails);
        if (
            syllable is >= 0 and < LeadCount * VowelCount * TrailCount
            && syllable % TrailCount == 0
            && trail is > 0 and < TrailCount
        )
            return first + trail;
        return UnicodeTable.PairOf(first, second);
    }
}
