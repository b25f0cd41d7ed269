using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Bots.Telegram;

/// <summary>Answers in the webhook's own response, which saves a call: https://core.telegram.org/bots/api#making-requests-when-getting-updates</summary>
public sealed class TelegramReplies(ITelegramBotClient client, TelegramChannel channel, TelegramWords words, TimeProvider clock)
{
    // Long enough for a good line; the spinner that it stops stops by itself after some seconds.
    private static readonly TimeSpan AcknowledgeWithin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// 200 with the method to run: a new message, or for a button the edit of the message that it hung on, so that it is not pressed twice unknowingly.
    /// 200 empty for no reply. What does not fit into one message is sent by the channel first; 503, and thus Telegram's repeat, if that should be tried later.
    /// </summary>
    public IResult Answer(InboundMessage to, Reply? reply, Language language)
    {
        if (reply is null || TelegramWords.ChatOf(to.From) is not { } chat) return Results.Ok();
        if (int.TryParse(to.Pressed, NumberStyles.None, CultureInfo.InvariantCulture, out var pressed)
            && words.Edit(chat, pressed, reply.Words, reply.Choices, language) is { } edit) return Run(edit);
        return words.Messages(chat, reply.Words, reply.Choices, language) is [var only]
            ? Run(only)
            : new InParts(channel, to.From, reply, language);
    }

    /// <summary>Stops the spinner on a pressed button, as well as it can: never throws, at most two seconds.</summary>
    public async Task Acknowledge(InboundMessage pressed)
    {
        if (pressed.Choice is null) return;
        using var enough = new CancellationTokenSource(AcknowledgeWithin, clock);
        try
        {
            await client.SendRequest(new AnswerCallbackQueryRequest { CallbackQueryId = pressed.Id[(pressed.Id.LastIndexOf(':') + 1)..] }, enough.Token);
        }
        catch (Exception failed) when (failed is RequestException or OperationCanceledException)
        {
            // the press itself is decided and answered elsewhere
        }
    }

    private static IResult Run<T>(RequestBase<T> method)
    {
        method.IsWebhookResponse = true;
        return Results.Text(JsonSerializer.Serialize(method, method.GetType(), JsonBotAPI.Options), "application/json");
    }

    private sealed class InParts(TelegramChannel channel, Address to, Reply reply, Language language) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var result = await channel.Send(to, reply.Words, reply.Choices, language, null, httpContext.RequestAborted);
            httpContext.Response.StatusCode = result is SendResult.Failed { Why.Consequence: Consequence.TryLater }
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status200OK;
        }
    }
}
