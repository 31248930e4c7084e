using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class ObservationParquetTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50_000)] // a whole row group
    [InlineData(100_001)]
    public async Task What_was_written_is_read_in_the_same_order(int count)
    {
        var written = LogFolder.Some(count).ToList();
        await ObservationParquet.WriteAsync(path, written, Cancellation);
        var read = await ObservationParquet.ReadAsync(path, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(written.Select(LogFolder.Text), read.Select(LogFolder.Text));
    }

    [Fact]
    public async Task Another_file_is_told_by_its_name()
    {
        await File.WriteAllTextAsync(path, "no Parquet", Cancellation);
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await ObservationParquet.ReadAsync(path, Cancellation).ToListAsync(Cancellation)
        );
        Assert.Contains(path, error.Message);
    }
}
