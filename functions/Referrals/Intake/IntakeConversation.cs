using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Somebody refers a person from her phone.</summary>
public sealed class IntakeConversation(
    PromptHandler<Intake, IntakeEvent, IntakeCommand> intakes, IntakeSending sending, StaffDirectory directory,
    IntakeReader reader, BlindIndex index, TimeProvider time) : IPromptOwner
{
    public string Prefix => IntakeButton.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/refer", new MenuEntry(IntakePhrases.ReferCommand, MenuSection.Work), Permission.OpenReferral) { Needs = ChannelNeed.None }];

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) => await Begin(request, stop);

    public bool MayAsk(Staff staff) => Permissions.May(Actor.Of(staff), Permission.OpenReferral, new Resource("", staff.Organisation));

    /// <summary>Begins a draft with what stands behind the word for referring, or goes on with the open one.</summary>
    public async Task<ChatReply?> Begin(InboundRequest request, CancellationToken stop)
    {
        if (!MayAsk(request.Staff)) return ChatReply.Say(IntakePhrases.NotYours, request.Language);
        var context = await ContextOf(request, stop);
        var parsed = reader.Read(reader.AfterRefer(request.Message.Text, request.Language) ?? "", request.Language, context.Places, isBeginning: true);
        return await DecideOnPrompt(request, new IntakeCommand.Begin(parsed, context), context, stop);
    }

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        if (IntakeButton.Of(press) is not { } button) return null;
        if (!MayAsk(request.Staff)) return ChatReply.Say(IntakePhrases.NotYours, request.Language);
        var context = await ContextOf(request, stop);
        return await DecideOnPrompt(request, new IntakeCommand.Press(button, context), context, stop);
    }

    /// <remarks>
    /// Storage transactions beside the read of the prompts: an answer one; the word that sends a draft five,
    /// and those of the referral: a look whether it was handled before, a read and a commit that decide,
    /// a read and a commit that end it.
    /// </remarks>
    public async Task<ChatReply?> Answer(InboundRequest request, Loaded<SenderPrompts> prompts, CancellationToken stop)
    {
        var context = await ContextOf(request, stop);
        var parsed = reader.Read(request.Message.Text, request.Language, context.Places);
        return await Decide(request, prompts, new IntakeCommand.Say(request.Message.Text, parsed, context, request.Message.At), context, stop);
    }

    private async Task<DialogueContext> ContextOf(InboundRequest request, CancellationToken stop) =>
        new(request.Message.From.Channel, IntakeScope.Of(request.Staff, await directory.Cached(stop)));

    private async Task<ChatReply?> DecideOnPrompt(InboundRequest request, IntakeCommand command, DialogueContext context, CancellationToken stop) =>
        await Decide(request, await intakes.Load(PromptRules.IdOf(index, request.Staff.Id), stop), command, context, stop);

    private async Task<ChatReply?> Decide(
        InboundRequest request, Loaded<SenderPrompts> prompts, IntakeCommand command, DialogueContext context, CancellationToken stop)
    {
        var (staff, language, message, id) = (request.Staff, request.Language, request.Message, prompts.Id);
        if (IntakeRules.ToSend(intakes.StateOf(prompts), command, message.At, time.GetUtcNow()) is { } draft)
        {
            // A word that was said of an earlier draft says nothing of this one.
            if (await intakes.Earlier(id, message.Id, stop) is { } before) return ChatReply.From(before, language);
            switch (await sending.Begin(staff, id, draft, stop))
            {
                case true: return ChatReply.From(await sending.End(staff, id, draft, context, message.Id, stop), language);
                case null: return ChatReply.NotStoredYet(language);
                default: prompts = await intakes.Load(id, stop); break;
            }
        }
        var outcome = await intakes.Handle(prompts, command, message.Id, staff.Id.Value, stop);
        if (outcome is Outcome<Intake>.Refused { Why: BeingSent, State.Open: { } sent })
            outcome = await Complete(staff, id, sent, command, context, message, stop);
        if (outcome is Outcome<Intake>.NoChange) return null;
        var reply = ChatReply.From(outcome, language);
        return reply with { IsProgress = reply.IsProgress && outcome is Outcome<Intake>.Done done && !done.State.IsSameAs(intakes.StateOf(prompts)) };
    }

    /// <summary>
    /// A message that meets a draft that is being sent completes the sending and is answered with its result;
    /// one that begins a new draft does so after it.
    /// </summary>
    private async Task<Outcome<Intake>> Complete(
        Staff staff, StreamId id, ReferralDraft draft, IntakeCommand command, DialogueContext context, InboundMessage message, CancellationToken stop)
    {
        if (command is not IntakeCommand.Begin) return await sending.End(staff, id, draft, context, message.Id, stop);
        var ended = await sending.End(staff, id, draft, context, $"before|{message.Id}", stop);
        return ended is Outcome<Intake>.Unknown ? ended : await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
    }
}
