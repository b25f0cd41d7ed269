using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Simulation.ToyCases;

/// <summary>Twelve assisted persons: eleven with a number, one with a Telegram chat alone.</summary>
public sealed class ToyRecipients : IRecipients
{
    public const int Count = 12;

    public const string OnTelegram = "c11";

    private readonly Dictionary<string, Language> _languages = [];
    private readonly HashSet<Address> _refused = [];

    public RecipientKind Kind => RecipientKind.Case;

    public static ImmutableArray<string> All { get; } =
        [.. Enumerable.Range(0, Count).Select(at => string.Create(CultureInfo.InvariantCulture, $"c{at}"))];

    public static Address AddressOf(string who) => who == OnTelegram
        ? new Address(ChannelKind.Telegram, "700000777")
        : new Address(ChannelKind.Sms, "+3556900070" + who[1..].PadLeft(2, '0'));

    public ValueTask<Recipient?> Find(RecipientId id, DateTimeOffset now, CancellationToken stop)
    {
        var language = _languages.GetValueOrDefault(id.Value, Language.English);
        return ValueTask.FromResult<Recipient?>(new Recipient([.. new[] { AddressOf(id.Value) }.Except(_refused)], language, null));
    }

    public Task RememberRefused(RecipientId id, Address address, SendFailure why, string correlationId, CancellationToken stop)
    {
        _refused.Add(address);
        return Task.CompletedTask;
    }

    /// <summary>From now on this person is written to in another language.</summary>
    public void Choose(string who, Language language) => _languages[who] = language;
}
