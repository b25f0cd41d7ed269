using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Functions.People;

/// <summary>
/// Staff as recipients: the channels and the language that each has chosen, and quiet hours.
/// Costs what <see cref="StaffDirectory.Cached(CancellationToken)"/> costs.
/// </summary>
public sealed class StaffRecipients(StaffDirectory directory) : IRecipients
{
    public RecipientKind Kind => RecipientKind.Staff;

    public async ValueTask<Recipient?> Find(RecipientId id, DateTimeOffset now, CancellationToken stop)
    {
        var (staff, person) = (await directory.Cached(stop), new PersonId(id.Value));
        return staff.Find(person) is null
            ? null
            : new Recipient([.. staff.ChannelsOf(person)], staff.LanguageOf(person), staff.QuietUntil(person, now));
    }

    public Task RememberRefused(RecipientId id, Address address, SendFailure why, string correlationId, CancellationToken stop) =>
        directory.RecordRefusedChannel(new PersonId(id.Value), address, why, correlationId, stop);
}
