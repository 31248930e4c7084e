using System.Buffers.Binary;
using Ninefold.Data;
using StackExchange.Redis;

namespace Ninefold.Features.Views;

/// <summary>
/// An entity's observations as a sorted set: the score is the moment in Unix milliseconds, the member 24 bytes (hash of the
/// id, value, hash of the counterpart; little-endian). Adding one again changes nothing, in any order and from any server.
/// </summary>
internal static class RedisRows
{
    private const int Size = 24;

    /// <summary>Adds members to the set of an entity, and forgets what an <see cref="EntityLog"/> would.</summary>
    public const string Add = """
        redis.call('ZADD', KEYS[1], unpack(ARGV, 2))
        if ARGV[1] ~= '' then
          local newest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
          local older = redis.call('ZCOUNT', KEYS[1], '-inf', string.format('(%.0f', newest - ARGV[1]))
          if older > 1 then redis.call('ZREMRANGEBYRANK', KEYS[1], 0, older - 2) end
        end
        """;

    /// <summary>Adds members to the set of an entity in tiles, but those that are too old to count.</summary>
    public const string AddToTiles = """
        local bound = tonumber(redis.call('HGET', KEYS[2], 'bound') or '-1e18')
        for i = 1, #ARGV, 2 do
          if tonumber(ARGV[i]) >= bound then redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1]) end
        end
        """;

    /// <summary>
    /// Takes over tiles and the rows beside them, the first of which may be older than the bound; where there are tiles that
    /// reach further, those stay.
    /// </summary>
    public const string TakeTiles = """
        local bound = redis.call('HGET', KEYS[2], 'bound')
        if bound and tonumber(bound) >= tonumber(ARGV[1]) then return end
        redis.call('HSET', KEYS[2], 'bound', ARGV[1], 'tiles', ARGV[2])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[1])
        if ARGV[3] then redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4]) end
        """;

    /// <summary>A script takes about 8,000 arguments; each observation is two.</summary>
    public const int MostAtOnce = 2000;

    /// <summary>The score and the member of an observation that counts.</summary>
    public static (RedisValue Score, RedisValue Member) Of(Observation observation, string? counterpart) =>
        Of(
            observation.At.ToUnixTimeMilliseconds(),
            observation.Value ?? 1,
            ViewState.HashOf(counterpart),
            ViewState.HashOf(observation.Id)
        );

    /// <summary>The score and the member of a row.</summary>
    public static (RedisValue Score, RedisValue Member) Of(long at, double value, ulong counterpart, ulong id)
    {
        var member = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(member, id);
        BinaryPrimitives.WriteDoubleLittleEndian(member.AsSpan(8), value);
        BinaryPrimitives.WriteUInt64LittleEndian(member.AsSpan(16), counterpart);
        return (at, member);
    }

    /// <summary>The rows of a set, oldest first.</summary>
    /// <param name="tiles">What is older; nothing of a view that keeps its rows.</param>
    public static EntityColumns Read(SortedSetEntry[] entries, byte[]? tiles)
    {
        var at = new long[entries.Length];
        var value = new double[entries.Length];
        var counterpart = new ulong[entries.Length];
        var id = new ulong[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            ReadOnlyMemory<byte> member = entries[i].Element;
            at[i] = (long)entries[i].Score;
            id[i] = BinaryPrimitives.ReadUInt64LittleEndian(member.Span);
            value[i] = BinaryPrimitives.ReadDoubleLittleEndian(member.Span[8..]);
            counterpart[i] = BinaryPrimitives.ReadUInt64LittleEndian(member.Span[16..]);
        }
        return new(at, value, counterpart, id, tiles ?? []);
    }
}
