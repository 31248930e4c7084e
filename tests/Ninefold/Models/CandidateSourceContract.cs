using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Models;

namespace Ninefold.Tests.Models;

/// <summary>What every trainer of a candidate source promises. A trainer's tests derive from this.</summary>
public abstract class CandidateSourceContract
{
    private static readonly Interactions Data = SessionData.Make();
    private static readonly long Now = Data.All.ToArray().Max(row => row.At) + 1;

    protected abstract ICandidateSource Fit(Interactions data, TrainingContext context);

    /// <summary>Whether answers depend on the history.</summary>
    protected virtual bool Personal => true;

    [Fact]
    public void The_same_seed_gives_the_same_answers_on_any_number_of_threads()
    {
        var one = Answers(Fit(Data, new(Seed: 3)));
        Assert.Equal(one, Answers(Fit(Data, new(Seed: 3))));
        Assert.Equal(one, Answers(Fit(Data, new(Seed: 3, Threads: 4))));
    }

    [Fact]
    public void Training_does_not_change_its_data()
    {
        var data = SessionData.Make();
        Fit(data, new(Seed: 3));
        Assert.Equal(Data.All.ToArray(), data.All.ToArray());
    }

    [Fact]
    public void A_saved_and_loaded_model_gives_identical_answers()
    {
        var model = Fit(Data, new(Seed: 3));
        var bytes = PartSerializer.Write(model);
        var loaded = PartSerializer.Read<ICandidateSource>(bytes);
        Assert.Equal(Answers(model), Answers(loaded));
        Assert.Equal(bytes, PartSerializer.Write(loaded));
    }

    [Fact]
    public void Answers_are_distinct_known_items_best_first_and_no_more_than_asked()
    {
        var model = Fit(Data, new(Seed: 3));
        Gen.Select(Gen.Int[-2, 99], Gen.Int[-3, 99].Array[0, 30], Gen.Int[1, 60], Gen.Long[-Now, 3 * Now])
            .Sample(t =>
            {
                var (user, items, count, now) = t;
                var history = items.Select((item, i) => new Interaction(item, 1, i * SessionData.Day)).ToArray();
                var found = model.Find(new(user, history, now, count));
                Assert.InRange(found.Count, 0, count);
                Assert.All(found, f => Assert.InRange(f.Item, 0, Data.Items - 1));
                Assert.All(found, f => Assert.True(float.IsFinite(f.Score)));
                Assert.Equal(found.Count, found.DistinctBy(f => f.Item).Count());
                Assert.Equal(found.OrderByDescending(f => f.Score).ThenBy(f => f.Item), found);
            });
    }

    [Fact]
    public void A_new_user_without_history_gets_an_empty_list_or_one_for_everyone()
    {
        var model = Fit(Data, new(Seed: 3));
        var found = model.Find(new(-1, default, Now, 10));
        Assert.Equal(Personal ? 0 : 10, found.Count);
        Assert.Equal(found, model.Find(new(SessionData.Users + 5, default, Now, 10)));
    }

    [Fact]
    public void A_new_user_with_a_short_history_gets_items_of_its_kind()
    {
        if (!Personal)
            return;
        var model = Fit(Data, new(Seed: 3));
        for (var kind = 0; kind < SessionData.Kinds; kind++)
        {
            var history = Enumerable.Range(2, 3).Select(n => new Interaction((n * SessionData.Kinds) + kind, 1, Now));
            var found = model.Find(new(-1, history.ToArray(), Now, 6));
            Assert.Equal(6, found.Count);
            Assert.True(found.Count(f => f.Item % SessionData.Kinds == kind) >= 5, string.Join(", ", found));
        }
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Fit(Data, new(Seed: 3, Threads: 2, Cancellation: new CancellationToken(canceled: true)))
        );

    [Fact]
    public void Concurrent_questions_agree()
    {
        var model = Fit(Data, new(Seed: 3));
        var alone = Answers(model);
        Parallel.For(0, 20, _ => Assert.Equal(alone, Answers(model)));
    }

    [Fact]
    public void Nothing_to_learn_from_gives_nothing()
    {
        var empty = Interactions.From(SessionData.Ids("u", 2), SessionData.Ids("i", 3), []);
        Assert.Empty(Fit(empty, new(Seed: 3)).Find(new(0, default, Now, 5)));
    }

    private static List<ScoredItem> Answers(ICandidateSource model) =>
        [
            .. Enumerable
                .Range(-1, Data.Users + 1)
                .SelectMany(user =>
                    model.Find(new(user, user < 0 ? default : Data.Of(user).ToArray().AsMemory(), Now, 20))
                ),
        ];
}
