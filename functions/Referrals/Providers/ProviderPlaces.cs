using System.Collections.Immutable;
using System.Globalization;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Providers;

/// <summary>What people do about places: find a provider that fits, say how many are free.</summary>
public sealed class ProviderPlaces(StreamHandler<Provider, ProviderEvent, ProviderCommand> providers, StaffDirectory directory, Views views, BlindIndex index)
{
    public StreamId IdOf(string organisation) => new(ProviderRules.Kind, index.Of("provider", organisation));

    /// <summary>One partition query.</summary>
    public async Task<ImmutableArray<Candidate>> Fitting(ReferralFacts facts, string service, CancellationToken stop)
    {
        var free = (await views.Read(ProviderRules.View, ProviderRules.Everybody, stop)).Select(line => line.Split(':')).ToDictionary(line => line[0], line => int.Parse(line[1], CultureInfo.InvariantCulture));
        return Providers.Fitting.Best(await directory.Cached(stop), facts, service, free, organisation => IdOf(organisation).Partition);
    }

    /// <returns>Null: she does not answer for a provider.</returns>
    public async Task<Outcome<Provider>?> Declare(Actor actor, int places, string messageId, CancellationToken stop)
    {
        var organisation = (await directory.Cached(stop)).Configuration.Organisations.FirstOrDefault(one => one.Id == actor.Organisation);
        if (organisation?.Provides is not { } terms || !Permissions.May(actor, Permission.DeclarePlaces, new Resource("", organisation.Id))) return null;
        return await providers.Handle(IdOf(organisation.Id), new ProviderCommand.Declare(organisation.Id, places, terms.Capacity), messageId, actor.Person.Value, stop);
    }
}
