using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.Functions.Alerts;
using ServerlessAssist.Functions.Cases;
using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Functions.People;
using ServerlessAssist.Functions.Referrals;
using ServerlessAssist.Functions.Referrals.Conversation;
using ServerlessAssist.Functions.Referrals.Messages;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Messaging.Understanding;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Simulation;
using Stage = ServerlessAssist.Tests.Threats.Stage;

namespace ServerlessAssist.Tests.Functions.Referrals.Conversation;

/// <summary>What somebody of the demo programme presses and writes about referrals, and what she is answered.</summary>
internal sealed class Desk(Stage stage, string person)
{
    private static int _messages;

    private ReferralConversation Phone => stage.Process.Services.GetRequiredService<ReferralConversation>();

    /// <param name="message">Null: one that was not there before.</param>
    public async Task<ChatReply?> Press(string choice, ChannelKind channel = ChannelKind.Telegram, string? message = null) =>
        ButtonPress.Parse(choice) is { Prefix: ReferralButtons.Prefix } press
            ? await Phone.Press(await Request(Message("", choice, channel, message)), press, CancellationToken.None) : null;

    /// <returns>Null: no command and no text about referrals.</returns>
    public async Task<ChatReply?> Write(string text, ChannelKind channel = ChannelKind.Telegram, string? quoted = null, string? message = null)
    {
        var request = await Request(Message(text, null, channel, message) with { Quoted = quoted });
        if (Phone.Commands.FirstOrDefault(command => command.Word == request.Command && command.IsTakenOn(request.Channel)) is { } command
            && await Phone.Command(request, command, CancellationToken.None) is { } answered) return answered;
        ITypedText[] texts = [stage.Process.Services.GetRequiredService<PlacesText>(), stage.Process.Services.GetRequiredService<NoteText>()];
        return texts.FirstOrDefault(typed => typed.Matches(request)) is { } match ? await match.Answer(request, CancellationToken.None) : null;
    }

    /// <summary>Something that nobody understands.</summary>
    public async Task<ChatReply?> Mumble(string text, ChannelKind channel = ChannelKind.Telegram, string? message = null) =>
        await Phone.AskWhichReferral(await Request(Message(text, null, channel, message)), CancellationToken.None);

    private async Task<InboundRequest> Request(InboundMessage message) =>
        new(await Staff(), Language.English, MessageContent.Of(message, ReferralCodes.Kinds), stage.Process.Services.GetRequiredService<MessageReader>());

    public async Task<Staff> Staff() => (await stage.Process.Services.GetRequiredService<StaffDirectory>().Cached(CancellationToken.None)).Configuration.Staff.Single(one => one.Id.Value == person);

    /// <summary>Takes what was referred, with the code of the alert.</summary>
    public async Task Take(string reference)
    {
        var code = AlertCode.Find(Stage.CodeFor(stage.Referral(reference).State, (await Staff()).Id), ReferralCodes.Kinds)!;
        var request = await Request(Message(CaseReference.BodyOf(reference), null, ChannelKind.Telegram, null));
        var taken = await stage.Process.Services.GetServices<IAlertTarget>().Single(one => one.Kind == AlertMessages.Kind).Take(request, code, CancellationToken.None);
        Assert.Equal(ReplyStatus.Stored, taken.Status);
    }

    public static string? Said(ChatReply? answered) => answered?.Reply?.Words.Key;

    public static List<string> Choices(ChatReply? answered) => answered?.Reply?.Choices.Select(choice => choice.Data).ToList() ?? [];

    /// <summary>A button that begins so.</summary>
    public static string Choice(ChatReply? answered, string begin) => Choices(answered).First(choice => choice.StartsWith(begin, StringComparison.Ordinal));

    private static InboundMessage Message(string text, string? choice, ChannelKind channel, string? id) => new(
        id ?? string.Create(CultureInfo.InvariantCulture, $"test:{Interlocked.Increment(ref _messages)}"), new Address(channel, channel == ChannelKind.Sms ? "+355690000011" : "700000011"), text, choice, null, DateTimeOffset.UnixEpoch);
}
