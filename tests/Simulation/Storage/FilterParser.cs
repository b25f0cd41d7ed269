using System.Globalization;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>Reads $filter.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities</remarks>
internal ref struct FilterParser(string text)
{
    private int _at;

    /// <returns>Null where it is no filter.</returns>
    public static Filter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Filter.Everything();
        try
        {
            var parser = new FilterParser(text);
            var filter = parser.Either();
            parser.Blanks();
            return parser._at == text.Length ? filter : null;
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            return null;
        }
    }

    private Filter Either()
    {
        var one = Both();
        while (Takes("or")) one = new Filter.Or(one, Both());
        return one;
    }

    private Filter Both()
    {
        var one = One();
        while (Takes("and")) one = new Filter.And(one, One());
        return one;
    }

    private Filter One()
    {
        if (Takes("not")) return new Filter.Not(One());
        if (TakesSign('('))
        {
            var inside = Either();
            return TakesSign(')') ? inside : throw Wrong();
        }
        var left = Operand();
        if (How() is not { } how) return left is Property alone ? new Filter.Compare(alone.Name, "eq", true) : throw Wrong();
        return (left, Operand()) switch
        {
            (Property property, not Property) and var (_, value) => new Filter.Compare(property.Name, how, value),
            (not Property, Property property) => new Filter.Compare(property.Name, Turned(how), left),
            _ => throw Wrong(),
        };
    }

    private string? How()
    {
        foreach (var how in (ReadOnlySpan<string>)["eq", "ne", "gt", "ge", "lt", "le"])
            if (Takes(how)) return how;
        return null;
    }

    private static string Turned(string how) => how switch { "gt" => "lt", "ge" => "le", "lt" => "gt", "le" => "ge", _ => how };

    private object Operand()
    {
        Blanks();
        if (_at >= text.Length) throw Wrong();
        if (text[_at] == '\'') return Quoted();
        if (text[_at] == '-' || char.IsAsciiDigit(text[_at])) return Number();
        var word = Word();
        if (_at < text.Length && text[_at] == '\'')
            return word switch
            {
                "datetime" => DateTimeOffset.Parse(Quoted(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                "guid" => Guid.Parse(Quoted()),
                "X" or "binary" => Convert.FromHexString(Quoted()),
                _ => throw Wrong(),
            };
        return word switch { "true" => true, "false" => false, _ => new Property(word) };
    }

    private object Number()
    {
        var start = _at++;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or 'e' or 'E' || (text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E'))) _at++;
        var digits = text.AsSpan(start, _at - start);
        if (_at < text.Length && text[_at] is 'L' or 'l')
        {
            _at++;
            return long.Parse(digits, CultureInfo.InvariantCulture);
        }
        return int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var small) ? (object)small : double.Parse(digits, CultureInfo.InvariantCulture);
    }

    /// <summary>A quote inside is written twice.</summary>
    private string Quoted()
    {
        var start = ++_at;
        var doubled = false;
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != '\'') continue;
            if (_at + 1 < text.Length && text[_at + 1] == '\'')
            {
                doubled = true;
                _at++;
                continue;
            }
            var inside = text[start.._at++];
            return doubled ? inside.Replace("''", "'", StringComparison.Ordinal) : inside;
        }
        throw Wrong();
    }

    private string Word()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_')) _at++;
        return _at > start ? text[start.._at] : throw Wrong();
    }

    private bool Takes(string word)
    {
        Blanks();
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0) return false;
        var end = _at + word.Length;
        if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '\'')) return false;
        _at = end;
        return true;
    }

    private bool TakesSign(char sign)
    {
        Blanks();
        if (_at >= text.Length || text[_at] != sign) return false;
        _at++;
        return true;
    }

    private void Blanks()
    {
        while (_at < text.Length && text[_at] == ' ') _at++;
    }

    private static FormatException Wrong() => new("No filter.");

    private sealed record Property(string Name);
}
