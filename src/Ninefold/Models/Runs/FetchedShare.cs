using Ninefold.Data.Sources;

namespace Ninefold.Models.Runs;

/// <summary>Shows the bytes of a download as the share that is done, at once and on the thread that tells them.</summary>
internal sealed class FetchedShare(IProgress<double> shown) : IProgress<FetchProgress>
{
    public void Report(FetchProgress value)
    {
        if (value.Total is > 0 and var total)
            shown.Report((double)value.Bytes / total);
    }
}
