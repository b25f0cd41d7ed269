using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Functions.Conversations.Prompts;

/// <summary>Two owners ask one sender: each keeps its own, and a typed text answers what was asked last.</summary>
public sealed partial class PromptRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>What an owner asks; null: nothing.</summary>
    private static readonly PromptDefinition<Question, Question, Question> Room = Of("room", awaitsText: true), Meal = Of("meal", awaitsText: true),
        Button = Of("button", awaitsText: false);

    [Fact]
    public void A_text_answers_what_was_asked_last_and_then_what_was_asked_before_it()
    {
        var prompts = Do(Do(SenderPrompts.None, Room, "Which room?"), Meal, "What to eat?");
        Assert.Equal(Meal.Owner, prompts.AwaitingText?.Owner);
        prompts = Do(prompts, Room, "Which room, really?");
        Assert.Equal(Room.Owner, prompts.AwaitingText?.Owner);
        prompts = Do(prompts, Room, null);
        Assert.Equal(("What to eat?", null), (Meal.StateOf(prompts).Text, Room.StateOf(prompts).Text));
        Assert.Equal(Meal.Owner, prompts.AwaitingText?.Owner);
        Assert.Null(Do(prompts, Meal, null).AwaitingText);
    }

    [Fact]
    public void What_waits_for_a_button_takes_no_text_and_is_replaced_by_no_other_owner()
    {
        var prompts = Do(SenderPrompts.None, Button, "Where does it belong?");
        Assert.Null(prompts.AwaitingText);
        prompts = Do(prompts, Room, "Which room?");
        Assert.Equal(("Where does it belong?", Room.Owner), (Button.StateOf(prompts).Text, prompts.AwaitingText!.Owner));
    }

    [Fact]
    public void Prompts_are_kept_until_the_last_one_is_over()
    {
        var prompts = Do(Do(SenderPrompts.None, Room, "Which room?"), Meal, null, Start.AddHours(1));
        Assert.Null(PromptRules.Book.OverSince!(prompts, Start));
        prompts = Do(prompts, Room, null, Start.AddHours(5));
        Assert.Equal(Start.AddHours(5), PromptRules.Book.OverSince!(prompts, Start));
        Assert.Equal(Start, PromptRules.Book.OverSince!(SenderPrompts.None, Start));
    }

    [Fact]
    public void Each_owner_is_woken_at_its_own_time()
    {
        var prompts = Do(Do(SenderPrompts.None, Room, "Which room?"), Meal, "What to eat?", Start.AddHours(1));
        Assert.Equal(
            [new WakeUp("room", Start.AddDays(1)), new WakeUp("meal", Start.AddHours(25))], PromptRules.Book.WakeUps(prompts));
        Assert.Equal([new WakeUp("meal", Start.AddHours(25))], PromptRules.Book.WakeUps(Do(prompts, Room, null)));
    }

    [Fact]
    public void A_decision_keeps_its_reply_its_refusal_and_what_others_have_to_do()
    {
        var effect = new Effect("other|1", JsonDocument.Parse("{}").RootElement);
        var definition = Room with { Decide = (_, asked, _) => asked.Text == "no"
            ? new Decision<Question>.Refused(new Refused()) { Recorded = [asked], Effects = [effect] }
            : asked.Text == "never" ? new Decision<Question>.Refused(new Refused()) : new Decision<Question>.NoChange() };
        var recorded = Assert.IsType<Decision<PromptChanged>.Refused>(definition.CommandOf(new Question("no")).Decide(SenderPrompts.None, Start));
        Assert.Equal("no", definition.StateOf(Assert.Single(recorded.Recorded).Prompt).Text);
        Assert.Equal([effect], recorded.Effects);
        Assert.Empty(Assert.IsType<Decision<PromptChanged>.Refused>(definition.CommandOf(new Question("never")).Decide(SenderPrompts.None, Start)).Recorded);
        Assert.IsType<Decision<PromptChanged>.NoChange>(definition.CommandOf(new Question("other")).Decide(SenderPrompts.None, Start));
    }

    [Fact]
    public void Nothing_that_was_typed_is_printed() =>
        Assert.DoesNotContain("Which", $"{Do(SenderPrompts.None, Room, "Which room?")} {Do(SenderPrompts.None, Room, "Which room?").AwaitingText}", StringComparison.Ordinal);

    private static SenderPrompts Do(SenderPrompts prompts, PromptDefinition<Question, Question, Question> owner, string? text, DateTimeOffset? at = null) =>
        Stored.By(PromptRules.Book.Decide(prompts, owner.CommandOf(new Question(text)), at ?? Start)).Events.Aggregate(prompts, PromptRules.Book.Evolve);

    private static PromptDefinition<Question, Question, Question> Of(string owner, bool awaitsText) => new(
        owner, new Question(null), (_, asked, _) => new Decision<Question>.Commit(asked), (_, asked) => asked,
        (asked, now) => asked.Text is null
            ? PromptStatus.Over(now)
            : new PromptStatus(IsPending: true, awaitsText, OverSince: null) { WakeUp = new WakeUp(owner, now.AddDays(1)) },
        QuestionJson.Default.Question);

    private sealed record Refused() : Refusal("refused", null);

    internal sealed record Question(string? Text);

    [JsonSerializable(typeof(Question))]
    internal sealed partial class QuestionJson : JsonSerializerContext;
}
