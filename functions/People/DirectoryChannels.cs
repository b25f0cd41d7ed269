using System.Collections.Immutable;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>How people came, by which ways they are reached, and who has gone.</summary>
public sealed partial record StaffRegister
{
    /// <summary>Those who are in no people file; a same id in the file wins.</summary>
    public ImmutableDictionary<PersonId, Staff> Invited { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, Staff>.Empty;

    /// <summary>Codes that nobody has used yet, one a person.</summary>
    public ImmutableArray<Invitation> Invitations { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Addresses that were joined by a code.</summary>
    public ImmutableDictionary<PersonId, ImmutableArray<Address>> Joined { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, ImmutableArray<Address>>.Empty;

    /// <summary>Addresses of the people file, or of its invitations, that were lost: <see cref="CutKey"/>.</summary>
    public ImmutableHashSet<string> Cut { get; init => field = value ?? field; } = [];

    /// <summary>Those who have left and still stand in the people file.</summary>
    public ImmutableHashSet<PersonId> Gone { get; init => field = value ?? field; } = [];

    /// <summary>Which kind somebody wants first.</summary>
    public ImmutableDictionary<PersonId, ImmutableArray<ChannelKind>> Order { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, ImmutableArray<ChannelKind>>.Empty;

    /// <summary>Where somebody was heard of last: it is tried first.</summary>
    public ImmutableDictionary<PersonId, ChannelKind> LastOn { get; init => field = value ?? field; } = ImmutableDictionary<PersonId, ChannelKind>.Empty;

    /// <summary>Whose open work has to find other hands; whoever moves it says so with <see cref="StaffCommand.HandedOver"/>.</summary>
    public ImmutableArray<HandOver> ToHandOver { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>All addresses of somebody, refused ones too, in the order that they are tried.</summary>
    public IEnumerable<Address> AddressesOf(Staff staff)
    {
        var order = Order.GetValueOrDefault(staff.Id, []);
        return Given(staff).Where(address => !Cut.Contains(CutKey(staff.Id, address))).Concat(Joined.GetValueOrDefault(staff.Id, [])).Distinct()
            .OrderBy(address => LastOn.TryGetValue(staff.Id, out var last) && last == address.Channel ? -1 : order.IndexOf(address.Channel) is >= 0 and var at ? at : order.Length);
    }

    /// <summary>As the people file has them, and the chats that answered its invitations.</summary>
    internal IEnumerable<Address> Given(Staff staff) =>
        from way in staff.Ways
        let value = way.Address ?? (Chats.TryGetValue(way.Invite ?? "", out var chat) ? chat : null)
        where value is not null
        select new Address(way.Kind, value);

    public static string CutKey(PersonId person, Address address) => $"{person.Value}|{Key(address)}";
}

/// <summary>A code that was given to somebody: whoever shows it joins as this person.</summary>
/// <param name="Hash">Keyed; the code itself is kept nowhere.</param>
/// <param name="Proof">A phone that has shown the code by SMS, and was texted a proof.</param>
public sealed record Invitation(string Hash, PersonId Person, DateTimeOffset Until, Proof? Proof)
{
    public override string ToString() => "invitation";
}

/// <param name="Hash">Keyed, of the digits.</param>
/// <param name="Wrong">How many others were texted.</param>
public sealed record Proof(Address Address, string Hash, DateTimeOffset Until, int Wrong)
{
    public override string ToString() => "proof";
}

/// <summary>Somebody whose open work nobody does.</summary>
/// <param name="Why"><c>left</c> or <c>away</c>.</param>
/// <param name="Since">Tells one time from another.</param>
public sealed record HandOver(PersonId Person, string Why, DateTimeOffset Since)
{
    /// <summary>The message id under which one piece of work is given away, once.</summary>
    public string MessageIdFor(string work) => FormattableString.Invariant($"hand-over|{Person.Value}|{Since.UtcTicks}|{work}");
}
