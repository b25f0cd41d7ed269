using System.Text.Json;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>A good document, and where in it each value stands, so that any of them can be another.</summary>
internal sealed class JsonTemplate
{
    private readonly byte[] _good;
    private readonly List<(int From, int To)> _values = [];

    /// <summary>With the name and the colon.</summary>
    private readonly List<(int From, int To)> _members = [];

    public JsonTemplate(byte[] good)
    {
        _good = good;
        var reader = new Utf8JsonReader(good);
        var (open, name) = (new Stack<(int At, int Name)>(), -1);
        while (reader.Read())
        {
            var at = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = at;
                    continue;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push((at, name));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var (began, named) = open.Pop();
                    Note(began, named, (int)reader.BytesConsumed);
                    break;
                default:
                    Note(at, name, (int)reader.BytesConsumed);
                    break;
            }
            name = -1;
        }
    }

    /// <summary>Untouched.</summary>
    public byte[] Good => _good;

    /// <summary>One to three values are others, a member twice, its name another, or gone.</summary>
    public byte[] Spoiled(Draw draw)
    {
        var document = _good;
        var values = draw.OneIn(6) ? _members : _values;
        var spots = Enumerable.Range(0, 1 + draw.Next(3)).Select(_ => draw.Of(values)).OrderByDescending(spot => spot.From).ToList();
        var before = int.MaxValue;
        foreach (var (from, to) in spots)
        {
            if (to > before) continue;
            before = from;
            document = [.. document.AsSpan(0, from), .. values == _values ? HostileJson.Value(draw) : Member(draw, from, to), .. document.AsSpan(to)];
        }
        return document;
    }

    private byte[] Member(Draw draw, int from, int to)
    {
        byte[] member = _good[from..to];
        return draw.Next(4) switch
        {
            0 => [.. member, (byte)',', .. member],
            1 => [(byte)'"', (byte)'x', .. member.AsSpan(1)],
            2 => [.. HostileJson.Text(draw, HostileText.Any(draw, 300)), (byte)':', .. HostileJson.Value(draw), (byte)',', .. member],
            _ => "\"_\":0"u8.ToArray(),
        };
    }

    private void Note(int from, int name, int to)
    {
        _values.Add((from, to));
        if (name >= 0) _members.Add((name, to));
    }
}
