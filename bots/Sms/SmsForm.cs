using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The fields of a webhook's body.</summary>
internal sealed class SmsForm
{
    private const int MaxFields = 200;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, SortedSet<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>As the carrier signs them: a name that stands several times counts with each of its different values, in order.</summary>
    public Dictionary<string, string> Signed => _fields.ToDictionary(one => one.Key, one => string.Join(one.Key, one.Value), StringComparer.Ordinal);

    /// <summary>Null: it is not there, or with more than one value.</summary>
    public string? this[string name] => _fields.TryGetValue(name, out var values) && values.Count == 1 ? values.Min : null;

    /// <returns>Null: not text, or too many fields.</returns>
    public static SmsForm? Parse(byte[] bytes)
    {
        try
        {
            var (form, count) = (new SmsForm(), 0);
            foreach (var pair in new QueryStringEnumerable(Strict.GetString(bytes)))
            {
                if (++count > MaxFields) return null;
                form.Add(pair.DecodeName().ToString(), pair.DecodeValue().ToString());
            }
            return form;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private void Add(string name, string value)
    {
        if (!_fields.TryGetValue(name, out var values)) _fields[name] = values = new SortedSet<string>(StringComparer.Ordinal);
        values.Add(value);
    }
}
