namespace Ninefold.Data.Reading;

/// <summary>Reads how the user's columns are called: <c>user=customer_id</c>, <c>item=sku</c>.</summary>
public static class ColumnNames
{
    /// <summary>Reads one or more mappings, each <c>NAME=COLUMN</c>; several may stand in one text, separated by commas.</summary>
    /// <exception cref="InvalidDatasetException">One is not of this form, or a name is mapped twice.</exception>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> mappings)
    {
        var columns = new Dictionary<string, string>();
        foreach (var mapping in mappings.SelectMany(m => m.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var parts = mapping.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts.Length < 2 || parts.Contains(""))
                throw new InvalidDatasetException(
                    $"A mapping of columns must be NAME=COLUMN such as user=customer_id, but is '{mapping}'."
                );
            if (!columns.TryAdd(parts[0], parts[1]))
                throw new InvalidDatasetException($"The column '{parts[0]}' is mapped twice.");
        }
        return columns;
    }
}
