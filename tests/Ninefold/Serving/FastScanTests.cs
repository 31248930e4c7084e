using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public unsafe class FastScanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(21)]
    public void Sums_are_those_of_plain_look_ups(int groups)
    {
        var random = new Random(groups);
        var parts = groups * 4;
        var (block, tables) = (new byte[parts * 16], new byte[parts * 16]);
        for (var i = 0; i < tables.Length; i++)
            tables[i] = (byte)random.Next(64);
        var expected = new ushort[FastScan.BlockVectors];
        for (var vector = 0; vector < FastScan.BlockVectors; vector++)
        for (var part = 0; part < parts; part++)
        {
            var code = random.Next(16);
            var (at, high) = FastScan.Place(vector, part);
            block[at] |= (byte)(high ? code << 4 : code);
            expected[vector] += tables[(part * 16) + code];
        }
        var sums = new ushort[FastScan.BlockVectors];
        fixed (
            byte* codes = block,
                looked = tables
        )
        fixed (ushort* found = sums)
            FastScan.Sum(codes, looked, groups, found);
        Assert.Equal(expected, sums);
    }
}
