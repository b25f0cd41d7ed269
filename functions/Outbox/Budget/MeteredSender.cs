using ServerlessAssist.Functions.Conversations;
using ServerlessAssist.Bots;
using ServerlessAssist.Bots.Sms;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Streams;

namespace ServerlessAssist.Functions.Outbox.Budget;

/// <summary>Whether a text needs money of the day that is left.</summary>
public enum BudgetPolicy { Always, WithinBudget }

/// <summary>Every text passes here, sent by us or by the carrier as an answer, and is paid from the day's money. Other channels cost nothing.</summary>
public sealed class MeteredSender(SmsBudget purse, SmsSettings settings, Phrases phrases)
{
    /// <summary>As <see cref="IChannel.Send"/>; a text beyond the day's limit is not sent, and fails by name.</summary>
    public async Task<SendResult> Send(IChannel channel, Address to, Reply what, Language language, string? correlationId, BudgetPolicy claim, CancellationToken stop)
    {
        if (CountryOf(to) is not { } country) return await channel.Send(to, what.Words, what.Choices, language, correlationId, stop);
        var segments = Segments(what, language);
        if (claim == BudgetPolicy.WithinBudget && await purse.Take(country, segments, stop) is { Ticks: > 0 } wait) return new SendResult.Failed(SendFailure.LimitReached(wait));
        var isSent = false;
        try
        {
            var result = await channel.Send(to, what.Words, what.Choices, language, correlationId, stop);
            if (result is not SendResult.Sent sent) return result;
            isSent = true;
            var more = Math.Max(sent.Segments, segments) - (claim == BudgetPolicy.WithinBudget ? segments : 0);
            if (more > 0) await purse.Count(country, more);
            return result;
        }
        finally
        {
            if (!isSent && claim == BudgetPolicy.WithinBudget) purse.GiveBack(country, segments);
        }
    }

    /// <summary>What the carrier is told to answer: everything, or nothing where the day's money is spent and it is not needed.</summary>
    public async Task<Reply?> Answer(Address to, ChatReply answered, CancellationToken stop)
    {
        if (answered.Reply is not { } reply || CountryOf(to) is not { } country) return answered.Reply;
        var segments = Segments(reply, answered.Language);
        if (ClaimOf(answered) == BudgetPolicy.WithinBudget) return await purse.Take(country, segments, stop) == TimeSpan.Zero ? reply : null;
        await purse.Count(country, segments);
        return reply;
    }

    /// <summary>Whoever has just taken or passed on an alert must know it.</summary>
    public static BudgetPolicy ClaimOf(ChatReply answered) => answered.IsNeeded ? BudgetPolicy.Always : BudgetPolicy.WithinBudget;

    /// <summary>Null: no text, or one that will not be sent.</summary>
    private string? CountryOf(Address to) =>
        ChannelTraits.Of(to.Channel).AddressIs == AddressForm.PhoneNumber
        && PhoneNumber.TryParse(to.Value, null, out var number) && settings.Allows(number) ? number.CountryCode : null;

    private int Segments(Reply what, Language language) => SmsSegments.Count(phrases.Render(what.Words, language, ChannelKind.Sms)).Segments;
}
