using System.Text;
using ServerlessAssist.Simulation.Storage;

namespace ServerlessAssist.Simulation.Bugs;

/// <summary>Answers that storage never gave.</summary>
internal static class MadeUp
{
    private const string Tag = "W/\"datetime'2026-03-02T08%3A00%3A00.0000000Z'\"";

    public static readonly WireAnswer Written = new(204, "No Content", new Dictionary<string, string> { ["ETag"] = Tag }, []);

    public static readonly WireAnswer NotFound = new(404, "Not Found", new Dictionary<string, string> { ["Content-Type"] = "application/json" },
        Encoding.UTF8.GetBytes("""{"odata.error":{"code":"ResourceNotFound","message":{"lang":"en-US","value":"The specified resource does not exist."}}}"""));

    public static readonly WireAnswer Queued = new(201, "Created", new Dictionary<string, string> { ["Content-Type"] = "application/xml" }, Encoding.UTF8.GetBytes(
        """<?xml version="1.0" encoding="utf-8"?><QueueMessagesList><QueueMessage><MessageId>made-up</MessageId><InsertionTime>Mon, 02 Mar 2026 08:00:00 GMT</InsertionTime><ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime><PopReceipt>made-up</PopReceipt><TimeNextVisible>Mon, 02 Mar 2026 08:00:00 GMT</TimeNextVisible></QueueMessage></QueueMessagesList>"""));

    /// <summary>As if every operation of a transaction had been done.</summary>
    public static WireAnswer Committed(WireCall call)
    {
        var count = Encoding.UTF8.GetString(call.Body).Split("HTTP/1.1").Length - 1;
        var text = new StringBuilder("--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n");
        for (var at = 0; at < count; at++)
            text.Append("--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 204 No Content\r\nDataServiceVersion: 1.0;\r\nETag: ").Append(Tag).Append("\r\n\r\n\r\n");
        text.Append("--changesetresponse_1--\r\n--batchresponse_1--\r\n");
        return new WireAnswer(202, "Accepted", new Dictionary<string, string> { ["Content-Type"] = "multipart/mixed; boundary=batchresponse_1" }, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
