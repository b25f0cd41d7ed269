using System.Collections.Immutable;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Cases.Erasing;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.Conversations.Prompts;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Simulation.Rides;

/// <summary><c>/ride RA-7F3K-9</c>, then where to. Not by SMS, whose sender can be forged.</summary>
public sealed class RideConversation(
    StreamHandler<Ride, RideEvent, RideCommand> rides, PromptHandler<RideQuestion, RideQuestion, RideQuestionCommand> questions,
    IPersonCases cases, StaffDirectory directory, BlindIndex index, TimeProvider time) : IPromptOwner
{
    public string Prefix => RideButtons.Prefix;

    public ImmutableArray<ChatCommand> Commands { get; } =
        [new("/ride", new MenuEntry(RidePhrases.Command, MenuSection.Work), Permission.WriteInReferral)];

    public bool MayAsk(Staff staff) => staff.Regions.Any(region => Permissions.May(Actor.Of(staff), Permission.WriteInReferral, new Resource(region, "")));

    public async Task<ChatReply?> Command(InboundRequest request, ChatCommand command, CancellationToken stop)
    {
        if (CaseReference.Parse(string.Concat(request.Content.Rest)) is not { } reference) return ChatReply.Say(RidePhrases.How, request.Language);
        var key = reference.KeyIn(index);
        if (await cases.Find(key, stop) is not { } person || !May(request, person)) return ChatReply.Say(RidePhrases.None, request.Language);
        var ask = new RideQuestionCommand.Ask(key);
        return ChatReply.From(await questions.Handle(IdOf(request), ask, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
    }

    /// <summary>First the ride, under the name of the text, so that a repeat asks for no second one; then the question is over.</summary>
    public async Task<ChatReply?> Answer(InboundRequest request, Loaded<SenderPrompts> prompts, CancellationToken stop)
    {
        if (questions.StateOf(prompts).Key is not { } key || await cases.Find(key, stop) is not { } person) return null;
        var people = await directory.Cached(stop);
        if (people.Region(person.Region) is not { } region) return null;
        var ladder = new Ladder(people.LadderOf(region, time.GetUtcNow()), region.EscalateAfter, people.Administrators);
        var (by, text) = (request.Staff.Id.Value, request.Message);
        var ask = new RideCommand.Ask(
            Actor.Of(request.Staff), person.Reference, person.Region, text.Text, index.Of("ride-code-secret", $"{key}|{text.Id}"), ladder);
        var asked = await rides.Handle(new StreamId(RideRules.Kind, key), ask, $"where|{text.Id}", by, stop);
        var said = ChatReply.From(asked, request.Language);
        if (!said.IsSettled) return said;
        var ended = await questions.Handle(prompts, new RideQuestionCommand.End(said.Reply), text.Id, by, stop);
        return ended is Outcome<RideQuestion>.NoChange ? said : ChatReply.From(ended, request.Language);
    }

    public async Task<ChatReply?> Press(InboundRequest request, ButtonPress press, CancellationToken stop)
    {
        if (!request.Channel.SenderIsAuthenticated || press is not { Verb: RideButtons.Cancel, Args: [var body] }
            || CaseReference.OfBody(body) is not { } reference)
            return null;
        var (id, cancel) = (new StreamId(RideRules.Kind, reference.KeyIn(index)), new RideCommand.Cancel(Actor.Of(request.Staff)));
        return ChatReply.From(await rides.Handle(id, cancel, request.Message.Id, request.Staff.Id.Value, stop), request.Language);
    }

    private static bool May(InboundRequest request, PersonCases person) =>
        Permissions.May(Actor.Of(request.Staff), Permission.WriteInReferral, new Resource(person.Region, ""));

    private StreamId IdOf(InboundRequest request) => PromptRules.IdOf(index, request.Staff.Id);
}
