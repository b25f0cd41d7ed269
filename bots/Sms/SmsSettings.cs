namespace ServerlessAssist.Bots.Sms;

/// <summary>The account at Twilio, from settings <c>Sms__…</c>. Nothing set at all: no SMS.</summary>
public sealed class SmsSettings
{
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

    public bool IsOff => AccountSid is null or "" && AuthToken is null or "" && PublicAddress is null or "" && Senders.Values.All(string.IsNullOrEmpty);

    /// <summary>What is wrong, in sentences that name the setting; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        if (IsOff) yield break;
        if (AccountSid is not { Length: 34 } || !AccountSid.StartsWith("AC", StringComparison.Ordinal)) yield return "Sms__AccountSid is missing or no account SID (AC and 32 hex digits). It stands in the carrier's console.";
        if (AuthToken is not { Length: >= 32 }) yield return "Sms__AuthToken is missing or too short (32 characters). It stands in the carrier's console.";
        if (PreviousAuthToken is { Length: > 0 and < 32 }) yield return "Sms__PreviousAuthToken is too short (32 characters). Leave it out when no token is being rotated.";
        if (!Addresses.IsPublic(PublicAddress)) yield return "Sms__PublicAddress is missing or no https address without a path, e.g. https://assist.example.";
        if (Senders.GetValueOrDefault("default") is null or "") yield return "Sms__Senders__default is missing: a number in E.164 or a messaging service (MG…).";
        foreach (var (prefix, sender) in Senders.Where(one => !string.IsNullOrEmpty(one.Value)))
            if (!(sender.StartsWith('+') && sender[1..].All(char.IsAsciiDigit)) && !(sender.StartsWith("MG", StringComparison.Ordinal) && sender.Length == 34))
                yield return $"Sms__Senders__{prefix} is neither a number in E.164 nor a messaging service (MG and 32 hex digits).";
        if (AllowedPrefixes.Count == 0 || AllowedPrefixes.Any(prefix => prefix?.Length is null or 0 or > 7 || !prefix.All(char.IsAsciiDigit)))
            yield return "Sms__AllowedPrefixes__0 is missing or not digits: the country codes that may be texted, e.g. 355.";
    }
}
