using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Intake;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using static ServerlessAssist.Tests.Functions.Referrals.Intake.GivenIntake;
using Drafts = ServerlessAssist.Functions.Conversations.Prompts.PromptHandler<ServerlessAssist.Functions.Referrals.Intake.Intake, ServerlessAssist.Functions.Referrals.Intake.IntakeEvent, ServerlessAssist.Functions.Referrals.Intake.IntakeCommand>;
using Notes = ServerlessAssist.Functions.Conversations.Prompts.PromptHandler<ServerlessAssist.Functions.Referrals.Conversation.PendingNotes, ServerlessAssist.Functions.Referrals.Conversation.PendingNotes, ServerlessAssist.Functions.Referrals.Conversation.PendingNoteCommand>;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Conversations.Prompts;

/// <summary>Two owners' prompts of one sender stand in one stream, and each owner has its own.</summary>
public sealed class PromptHandlerTests
{
    [Fact]
    public void A_history_is_one_owners_alone() => Stage.Play(async stage =>
    {
        var (drafts, notes, id) = Given(stage);
        Assert.Empty(await drafts.History(id, CancellationToken.None));
        await Do(drafts, id, Begin(OnTelegram), "1");
        await Do(notes, id, Keep, "2");
        await Do(drafts, id, Begin(OnTelegram, "adult"), "3");
        Assert.Equal([null, AgeGroup.Adult], (await drafts.History(id, CancellationToken.None)).Select(draft => draft.Open!.Answers.Age));
        Assert.Equal("it is cold here", Assert.Single(Assert.Single(await notes.History(id, CancellationToken.None)).Waiting).Text);
    });

    [Fact]
    public void All_are_forgotten_but_not_while_another_owners_waits() => Stage.Play(async stage =>
    {
        var (drafts, notes, id) = Given(stage);
        await Do(drafts, id, Begin(OnTelegram), "1");
        await Do(notes, id, Keep, "2");
        Assert.False(await drafts.Forget(id, _ => true, CancellationToken.None));
        Assert.False(await notes.Forget(id, _ => true, CancellationToken.None));
        await Do(notes, id, new PendingNoteCommand.ThrowAway(ReferralButtonHandler.Short("2")), "3");
        // What waits now is the owner's own: it goes if its owner says so.
        Assert.False(await notes.Forget(id, _ => true, CancellationToken.None));
        Assert.False(await drafts.Forget(id, draft => draft.Drafts == 2, CancellationToken.None));
        Assert.NotNull((await drafts.Read(id, CancellationToken.None)).Open);
        Assert.True(await drafts.Forget(id, draft => draft.Drafts == 1, CancellationToken.None));
        Assert.Null((await drafts.Read(id, CancellationToken.None)).Open);
        Assert.Empty((await notes.Read(id, CancellationToken.None)).Decided);
    });

    [Fact]
    public void An_owners_effects_leave_with_its_decision()
    {
        var effect = new Effect("referral~x", default);
        var definition = new PromptDefinition<int, int, bool>(
            "owner", 0, (count, commits, _) => commits
                ? new Decision<int>.Commit([count + 1], null, []) { Effects = [effect] }
                : new Decision<int>.Refused(new NoDraft()) { Recorded = [count + 1], Effects = [effect] },
            (_, next) => next, (_, at) => PromptStatus.Over(at), Numbers.Default.Int32);
        var done = Assert.IsType<Decision<PromptChanged>.Commit>(definition.CommandOf(true).Decide(SenderPrompts.None, Start));
        Assert.Equal((effect, 1), (Assert.Single(done.Effects), definition.StateOf(Assert.Single(done.Events).Prompt)));
        var refused = Assert.IsType<Decision<PromptChanged>.Refused>(definition.CommandOf(false).Decide(SenderPrompts.None, Start));
        Assert.Equal((effect, 1), (Assert.Single(refused.Effects), definition.StateOf(Assert.Single(refused.Recorded).Prompt)));
    }

    private static PendingNoteCommand Keep => new PendingNoteCommand.Keep("it is cold here", "2", ["RA-7F3K-9"]);

    private static (Drafts Drafts, Notes Notes, StreamId Id) Given(Stage stage)
    {
        var services = stage.Process.Services;
        return (services.GetRequiredService<Drafts>(), services.GetRequiredService<Notes>(), PromptRules.IdOf(services.GetRequiredService<BlindIndex>(), new PersonId("north-duty")));
    }

    private static async Task Do<TState, TEvent, TCommand>(PromptHandler<TState, TEvent, TCommand> prompts, StreamId id, TCommand command, string message) =>
        Assert.IsType<Outcome<TState>.Done>(await prompts.Handle(id, command, message, "north-duty", CancellationToken.None));
}

[System.Text.Json.Serialization.JsonSerializable(typeof(int))]
internal sealed partial class Numbers : System.Text.Json.Serialization.JsonSerializerContext;
