using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class InspectionAttemptsTests
{
    [Fact]
    public void What_fails_is_left_out_with_its_reason()
    {
        var attempts = new InspectionAttempts(CancellationToken.None);
        Assert.Equal("found", attempts.Try("this", () => "found"));
        Assert.Null(attempts.Try<string>("that", () => throw new InvalidDataException("it is broken")));
        attempts.Leave("these", "nobody asked");
        Assert.Equal([new("that", "it is broken"), new("these", "nobody asked")], attempts.LeftOut);
    }

    [Fact]
    public void A_cancelled_run_stops_at_once()
    {
        using var stop = new CancellationTokenSource();
        var attempts = new InspectionAttempts(stop.Token);
        Assert.Throws<OperationCanceledException>(() =>
            attempts.Try<string>("that", () => throw new OperationCanceledException())
        );
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            attempts.Try<string>("this", () => throw new NotSupportedException())
        );
        Assert.Empty(attempts.LeftOut);
    }
}
