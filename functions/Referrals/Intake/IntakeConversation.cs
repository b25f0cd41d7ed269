using System.Collections.Immutable;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Referrals.Intake;

/// <summary>Somebody refers a person from her phone.</summary>
public sealed class IntakeConversation(
    StreamHandler<Intake, IntakeEvent, IntakeCommand> intakes, IntakeSending sending, StaffDirectory directory,
    IntakeVocabulary vocabulary, BlindIndex index, TimeProvider time) : IPromptOwner
{
    /// <summary>As long as a text may come again by the carrier's list, with room.</summary>
    private static readonly TimeSpan ComesAgain = TimeSpan.FromHours(26);

    public string Prefix => IntakeButton.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/refer", new MenuEntry(IntakePhrases.ReferCommand, MenuSection.Work), Permission.OpenReferral) { Needs = ChannelNeed.None }];

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop) => await Begin(request, stop);

    /// <summary>Begins a draft with what stands behind the word for referring, or goes on with the open one.</summary>
    public async Task<ChatReply?> Begin(InboundRequest request, CancellationToken stop)
    {
        if (!MayRefer(request)) return ChatReply.Say(IntakePhrases.NotYours, request.Language);
        var (words, handset) = (vocabulary.Of(request.Language), await HandsetOf(request, stop));
        var heard = words.Read(words.AfterRefer(request.Message.Text) ?? "", handset.Places);
        return await Decide(request, new IntakeCommand.Begin(heard, handset), handset, stop);
    }

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        if (IntakeButton.Of(press) is not { } button) return null;
        if (!MayRefer(request)) return ChatReply.Say(IntakePhrases.NotYours, request.Language);
        var handset = await HandsetOf(request, stop);
        return await Decide(request, new IntakeCommand.Press(button, handset), handset, stop);
    }

    /// <remarks>
    /// Storage transactions: an answer two; a text from somebody who may refer and has no draft one; the word that sends a draft six,
    /// and those of the referral: a read, a look whether it was handled before, a read and a commit that decide,
    /// a read and a commit that end it.
    /// </remarks>
    public async Task<ChatReply?> Answer(InboundRequest request, CancellationToken stop)
    {
        if (!MayRefer(request)) return null;
        var handset = await HandsetOf(request, stop);
        var heard = vocabulary.Of(request.Language).Read(request.Message.Text, handset.Places);
        return await Decide(request, new IntakeCommand.Say(request.Message.Text, heard, handset), handset, stop);
    }

    private static bool MayRefer(InboundRequest request) =>
        Permissions.May(Actor.Of(request.Staff), Permission.OpenReferral, new Resource("", request.Staff.Organisation));

    private async Task<DialogueContext> HandsetOf(InboundRequest request, CancellationToken stop) =>
        new(request.Message.From.Channel, IntakeScope.Of(request.Staff, await directory.Cached(stop)));

    private async Task<ChatReply?> Decide(InboundRequest request, IntakeCommand command, DialogueContext handset, CancellationToken stop)
    {
        var (staff, language, message) = (request.Staff, request.Language, request.Message);
        var id = IdOf(index, staff.Id);
        if (IntakeRules.AsksToSend(command) && IntakeRules.ToSend((await intakes.Read(id, stop)).State, command, message.At, time.GetUtcNow()) is { } sheet)
        {
            // A word that was said of an earlier draft says nothing of this one.
            if (await intakes.Earlier(id, message.Id, stop) is { } before) return ChatReply.From(before, language);
            switch (await sending.Begin(staff, id, sheet, stop))
            {
                case true: return ChatReply.From(await sending.End(staff, id, sheet, handset, message.Id, stop), language);
                case null: return ChatReply.NotStoredYet(language);
            }
        }
        var outcome = await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
        if (outcome is Outcome<Intake>.Refused { Why: BeingSent, State.Open: { } draft })
            outcome = await Complete(staff, id, draft, command, handset, message, stop);
        if (outcome is not Outcome<Intake>.NoChange nothing) return ChatReply.From(outcome, language);
        return time.GetUtcNow() - nothing.State.Ended < ComesAgain && await intakes.Earlier(id, message.Id, stop) is { } earlier ? ChatReply.From(earlier, language) : null;
    }

    /// <summary>
    /// A message that meets a draft that is being sent completes the sending and is answered with its result;
    /// one that begins a new draft does so after it.
    /// </summary>
    private async Task<Outcome<Intake>> Complete(
        Staff staff, StreamId id, ReferralDraft draft, IntakeCommand command, DialogueContext handset, InboundMessage message, CancellationToken stop)
    {
        if (command is not IntakeCommand.Begin) return await sending.End(staff, id, draft, handset, message.Id, stop);
        var ended = await sending.End(staff, id, draft, handset, $"before|{message.Id}", stop);
        return ended is Outcome<Intake>.Unknown ? ended : await intakes.Handle(id, command, message.Id, staff.Id.Value, stop);
    }

    /// <summary>Where somebody's drafts stand.</summary>
    public static StreamId IdOf(BlindIndex index, PersonId person) => new(IntakeRules.Kind, index.Of("intake", person.Value));
}
