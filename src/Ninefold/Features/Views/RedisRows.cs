using System.Buffers.Binary;
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

    /// <summary>Adds members to the set of an entity in tiles, but those that are too old to count, which it returns.</summary>
    public const string AddToTiles = """
        local bound = tonumber(redis.call('HGET', KEYS[2], 'bound') or '-1e18')
        local refused = {}
        for i = 1, #ARGV, 2 do
          if tonumber(ARGV[i]) >= bound then redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1])
          else refused[#refused + 1] = ARGV[i + 1] end
        end
        return refused
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

    /// <summary>
    /// Takes over the tiles of rows that were read from the set before, and removes those rows; nothing where another moved
    /// the bound, or added older rows, since then.
    /// </summary>
    public const string Fold = """
        if (redis.call('HGET', KEYS[2], 'bound') or '') ~= ARGV[1] then return end
        if redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[2]) ~= tonumber(ARGV[4]) then return end
        redis.call('HSET', KEYS[2], 'bound', ARGV[2], 'tiles', ARGV[3])
        redis.call('ZREMRANGEBYRANK', KEYS[1], 0, ARGV[5] - 1)
        """;

    /// <summary>A script takes about 8,000 arguments; each observation is two.</summary>
    public const int MostAtOnce = 2000;

    /// <summary>The score and the member of a row.</summary>
    public static (RedisValue Score, RedisValue Member) Of(EntityRow row)
    {
        var member = new byte[Size];
        BinaryPrimitives.WriteUInt64LittleEndian(member, row.Id);
        BinaryPrimitives.WriteDoubleLittleEndian(member.AsSpan(8), row.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(member.AsSpan(16), row.Counterpart);
        return (row.At, member);
    }

    /// <summary>The hash of the id of a member.</summary>
    public static ulong IdOf(ReadOnlyMemory<byte> member) => BinaryPrimitives.ReadUInt64LittleEndian(member.Span);

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
            id[i] = IdOf(member);
            value[i] = BinaryPrimitives.ReadDoubleLittleEndian(member.Span[8..]);
            counterpart[i] = BinaryPrimitives.ReadUInt64LittleEndian(member.Span[16..]);
        }
        return new(at, value, counterpart, id, tiles ?? []);
    }
}
