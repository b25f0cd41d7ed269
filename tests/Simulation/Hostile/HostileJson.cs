using System.Globalization;
using System.Text;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>JSON that is none, or more than it should be.</summary>
internal static class HostileJson
{
    /// <summary>What the API takes, and what a carrier's door takes.</summary>
    public static readonly int[] Limits = [64 * 1024, 256 * 1024];

    private static readonly byte[][] Values = [.. new[]
    {
        "null", "true", "false", "0", "-0", "1", "-1", "0.1", "1.0", "1e0", "1E400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616", "123456789012345678901234567890",
        "01", "+1", ".5", "1.", "NaN", "Infinity", "-", "0x10", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u202e\"", "\"\\uffff\"", "\"\\x41\"", "\"\\\"", "\"a\nb\"", "\"a\tb\"", "\"\\/\"", "'a'", "\"\u0000\"",
        "[]", "{}", "[[]]", "[{}]", "[null]", "[1,\"a\",{}]", "[,]", "[1,]", "{\"a\"}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\":0}", "{\"\\ud800\":0}", "{a:1}", "{\"__proto__\":{}}", "{\"$type\":\"System.Object\"}", "//x", "/*x*/1", "2026-01-01", "\"2026-01-01T00:00:00Z\"", "\"9999-12-31T23:59:60+14:01\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"+355690000011\"", "\"700000011\"", "\"-700000011\"", "\"+700000011\"", "\"al-north\"", "\"north-duty\"", "\"Europe/Tirane\"", "\"../Europe/Tirane\"", "\"immediate\"", "\"IMMEDIATE\"", "\"child\"", "\"sms\"", "\"telegram\"", "\"administrator\"", "\"0\"", "\"private\"", "\"take A7F3K-4821\"",
    }.Select(Encoding.UTF8.GetBytes), .. new[] { 3, 14, 15, 16, 17, 64, 1000 }.SelectMany(deep => new[] { Deep(deep, "[", "]"), Deep(deep, "{\"a\":", "}"), Deep(deep, "[", "") })];

    private static readonly byte[][] Bytes = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0], [0xef, 0xbb, 0xbf], [0x1f, 0x8b, 8, 0], "\\u"u8.ToArray(), "\"" .Select(unit => (byte)unit).ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray()];

    private static readonly byte[][] Documents = [.. new[] { "", " ", "{", "}", "[", "[]", "{}", "null", "0", "\"a\"", "{}{}", "{} x", "\ufeff{}", "{\"a\":1}", "{\"region\":", "{\"region\":\"a\",\"region\":\"b\"}", "{'a':1}", "<a/>", "a=b&c=d", "\0", "{\"a\":1}//" }.Select(Encoding.UTF8.GetBytes)];

    public static byte[] Value(Draw draw) => draw.Next(60) switch
    {
        < 34 => draw.Of(Values),
        34 => List(draw),
        35 => Fields(draw, 1 + draw.Next(30)),
        _ => Text(draw, HostileText.Any(draw)),
    };

    /// <summary>A whole body: a good one, a spoiled one, rubbish, or one as large as the door.</summary>
    public static byte[] Body(Draw draw, JsonTemplate template) => draw.Next(400) switch
    {
        0 => Large(draw, draw.Of(Limits)),
        1 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(template.Good)),
        < 12 => draw.Of(Documents),
        < 20 => template.Good,
        < 120 => Damaged(draw, draw.OneIn(2) ? template.Good : template.Spoiled(draw)),
        _ => template.Spoiled(draw),
    };

    /// <summary>Bits and bytes that are others, more or fewer.</summary>
    public static byte[] Damaged(Draw draw, byte[] body)
    {
        if (body.Length == 0) return draw.Of(Bytes);
        var at = draw.Next(body.Length);
        switch (draw.Next(5))
        {
            case 0 or 1:
                var flipped = (byte[])body.Clone();
                flipped[at] ^= (byte)(1 << draw.Next(8));
                return flipped;
            case 2:
                return body[..at];
            case 3:
                return [.. body.AsSpan(0, at), .. body.AsSpan(Math.Min(body.Length, at + 1 + draw.Next(8)))];
            default:
                return [.. body.AsSpan(0, at), .. draw.Of(Bytes), .. body.AsSpan(at)];
        }
    }

    /// <summary>A JSON string: as UTF-8, or all of it escaped, so that what is no text gets through.</summary>
    public static byte[] Text(Draw draw, string text)
    {
        var json = new StringBuilder("\"", text.Length + 2);
        var isEscaped = draw.OneIn(3);
        foreach (var unit in text)
        {
            if (isEscaped || char.IsSurrogate(unit) || unit is < ' ' or '"' or '\\') json.Append("\\u").Append(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
            else json.Append(unit);
        }
        return Encoding.UTF8.GetBytes(json.Append('"').ToString());
    }

    private static byte[] List(Draw draw)
    {
        var one = draw.Of(Values);
        var bytes = new List<byte> { (byte)'[' };
        for (var left = draw.OneIn(20) ? 3000 : draw.Next(40); left > 0; left--)
        {
            bytes.AddRange(one);
            bytes.Add(left > 1 ? (byte)',' : (byte)' ');
        }
        bytes.Add((byte)']');
        return [.. bytes];
    }

    private static byte[] Fields(Draw draw, int count) =>
        Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, count).Select(at => string.Create(CultureInfo.InvariantCulture, $"\"x{draw.Next(1000)}\":{at}"))) + "}");

    /// <summary>A few bytes under a limit, on it, over it.</summary>
    private static byte[] Large(Draw draw, int limit)
    {
        var size = limit + draw.Next(3) - 1;
        return draw.Next(6) switch
        {
            0 => Filled(size, "{\"name\":\"", HostileText.Bomb(draw, size / 3), "\"}"),
            1 => Filled(size, "{\"contact\":\"", new string('x', size), "\"}"),
            2 => Filled(size, "", new string('[', size), ""),
            3 => Filled(size, "{\"needs\":[", string.Concat(Enumerable.Repeat("\"shelter\",", size / 10)), "0]}"),
            4 => Filled(size, "{", string.Join(',', Enumerable.Range(0, size / 12).Select(at => string.Create(CultureInfo.InvariantCulture, $"\"x{at}\":1"))), "}"),
            _ => Filled(size, "{\"staff\":[", string.Concat(Enumerable.Repeat("{},", 1900)), "{}]}"),
        };
    }

    private static byte[] Filled(int size, string before, string what, string after)
    {
        var bytes = Encoding.UTF8.GetBytes(what);
        var room = Math.Max(0, size - before.Length - after.Length);
        return [.. Encoding.UTF8.GetBytes(before), .. bytes.AsSpan(0, Math.Min(room, bytes.Length)), .. Encoding.UTF8.GetBytes(after)];
    }

    private static byte[] Deep(int levels, string open, string close) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, levels)) + (open.EndsWith(':') ? "0" : "") + string.Concat(Enumerable.Repeat(close, levels)));
}
