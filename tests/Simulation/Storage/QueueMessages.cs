using System.Globalization;
using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>What can be done with messages.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/operations-on-messages</remarks>
internal sealed class QueueMessages(Func<DateTimeOffset> now, Action<QueueChange> tell)
{
    private const int BytesInMessage = 64 * 1024;
    private const int LongestHidden = 7 * 24 * 3600;
    private const int DefaultLife = 7 * 24 * 3600;
    private const int DefaultHidden = 30;
    private const int MostAtOnce = 32;

    private long _messages;
    private long _receipts;

    public void Expire(MessageQueue queue)
    {
        while (queue.TakeExpired(now()) is { } gone) Tell(QueueEvent.Expired, queue, gone);
    }

    public WireAnswer All(MessageQueue queue, WireCall call) => call.Method switch
    {
        "POST" => Put(queue, call),
        "GET" => Get(queue, call.Query),
        "DELETE" => Clear(queue),
        _ => QueueAnswers.Refuse(QueueAnswers.NotAllowed),
    };

    /// <summary>Update or delete. The receipt stays good until another is given out, also when the message has become visible again.</summary>
    public WireAnswer One(MessageQueue queue, string id, WireCall call)
    {
        if (call.Method is not ("PUT" or "DELETE")) return QueueAnswers.Refuse(QueueAnswers.NotAllowed);
        if (WireQuery.Get(call.Query, "popreceipt") is not { } receipt) return QueueAnswers.Refuse(QueueAnswers.MissingParameter);
        var hidden = 0;
        if (call.Method == "PUT" && Seconds(call.Query, "visibilitytimeout", 0, 0, LongestHidden, out hidden) is { } wrong) return QueueAnswers.Refuse(wrong);
        var text = call.Body.Length > 0 ? QueueAnswers.Text(call.Body) : null;
        if (text is not null && Encoding.UTF8.GetByteCount(text) > BytesInMessage) return QueueAnswers.Refuse(QueueAnswers.TooLarge);
        if (queue.Find(id) is not { } message) return QueueAnswers.Refuse(QueueAnswers.MessageNotFound);
        if (message.PopReceipt != receipt) return QueueAnswers.Refuse(QueueAnswers.PopReceiptMismatch);
        if (call.Method == "DELETE")
        {
            queue.Remove(message);
            Tell(QueueEvent.Deleted, queue, message);
            return QueueAnswers.Done;
        }
        if (now().AddSeconds(hidden) > message.Expires) return QueueAnswers.Refuse(QueueAnswers.InvalidValue);
        queue.Hide(message, now().AddSeconds(hidden));
        message.PopReceipt = Receipt();
        message.Text = text ?? message.Text;
        Tell(QueueEvent.Updated, queue, message);
        return QueueAnswers.With(204, new(StringComparer.OrdinalIgnoreCase) { ["x-ms-popreceipt"] = message.PopReceipt, ["x-ms-time-next-visible"] = QueueAnswers.Time(message.Visible) });
    }

    private WireAnswer Put(MessageQueue queue, WireCall call)
    {
        if (QueueAnswers.Text(call.Body) is not { } text) return QueueAnswers.Refuse(QueueAnswers.InvalidXml);
        if (Encoding.UTF8.GetByteCount(text) > BytesInMessage) return QueueAnswers.Refuse(QueueAnswers.TooLarge);
        if (Seconds(call.Query, "visibilitytimeout", 0, 0, LongestHidden, out var hidden) is { } wrong) return QueueAnswers.Refuse(wrong);
        if (Seconds(call.Query, "messagettl", DefaultLife, -1, int.MaxValue, out var life) is not null || life == 0) return QueueAnswers.Refuse(QueueAnswers.InvalidValue);
        if (life > 0 && hidden >= life) return QueueAnswers.Refuse(QueueAnswers.InvalidValue);
        var number = ++_messages;
        var message = new QueuedMessage
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{number:D12}"),
            Number = number,
            Text = text,
            Inserted = now(),
            Expires = life < 0 ? MessageQueue.Never : now().AddSeconds(life),
            Visible = now().AddSeconds(hidden),
            PopReceipt = Receipt(),
        };
        queue.Add(message);
        Tell(QueueEvent.Put, queue, message);
        return QueueAnswers.Xml(201, List([message], QueueShow.Put));
    }

    private WireAnswer Get(MessageQueue queue, string query)
    {
        if (Seconds(query, "numofmessages", 1, 1, MostAtOnce, out var most) is { } wrong) return QueueAnswers.Refuse(wrong);
        if (WireQuery.Get(query, "peekonly") == "true") return QueueAnswers.Xml(200, List(queue.VisibleAt(now(), most), QueueShow.Peeked));
        if (Seconds(query, "visibilitytimeout", DefaultHidden, 1, LongestHidden, out var hidden) is { } wrongTime) return QueueAnswers.Refuse(wrongTime);
        var got = queue.VisibleAt(now(), most);
        foreach (var message in got)
        {
            queue.Hide(message, now().AddSeconds(hidden));
            message.PopReceipt = Receipt();
            message.DequeueCount++;
            Tell(QueueEvent.Got, queue, message);
        }
        return QueueAnswers.Xml(200, List(got, QueueShow.Got));
    }

    private WireAnswer Clear(MessageQueue queue)
    {
        foreach (var message in queue.Messages.ToList())
        {
            queue.Remove(message);
            Tell(QueueEvent.Deleted, queue, message);
        }
        return QueueAnswers.Done;
    }

    private static string List(List<QueuedMessage> messages, QueueShow show)
    {
        var xml = new StringBuilder("<QueueMessagesList>");
        foreach (var message in messages) QueueAnswers.Message(xml, message, show);
        return xml.Append("</QueueMessagesList>").ToString();
    }

    private static StorageError? Seconds(string query, string name, int otherwise, int least, int most, out int value)
    {
        value = otherwise;
        if (WireQuery.Get(query, name) is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) return QueueAnswers.InvalidValue;
        return value < least || value > most ? QueueAnswers.OutOfRange : null;
    }

    private string Receipt() => string.Create(CultureInfo.InvariantCulture, $"receipt+/{++_receipts}=");

    private void Tell(QueueEvent what, MessageQueue queue, QueuedMessage message) => tell(new QueueChange(what, queue.Name, message.Id, message.Text, message.DequeueCount));
}
