namespace Ninefold.Models.Runs;

/// <summary>Parts of an inspection: one that fails is left out with its reason, for it must not cost the run its models.</summary>
internal sealed class InspectionAttempts(CancellationToken cancellation)
{
    private readonly List<LeftOut> leftOut = [];

    public IReadOnlyList<LeftOut> LeftOut => leftOut;

    public void Leave(string what, string why) => leftOut.Add(new(what, why));

    /// <summary>What the work finds; null where it is left out.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public T? Try<T>(string what, Func<T> work)
        where T : class
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return work();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            Leave(what, e.Message);
            return null;
        }
    }
}
