using DuckDB.NET.Data;

namespace Ninefold.Bench.FeatureBackfill;

/// <summary>The peer: range windows over the payments themselves, written by hand, in the same database with the same bounds.</summary>
internal static class PlainQuery
{
    public static double[] Run(string file, string entity, int rows, long memory, int threads, string temporary)
    {
        using var database = new DuckDBConnection("DataSource=:memory:");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText =
            $"SET memory_limit = '{memory} bytes'; SET threads = {threads}; SET temp_directory = '{temporary}'; SET preserve_insertion_order = false;";
        command.ExecuteNonQuery();
        command.CommandText = $"""
            SELECT log_position::INTEGER,
                count(*) OVER d1, avg(value) OVER d1, max(value) OVER d1,
                count(*) OVER d7, avg(value) OVER d7, max(value) OVER d7,
                count(*) OVER d30, avg(value) OVER d30, max(value) OVER d30
            FROM (SELECT log_position, value, {entity} AS entity, epoch_ms(happened_at) AS ms FROM '{file}')
            WINDOW d1 AS (PARTITION BY entity ORDER BY ms RANGE BETWEEN 86400000 PRECEDING AND 1 PRECEDING),
                d7 AS (PARTITION BY entity ORDER BY ms RANGE BETWEEN 604800000 PRECEDING AND 1 PRECEDING),
                d30 AS (PARTITION BY entity ORDER BY ms RANGE BETWEEN 2592000000 PRECEDING AND 1 PRECEDING)
            """;
        command.UseStreamingMode = true;
        var values = new double[rows * 9];
        using var reader = command.ExecuteReader();
        while (reader.Read())
            for (var column = 0; column < 9; column++)
                values[reader.GetInt32(0) * 9 + column] =
                    reader.IsDBNull(column + 1) ? double.NaN
                    : column % 3 == 0 ? reader.GetInt64(column + 1)
                    : reader.GetDouble(column + 1);
        return values;
    }
}
