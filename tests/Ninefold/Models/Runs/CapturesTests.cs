using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class CapturesTests
{
    private readonly int offset = 1;

    [Fact]
    public void A_step_that_captures_is_refused()
    {
        var local = 2;
        Assert.Equal("local", Captured(number => number + local));
        Assert.Equal("this", Captured(Instance));
        Assert.Equal("this", CapturedThis());
        Captures.Refuse("add", (int number) => number); // captures nothing, though not marked so
        Captures.Refuse("add", Static);
    }

    private string CapturedThis() => Captured(number => number + offset);

    private static string Captured(Func<int, int> work)
    {
        var message = Assert.Throws<ArgumentException>(() => Captures.Refuse("add", work)).Message;
        Assert.StartsWith("Step 'add' captures ", message);
        Assert.EndsWith("; pass it as input and write 'static'.", message);
        return message.Split("captures ")[1].Split(';')[0];
    }

    private int Instance(int number) => number + offset;

    private static int Static(int number) => number;
}
