using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Outbox.Budget;

/// <summary>What texts to one country cost on one day. Processes reserve in batches, so a text costs no storage of its own; what a dead process had reserved counts as spent.</summary>
/// <param name="Segments">Spent or reserved.</param>
/// <param name="Grants">The last ones: whoever did not hear the answer looks again.</param>
/// <param name="Told">How far administrators know.</param>
public sealed record SpendingDay(int Segments, ImmutableArray<Grant> Grants, Mark Told)
{
    public static readonly SpendingDay New = new(0, [], Mark.None);

    /// <summary>0 as well for one too long ago: then it is wasted, never spent twice.</summary>
    public int GrantedTo(string reservation) => Grants.FirstOrDefault(one => one.Reservation == reservation)?.Segments ?? 0;
}

public sealed record Grant(string Reservation, int Segments);

[JsonConverter(typeof(JsonStringEnumConverter<Mark>))]
public enum Mark { None, NearlySpent, Spent }

/// <summary>A process writes down what it sent without asking, and asks for more.</summary>
/// <param name="Owed">Segments that have left already; they count whatever the limit is.</param>
/// <param name="Wanted">Segments for texts that can wait; as many are granted as the limit leaves.</param>
public sealed record Reserve(string Reservation, int Owed, int Wanted, int Limit, string Country, ImmutableArray<PersonId> Administrators);

[JsonPolymorphic]
[JsonDerivedType(typeof(Reserved), "reserved")]
[JsonDerivedType(typeof(AdministratorsTold), "administrators-notified")]
public abstract record SpendingEvent
{
    public sealed record Reserved(string Reservation, int Owed, int Granted) : SpendingEvent;

    public sealed record AdministratorsTold(Mark Mark) : SpendingEvent;
}

[JsonSerializable(typeof(SpendingDay))]
[JsonSerializable(typeof(SpendingEvent))]
internal sealed partial class SpendingJson : JsonSerializerContext;
