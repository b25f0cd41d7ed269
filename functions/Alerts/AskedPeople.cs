using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Alerts;

/// <summary>People who are asked for an answer, by which message, and whether it reached them. Oldest first.</summary>
public sealed record AskedPeople(ImmutableArray<Alert> Alerts)
{
    /// <summary>Alerts that are remembered of one person on one level.</summary>
    public const int AlertsKept = 3;

    public static readonly AskedPeople None = new([]);

    /// <summary>Everybody who was asked, also those who could not be reached.</summary>
    [JsonIgnore]
    public ImmutableArray<PersonId> People => [.. Alerts.Select(alert => alert.To).Distinct()];

    /// <summary>Somebody's answer can still come.</summary>
    [JsonIgnore]
    public bool IsAnybodyLeft => Alerts.Any(alert => alert.IsPending);

    /// <param name="id">Where the ids of the messages begin: <c>offer-3</c> gives <c>offer-3-0</c>, <c>offer-3-1</c>.</param>
    public static AskedPeople Of(string id, IEnumerable<PersonId> people) => new(
        [.. people.Select((person, at) => new Alert($"{id}-{at}", person, 0, AlertStatus.Sent, []))]);

    /// <returns>Null: no message of these has this id.</returns>
    public Alert? Find(string message) => Alerts.FirstOrDefault(alert => alert.Id == message);

    /// <summary>An answer to this message still counts.</summary>
    public bool IsPending(string message) => Find(message) is { IsPending: true };

    public bool IsPending(PersonId person) => Alerts.Any(alert => alert.To == person && alert.IsPending);

    /// <summary>What a delivery report means here.</summary>
    /// <param name="others">How many other channels are tried for one person.</param>
    /// <returns>Null: it says nothing new.</returns>
    public DeliveryOutcome? Learn(string message, Shared.Streams.DeliveryOutcome fate, OtherChannels others) => (Find(message), fate) switch
    {
        ({ Status: AlertStatus.Sent } alert, Shared.Streams.DeliveryOutcome.Delivered) => new DeliveryOutcome.Delivered(alert),
        ({ IsPending: true } alert, Shared.Streams.DeliveryOutcome.Undelivered lost) => Lost(alert, lost, others),
        ({ IsPending: true } alert, Shared.Streams.DeliveryOutcome.Failed failed) => new DeliveryOutcome.Failed(alert, failed.Why),
        _ => null,
    };

    /// <summary>With one more. Of one person on one level only the last few are kept: the top level is alerted without end.</summary>
    public AskedPeople With(Alert alert)
    {
        var before = Alerts.Where(one => one.To == alert.To && one.Level == alert.Level).ToList();
        return new((before.Count < AlertsKept ? Alerts : Alerts.Remove(before[0])).Add(alert));
    }

    /// <summary>With another status for one message; unchanged if it is none of these.</summary>
    public AskedPeople With(string message, AlertStatus status) => Marked(alert => alert.Id == message, status);

    /// <summary>The person has passed on all that was pending.</summary>
    public AskedPeople PassedOn(PersonId person) => Marked(alert => alert.To == person && alert.IsPending, AlertStatus.Passed);

    private static DeliveryOutcome? Lost(Alert alert, Shared.Streams.DeliveryOutcome.Undelivered lost, OtherChannels others) => others switch
    {
        OtherChannels.All when alert.GivenUp.Contains(lost.Channel) => null,
        OtherChannels.All => new DeliveryOutcome.OtherChannel(alert, lost.Channel, lost.Why.Name),
        OtherChannels.One when alert.GivenUp.IsEmpty => new DeliveryOutcome.OtherChannel(alert, lost.Channel, lost.Why.Name),
        _ => new DeliveryOutcome.Failed(alert, lost.Why.Name),
    };

    private AskedPeople Marked(Func<Alert, bool> which, AlertStatus status) =>
        Alerts.Any(which) ? new([.. Alerts.Select(alert => which(alert) ? alert with { Status = status } : alert)]) : this;

    public override string ToString() => $"{Alerts.Length} asked";
}
