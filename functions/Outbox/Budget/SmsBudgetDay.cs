using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.Outbox.Budget;

/// <summary>What texts to one country cost on one day. Processes reserve in batches, so a text costs no storage of its own; what a dead process had reserved counts as spent.</summary>
/// <param name="Segments">Spent or reserved.</param>
/// <param name="Grants">The last ones: whoever did not hear the answer looks again.</param>
/// <param name="Told">How far administrators know.</param>
public sealed record SmsBudgetDay(int Segments, ImmutableArray<Grant> Grants, BudgetWarning Told)
{
    public static readonly SmsBudgetDay New = new(0, [], BudgetWarning.None);

    /// <summary>0 as well for one too long ago: then it is wasted, never spent twice.</summary>
    public int GrantedTo(string reservation) => Grants.FirstOrDefault(one => one.Reservation == reservation)?.Segments ?? 0;
}

public sealed record Grant(string Reservation, int Segments);

[JsonConverter(typeof(JsonStringEnumConverter<BudgetWarning>))]
public enum BudgetWarning { None, NearlySpent, Spent }

/// <summary>A process writes down what it sent without asking, and asks for more.</summary>
/// <param name="Owed">Segments that have left already; they count whatever the limit is.</param>
/// <param name="Wanted">Segments for texts that can wait; as many are granted as the limit leaves.</param>
public sealed record Reserve(string Reservation, int Owed, int Wanted, int Limit, string Country, ImmutableArray<PersonId> Administrators);

[JsonPolymorphic]
[JsonDerivedType(typeof(Reserved), "reserved")]
[JsonDerivedType(typeof(AdministratorsNotified), "administrators-notified")]
public abstract record SmsBudgetEvent
{
    public sealed record Reserved(string Reservation, int Owed, int Granted) : SmsBudgetEvent;

    public sealed record AdministratorsNotified(BudgetWarning Mark) : SmsBudgetEvent;
}

[JsonSerializable(typeof(SmsBudgetDay))]
[JsonSerializable(typeof(SmsBudgetEvent))]
internal sealed partial class SmsBudgetJson : JsonSerializerContext;
