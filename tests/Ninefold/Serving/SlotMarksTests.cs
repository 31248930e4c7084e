using CsCheck;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class SlotMarksTests
{
    [Fact]
    public void Slots_are_new_once_until_the_marks_are_cleared() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Int[0, 30_000], Gen.Int[1, 3])
            .Sample(
                t =>
                {
                    var (slots, tried, searches) = t;
                    var (marks, random) = (new SlotMarks(slots, 1), new Random(slots));
                    for (var search = 0; search < searches; search++)
                    {
                        var met = new HashSet<int>();
                        for (var i = 0; i < tried; i++)
                        {
                            var slot = random.Next(slots);
                            Assert.Equal(met.Add(slot), marks.Add(slot));
                        }
                        marks.Clear(0);
                    }
                },
                iter: 30
            );

    [Fact]
    public unsafe void What_is_listed_stays_until_there_is_no_room_left()
    {
        var marks = new SlotMarks(100_000, 40);
        var first = marks.Room(0);
        Assert.Equal(40, marks.Room(40) - first);
        for (var slot = 0; slot < 100_000; slot++)
            Assert.True(marks.Add(slot));
        marks.Clear(0);
        Assert.True(marks.Room(0) == first);
        Assert.True(marks.Add(99_999));
    }
}
