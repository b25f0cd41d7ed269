using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Webhooks;

/// <summary>Where an organisation's subscription is kept, and whether it may have one.</summary>
public static class Subscriptions
{
    /// <summary>No key in storage shows whose it is.</summary>
    public static StreamId IdOf(string organisation, BlindIndex index) => new(SubscriptionRules.Kind, index.Of("subscription", organisation));

    /// <summary>The stream that hears what becomes of an organisation's referrals. Of the directory that is at hand anyway: it costs nothing.</summary>
    /// <returns>Null: its system has no right to listen.</returns>
    public static string? SubscriptionOf(People.StaffRegister people, string organisation, BlindIndex index, DateTimeOffset now) => MayListen(people, organisation, now) ? IdOf(organisation, index).Partition : null;

    public static bool MayListen(People.StaffRegister people, string organisation, DateTimeOffset now) => people.Configuration.Organisations.FirstOrDefault(one => one.Id == organisation)?.MayListen(now) ?? false;
}
