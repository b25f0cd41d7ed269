using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Inbox.Unknown;
using ServerlessAssist.Functions.People.Conversation;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;

namespace ServerlessAssist.Functions.Inbox;

/// <summary>The texts without a command that are recognised by their form alone, in the order in which they are looked for.</summary>
public sealed class TypedTexts(DutyConversation duty, EnrolmentAttempts enrolment, PlacesText places, NoteText note, ReferText refer)
{
    private readonly ImmutableArray<ITypedText> _inOrder =
    [
        duty,       // "I take Friday"
        enrolment,  // the sender's own enrolment code
        places,     // "places 3"
        note,       // "RA-7F3K-9 ...", or the answer to a message about a referral
        refer,      // "refer ..."
    ];

    /// <returns>Null: none of these, or nothing for this sender.</returns>
    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        foreach (var typed in _inOrder)
        {
            if (!typed.Matches(request)) continue;
            if (await typed.Answer(request, stop) is { } answered) return answered;
        }
        return null;
    }
}
