using ServerlessAssist.Functions.Conversations;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>A text that begins with the word for referring somebody, in any language: "refer ...".</summary>
public sealed class ReferText(IntakeConversation intake, IntakeReader reader) : ITypedText
{
    public bool Matches(InboundRequest request) => reader.AfterRefer(request.Message.Text, request.Language) is not null;

    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop) => await intake.Begin(request, stop);
}
