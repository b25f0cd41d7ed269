namespace ServerlessAssist.Simulation.Storage;

/// <summary>What Azure Tables takes, to the byte.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal static class TableLimits
{
    public const int OperationsInTransaction = 100;
    public const int BytesInRequest = 4 * 1024 * 1024;
    public const int BytesInEntity = 1024 * 1024;
    public const int BytesInProperty = 64 * 1024;
    public const int BytesInKey = 1024;
    public const int OwnProperties = 252;
    public const int CharactersInPropertyName = 255;
    public const int RowsInPage = 1000;

    public static StorageError? Key(string key)
    {
        if (key.Length * 2 > BytesInKey) return TableErrors.KeyValueTooLarge;
        foreach (var one in key)
            if (one is '/' or '\\' or '#' or '?' or <= '\u001f' or (>= '\u007f' and <= '\u009f')) return TableErrors.OutOfRangeInput;
        return null;
    }

    /// <summary>Sizes as on the page: 4 bytes and the keys, then for each property 8 bytes, its name in UTF-16 and its value.</summary>
    public static StorageError? Entity(string partitionKey, string rowKey, Dictionary<string, object?> properties)
    {
        if (properties.Count > OwnProperties) return TableErrors.TooManyProperties;
        var size = 4 + (2 * (partitionKey.Length + rowKey.Length));
        foreach (var (name, value) in properties)
        {
            if (name.Length > CharactersInPropertyName) return TableErrors.PropertyNameTooLong;
            if (!IsName(name)) return TableErrors.PropertyNameInvalid;
            var bytes = value switch { string text => 2 * text.Length, byte[] raw => raw.Length, Guid => 16, int => 4, bool => 1, _ => 8 };
            if (bytes > BytesInProperty) return TableErrors.PropertyValueTooLarge;
            size += 8 + (2 * name.Length) + bytes + (value is string or byte[] ? 4 : 0);
        }
        return size > BytesInEntity ? TableErrors.EntityTooLarge : null;
    }

    /// <summary>3 to 63 letters and digits, a letter first.</summary>
    public static bool IsTableName(string name)
    {
        if (name.Length is < 3 or > 63 || !char.IsAsciiLetter(name[0])) return false;
        foreach (var one in name)
            if (!char.IsAsciiLetterOrDigit(one)) return false;
        return true;
    }

    private static bool IsName(string name)
    {
        if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] == '_')) return false;
        foreach (var one in name)
            if (!(char.IsLetterOrDigit(one) || one == '_')) return false;
        return true;
    }
}
