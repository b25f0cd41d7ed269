using System.Globalization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Functions.Cases;

/// <summary>A referral's reference, e.g. <c>RA-7F3K-9</c>: four characters of <see cref="CodeAlphabet"/> and a check character.</summary>
public readonly record struct CaseReference
{
    /// <summary>How many references are tried for one request before it is answered that it may be sent again.</summary>
    /// <remarks>With 50,000 of the 113,760 in use, all are taken for one request of 266 billion; with 100,000, for one of 62.</remarks>
    public const int Candidates = 32;

    private const string Mark = "RA";
    private static readonly string ReadMark = CodeAlphabet.ReadAll(Mark)!;

    private CaseReference(string body) => Body = body;

    /// <summary>The four characters, as they stand in alert codes and in a button's data.</summary>
    public string Body { get; }

    /// <param name="digest">At least 16 hex digits, e.g. a keyed hash.</param>
    public static CaseReference From(string digest)
    {
        var count = (ulong)CodeAlphabet.Characters.Length;
        var number = ulong.Parse(digest.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        while (true)
        {
            var (body, rest) = (new char[CodeAlphabet.BodyLength], number);
            for (var at = 0; at < body.Length; at++, rest /= count) body[at] = CodeAlphabet.Characters[(int)(rest % count)];
            if (OfBody(new string(body)) is { } reference) return reference;
            number = unchecked(number * 6364136223846793005UL + 1442695040888963407UL); // Knuth's MMIX generator: visits every number.
        }
    }

    /// <summary>The references that a request may get, the first that is free; the same request always has the same.</summary>
    /// <param name="seed">Names the request, e.g. by its key.</param>
    public static IEnumerable<CaseReference> CandidatesOf(BlindIndex index, string seed)
    {
        for (var candidate = 0; candidate < Candidates; candidate++)
            yield return From(index.Of("reference", FormattableString.Invariant($"{seed}|{candidate}")));
    }

    /// <summary>Reads what people type: either script and case, with or without RA, hyphens and spaces.</summary>
    /// <returns>Null: none, or the check character is wrong.</returns>
    public static CaseReference? Parse(string text) => CodeAlphabet.ReadAll(text) switch
    {
        null => null,
        { Length: CodeAlphabet.BodyLength + 1 } read => Checked(read),
        var read => Marked(read),
    };

    /// <summary>As <see cref="Parse"/>, and RA must stand in front of it: in running text nothing else is meant.</summary>
    public static CaseReference? ParseMarked(string text) => CodeAlphabet.ReadAll(text) is { } read ? Marked(read) : null;

    /// <summary>As <see cref="Parse"/>, for text of any length from outside.</summary>
    public static CaseReference? Read(string text) => text.Length <= 20 ? Parse(text) : null;

    /// <summary>The first reference that stands in a text of this system, e.g. one that is answered; null: none.</summary>
    public static CaseReference? Find(string text)
    {
        for (var at = text.IndexOf("RA-", StringComparison.Ordinal); at >= 0; at = text.IndexOf("RA-", at + 3, StringComparison.Ordinal))
            if (at + 9 <= text.Length && Parse(text.Substring(at, 9)) is { } found) return found;
        return null;
    }

    /// <param name="body">As this system wrote it: nothing is read leniently.</param>
    public static CaseReference? OfBody(string body) => CodeAlphabet.IsBody(body) ? new CaseReference(body) : null;

    /// <summary>The four characters of a reference that this system has made.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string BodyOf(string reference) =>
        Parse(reference) is { } parsed ? parsed.Body : throw new ArgumentException("Not a reference.", nameof(reference));

    /// <summary>The key of its referral's stream and of those that belong to it: a keyed hash, which does not show the reference.</summary>
    public string KeyIn(BlindIndex index) => index.Of("referral", Body);

    private static CaseReference? Marked(string read) =>
        read.Length == ReadMark.Length + CodeAlphabet.BodyLength + 1 && read.StartsWith(ReadMark, StringComparison.Ordinal)
            ? Checked(read[ReadMark.Length..]) : null;

    private static CaseReference? Checked(string read) =>
        OfBody(read[..CodeAlphabet.BodyLength]) is { } reference && reference.Check == read[CodeAlphabet.BodyLength] ? reference : null;

    public override string ToString() => $"{Mark}-{Body}-{Check}";

    private char Check => CodeAlphabet.CheckOf(Body);
}
