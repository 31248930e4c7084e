using Ninefold.Text.Embeddings;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class SynonymTrainerTests
{
    // The hub lies nearest to all of a fan, whose outer ones lie nearest to each other.
    private static readonly WordVectors Words = new(
        ["wing", "aerofoil", "flow", "stream", "hub", "none"],
        2,
        [1, 0, .99f, .05f, 0, 1, .05f, .99f, .7f, .71f, 0, 0]
    );

    [Fact]
    public void Words_that_are_the_nearest_of_each_other_serve_for_each_other()
    {
        var table = new SynonymTrainer { Count = 1 }.Fit(Words, new(Seed: 1));
        Assert.Equal(["aerofoil", "flow", "stream", "wing"], table.Alternatives.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("aerofoil", Assert.Single(table.Alternatives["wing"]).Text);
        var both = .99 / Math.Sqrt((.99 * .99) + (.05 * .05));
        Assert.Equal(.3 * both, table.Alternatives["wing"][0].Weight, 5);
        Assert.Equal(table.Alternatives["wing"][0].Weight, table.Alternatives["aerofoil"][0].Weight);
    }

    [Fact]
    public void A_word_that_is_near_without_being_nearest_in_return_does_not_serve()
    {
        // The nearest of the hub is one of the others, to which another one is nearer.
        var hub = new SynonymTrainer { Count = 1, Least = .1 }.Fit(Words, new(Seed: 1));
        Assert.DoesNotContain("hub", hub.Alternatives.Keys);
        Assert.Contains(
            "hub",
            new SynonymTrainer { Count = 4, Least = .1 }
                .Fit(Words, new(Seed: 1))
                .Alternatives.Keys
        );
    }

    [Fact]
    public void Any_number_of_threads_and_words_beyond_the_most_give_the_same_table()
    {
        var one = new SynonymTrainer { Most = 2 }.Fit(Words, new(Seed: 1));
        Assert.Equal(["aerofoil", "wing"], one.Alternatives.Keys.Order(StringComparer.Ordinal));
        var two = new SynonymTrainer { Most = 2 }.Fit(Words, new(Seed: 2, Threads: 2));
        Assert.Equal(one.Alternatives["wing"], two.Alternatives["wing"]);
        Assert.Empty(new SynonymTrainer().Fit(new([], 2, []), new(Seed: 1)).Alternatives);
    }

    [Fact]
    public void Parameters_out_of_range_are_named_at_once()
    {
        var trainer = new SynonymTrainer
        {
            Count = 0,
            Least = 1,
            Weight = 2,
            Most = 1,
        };
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit(Words, new(Seed: 1)));
        Assert.Contains("Count must be 1 or more, got 0", error.Message);
        Assert.Contains("Least must be below 1, got 1", error.Message);
        Assert.Contains("Weight must be at most 1, got 2", error.Message);
        Assert.Contains("Most must be 2 or more, got 1", error.Message);
    }
}
