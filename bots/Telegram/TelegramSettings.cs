using System.Text.RegularExpressions;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Section <c>Telegram</c>. Without a token the channel is off, and nothing else in it matters.</summary>
public sealed partial class TelegramSettings
{
    public const string DefaultApiBase = "https://api.telegram.org";

    /// <summary>The bot's token, from @BotFather.</summary>
    public string? Token { get; init; }

    /// <summary>What Telegram shows us in every webhook call, so that nobody else can make one.</summary>
    public string? Secret { get; init; }

    /// <summary>The secret before, valid beside the new one while Telegram is being told; empty otherwise.</summary>
    public string? PreviousSecret { get; init; }

    /// <summary>Where Telegram reaches us, without <c>/api/telegram</c>.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The bot's own name, for links by which people join; without it they type their code.</summary>
    public string? Bot { get; init; }

    public string ApiBase { get; init; } = DefaultApiBase;

    public bool IsOn => !string.IsNullOrWhiteSpace(Token);

    /// <summary>The URL that Telegram is to call.</summary>
    public string WebhookAddress => $"{PublicAddress?.TrimEnd('/')}/api/telegram";

    /// <summary>Sentences for whoever starts the system: which setting, what is wrong, how to make one. Never a value.</summary>
    public IEnumerable<string> Faults()
    {
        if (!IsOn) yield break;
        if (!TokenShape().IsMatch(Token!))
            yield return "Telegram__Token is not a bot token (digits, a colon, 35 characters). Get one from @BotFather with /newbot, or leave it out to do without Telegram.";
        if (SecretFault(Secret) is { } fault) yield return $"Telegram__Secret {fault}";
        if (!string.IsNullOrEmpty(PreviousSecret) && SecretFault(PreviousSecret) is { } previous) yield return $"Telegram__PreviousSecret {previous}";
        if (!string.IsNullOrEmpty(Bot) && !BotShape().IsMatch(Bot)) yield return "Telegram__Bot must be the bot's name without @, e.g. assist_bot, or be left out.";
        if (!IsSafeBase(PublicAddress)) yield return "Telegram__PublicAddress must be the https address under which Telegram reaches this system, e.g. https://assist.example (http on this machine alone).";
        if (!IsSafeBase(ApiBase) || new Uri(ApiBase).AbsolutePath != "/") yield return $"Telegram__ApiBase must be an https address without a path, by default {DefaultApiBase} (http on this machine alone).";
    }

    /// <remarks>1-256 characters of this alphabet are Telegram's rule (setWebhook); 43 of them hold 256 bits, which is ours.</remarks>
    private static string? SecretFault(string? secret)
    {
        const string Make = "Make one with: openssl rand -hex 32";
        if (string.IsNullOrEmpty(secret)) return $"is missing. {Make}";
        if (!SecretShape().IsMatch(secret)) return $"must be 43 to 256 of the characters A-Z, a-z, 0-9, _ and -. {Make}";
        return secret.Distinct().Count() < 10 ? $"is weak: its characters repeat. {Make}" : null;
    }

    private static bool IsSafeBase(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "" };

    [GeneratedRegex("^[0-9]{5,15}:[A-Za-z0-9_-]{35}\\z")]
    private static partial Regex TokenShape();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{4,31}\\z")]
    private static partial Regex BotShape();

    [GeneratedRegex("^[A-Za-z0-9_-]{43,256}\\z")]
    private static partial Regex SecretShape();
}
