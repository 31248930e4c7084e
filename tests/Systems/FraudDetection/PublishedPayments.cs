using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>The Handbook's payments, read once for all tests, which are skipped where this machine has none.</summary>
internal static class PublishedPayments
{
    private static readonly Lazy<Task<(PaymentData? Data, string Missing)>> Once = new(ReadAsync);

    public static async Task<PaymentData> GetAsync()
    {
        var (data, missing) = await Once.Value;
        Assert.SkipWhen(data is null, missing);
        return data!;
    }

    private static async Task<(PaymentData?, string)> ReadAsync()
    {
        var cache = Directory.CreateTempSubdirectory("ninefold-").FullName;
        try
        {
            var store = new DatasetStore(
                cache,
                Environment.GetEnvironmentVariable("NINEFOLD_DATA"),
                TimeProvider.System
            );
            FetchedDataset fetched;
            try
            {
                fetched = await store.GetAsync([CardFraud.Entry]);
            }
            catch (InvalidDatasetException e)
            {
                return (null, string.Join(' ', e.Details));
            }
            return (PaymentReader.Read(fetched), "");
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
