using ServerlessAssist.Functions.Conversations;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>A text that begins with the word for referring somebody, in any language: "refer ...".</summary>
public sealed class ReferText(IntakeConversation intake, IntakeVocabulary vocabulary) : ITypedText
{
    public bool Matches(InboundRequest request) => vocabulary.Of(request.Language).AfterRefer(request.Message.Text) is not null;

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop) => await intake.Begin(request, stop);
}
