using System.Buffers;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Sms;

/// <summary>The account at Twilio, from settings <c>Sms__…</c>. Nothing set at all: no SMS.</summary>
public sealed class SmsSettings
{
    internal const string InboundPath = "/api/sms";
    internal const string StatusPath = "/api/sms/status/";
    private const string AnyPrefix = "default";
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public string? AccountSid { get; init; }

    public string? AuthToken { get; init; }

    /// <summary>Still accepted on webhooks while the token is rotated.</summary>
    public string? PreviousAuthToken { get; init; }

    /// <summary>The address that the carrier was told, without a path: what it signs.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>By the first digits of the recipient's number, or <c>default</c>: a number in E.164, or a messaging service (MG…).</summary>
    public Dictionary<string, string> Senders { get; init; } = [];

    /// <summary>First digits of the numbers that may be texted. None: nobody.</summary>
    public List<string> AllowedPrefixes { get; init; } = [];

    /// <summary>Another address of the REST API, for the sandbox.</summary>
    public string? ApiBase { get; init; }

    public bool IsOff => new[] { AccountSid, AuthToken, PreviousAuthToken, PublicAddress, ApiBase }.Concat(Senders.Values).Concat(AllowedPrefixes).All(string.IsNullOrEmpty);

    /// <summary>Each sender once.</summary>
    internal IEnumerable<string> AllSenders => GivenSenders.Select(one => one.Value).Distinct();

    /// <summary>A setting that is there but empty is missing.</summary>
    private IEnumerable<KeyValuePair<string, string>> GivenSenders => Senders.Where(one => !string.IsNullOrEmpty(one.Value));

    /// <summary>Whether a number may be texted at all: what is not on the list costs nothing, nor do lines at a price of their own.</summary>
    public bool Allows(PhoneNumber number) => !number.IsSpecial && AllowedPrefixes.Exists(prefix => number.ToE164()[1..].StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>What is wrong, in sentences that name the setting; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (IsOff) yield break;
        if (!IsSid(AccountSid, "AC")) yield return "Sms__AccountSid is missing or no account SID (AC and 32 hex digits). It stands in the carrier's console.";
        if (AuthToken is not { Length: >= 32 }) yield return "Sms__AuthToken is missing or too short (32 characters). It stands in the carrier's console.";
        if (PreviousAuthToken is { Length: > 0 and < 32 }) yield return "Sms__PreviousAuthToken is too short (32 characters). Leave it out when no token is being rotated.";
        if (!Addresses.IsPublic(PublicAddress)) yield return "Sms__PublicAddress is missing or no https address without a path, e.g. https://assist.example.";
        if (ApiBase is { Length: > 0 } && !Addresses.IsPublic(ApiBase)) yield return "Sms__ApiBase is no https address without a path. Leave it out to use the carrier's own.";
        if (GivenSenders.All(one => one.Key != AnyPrefix)) yield return "Sms__Senders__default is missing: a number in E.164 or a messaging service (MG…). Both stand in the carrier's console.";
        foreach (var (prefix, sender) in GivenSenders)
        {
            if (prefix != AnyPrefix && !IsPrefix(prefix)) yield return $"Sms__Senders__{prefix} is for no prefix: after Sms__Senders__ come the first digits of a number, without a plus, or default.";
            if (!IsNumber(sender) && !IsSid(sender, "MG")) yield return $"Sms__Senders__{prefix} is neither a number in E.164 nor a messaging service (MG and 32 hex digits).";
        }
        if (AllowedPrefixes.Count == 0 || !AllowedPrefixes.TrueForAll(IsPrefix)) yield return "Sms__AllowedPrefixes__0 is missing or not digits: the country codes that may be texted, e.g. 355.";
    }

    /// <summary>The most exact prefix wins.</summary>
    internal string SenderFor(PhoneNumber number) =>
        GivenSenders.Where(sender => number.ToE164()[1..].StartsWith(sender.Key, StringComparison.Ordinal)).OrderByDescending(sender => sender.Key.Length).Select(sender => sender.Value).FirstOrDefault()
        ?? Senders[AnyPrefix];

    internal Uri Public(string path) => new(PublicAddress!.TrimEnd('/') + path);

    /// <param name="kind">The two letters that tell what it names.</param>
    internal static bool IsSid(string? text, string kind) => text is { Length: 34 } && text.StartsWith(kind, StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(Hex) < 0;

    private static bool IsNumber(string text) => text is { Length: >= 8 and <= 16 } && text[0] == '+' && text[1] != '0' && text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsPrefix(string? text) => text is { Length: >= 1 and <= 7 } && text[0] != '0' && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
