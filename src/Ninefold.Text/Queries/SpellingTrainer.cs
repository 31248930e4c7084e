using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Queries;

/// <summary>
/// Learns from the texts that are searched how their words are spelled and which follow each other, so that queries can
/// be corrected towards what can be found.
/// </summary>
public sealed record SpellingTrainer : ITrainer<IEnumerable<string>, SpellingModel>
{
    /// <inheritdoc/>
    public string Name => "spelling";

    /// <summary>Rarer words are not corrected to, since they may be typing errors themselves; at least 1.</summary>
    public int LeastCount { get; init; } = 1;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public SpellingModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(nameof(SpellingTrainer), Parameters.AtLeast(LeastCount, 1));
        var (words, pairs) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var text in data)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var before = default(string);
            foreach (var word in TextAnalysis.For(TextAnalysis.Neutral).Terms(text))
            {
                words[word] = words.GetValueOrDefault(word) + 1;
                if (before is not null)
                    pairs[$"{before} {word}"] = pairs.GetValueOrDefault($"{before} {word}") + 1;
                before = word;
            }
        }
        var known = words.Where(w => w.Value >= LeastCount).ToDictionary();
        var both = pairs.Where(p => p.Key.Split(' ').All(known.ContainsKey)).ToDictionary();
        return new(known, both);
    }
}

/// <summary>
/// Corrects queries: candidates by symmetric deletes (Garbe's SymSpell), the best sequence of them by a language model of
/// words and pairs with a fixed probability for every slip of a letter (the noisy channel of Kernighan, Church and Gale 1990).
/// </summary>
/// <param name="Words">How often each word was seen, as <see cref="TextAnalysis.Neutral"/> analysis has it.</param>
/// <param name="Pairs">How often two words, a blank between, followed each other.</param>
public sealed record SpellingModel(IReadOnlyDictionary<string, int> Words, IReadOnlyDictionary<string, int> Pairs)
{
    private const int MostCandidates = 24;
    private const int MostWords = 64;
    private const double Slip = 1e-4;

    /// <summary>A word that was never seen counts as seen so often: one slip is less rare than such a word, two are not unless towards a frequent one.</summary>
    private const double Unseen = 1e-5;

    /// <summary>What the pair says beside the word alone.</summary>
    private const double PairShare = .7;

    private readonly Lazy<SpellingCandidates> candidates = new(() => new(Words.Keys));
    private readonly Lazy<double> total = new(() => Math.Max(1, Words.Values.Sum(c => (double)c)));

    /// <summary>How many different words it knows.</summary>
    [JsonIgnore]
    public int Count => Words.Count;

    /// <summary>The query as it was most likely meant. Phrases, beginnings and near spellings stay as they are typed.</summary>
    public Correction Correct(ParsedQuery query)
    {
        var clauses = query.Clauses.ToArray();
        // Words of one term; a piece such as 'e-mail' stays.
        var places = Enumerable
            .Range(0, clauses.Length)
            .Where(i => clauses[i].Kind == ClauseKind.Word)
            .Select(i => (Place: i, Words: TextAnalysis.For(TextAnalysis.Neutral).Analyse(clauses[i].Text)))
            .Where(p => p.Words.Count == 1)
            .Take(MostWords)
            .ToList();
        var best = Likeliest([.. places.Select(p => p.Words[0].Term)]);
        var changes = new List<CorrectedWord>();
        for (var i = 0; i < best.Length; i++)
        {
            var (place, word) = (places[i].Place, places[i].Words[0]);
            if (best[i] == word.Term)
                continue;
            var typed = clauses[place].Text;
            var corrected = typed[..word.Start] + best[i] + typed[(word.Start + word.Length)..];
            clauses[place] = clauses[place] with { Text = corrected };
            changes.Add(new(typed, corrected));
        }
        return new(new(changes.Count == 0 ? query.Text : string.Join(' ', clauses.Select(Typed)), clauses), changes);
    }

    private static string Typed(QueryClause clause) =>
        clause.Kind switch
        {
            ClauseKind.Phrase => $"\"{clause.Text}\"",
            ClauseKind.Prefix => clause.Text + "*",
            ClauseKind.Fuzzy => clause.Text + "~",
            _ => clause.Text,
        };

    /// <summary>Viterbi over the candidates of each word.</summary>
    private string[] Likeliest(string[] typed)
    {
        if (typed.Length == 0)
            return [];
        var steps = new List<(string Word, double Score, int From)[]>();
        foreach (var word in typed)
        {
            var before = steps.Count > 0 ? steps[^1] : [("", 0, -1)];
            steps.Add([
                .. CandidatesOf(word)
                    .Select(candidate =>
                    {
                        var (score, from) = Enumerable
                            .Range(0, before.Length)
                            .Select(i => (before[i].Score + LogProbability(before[i].Word, candidate.Word), i))
                            .Max();
                        return (candidate.Word, score + candidate.Channel, from);
                    }),
            ]);
        }
        var best = new string[typed.Length];
        var at = Enumerable.Range(0, steps[^1].Length).MaxBy(i => steps[^1][i].Score);
        for (var i = steps.Count - 1; i >= 0; i--)
            (best[i], at) = (steps[i][at].Word, steps[i][at].From);
        return best;
    }

    private IEnumerable<(string Word, double Channel)> CandidatesOf(string typed)
    {
        var near = candidates
            .Value.Near(typed)
            .Select(c => (c.Word, Channel: c.Edits * Math.Log(Slip)))
            .OrderByDescending(c => c.Channel + Math.Log(Words[c.Word]))
            .ThenBy(c => c.Word, StringComparer.Ordinal)
            .Take(MostCandidates);
        return near.Prepend((typed, 0));
    }

    private double LogProbability(string before, string word)
    {
        var alone = Words.GetValueOrDefault(word, 0) is > 0 and var count ? count / total.Value : Unseen / total.Value;
        var first = Words.GetValueOrDefault(before, 0);
        var after = first > 0 ? Pairs.GetValueOrDefault($"{before} {word}", 0) / (double)first : 0;
        return Math.Log((PairShare * after) + ((1 - PairShare) * alone));
    }
}

/// <summary>What a query was most likely meant to be.</summary>
/// <param name="Query">The corrected query; the typed one where nothing is wrong.</param>
/// <param name="Changes">The words that were changed, in order.</param>
public sealed record Correction(ParsedQuery Query, IReadOnlyList<CorrectedWord> Changes);

/// <summary>A word of a query that was changed.</summary>
public sealed record CorrectedWord(string Typed, string Corrected);
