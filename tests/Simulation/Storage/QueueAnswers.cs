using System.Globalization;
using System.Net;
using System.Security;
using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>How the queue service answers, and refuses.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes and common-rest-api-error-codes</remarks>
internal static class QueueAnswers
{
    public static readonly StorageError QueueNotFound = new(404, "Not Found", "QueueNotFound", "The specified queue does not exist.");
    public static readonly StorageError QueueAlreadyExists = new(409, "Conflict", "QueueAlreadyExists", "The specified queue already exists.");
    public static readonly StorageError MessageNotFound = new(404, "Not Found", "MessageNotFound", "The specified message does not exist.");
    public static readonly StorageError PopReceiptMismatch = StorageError.Bad("PopReceiptMismatch", "The specified pop receipt did not match the pop receipt for a dequeued message.");
    public static readonly StorageError OutOfRange = StorageError.Bad("OutOfRangeQueryParameterValue", "One of the query parameters specified in the request URI is outside the permissible range.");
    public static readonly StorageError InvalidValue = StorageError.Bad("InvalidQueryParameterValue", "Value for one of the query parameters specified in the request URI is invalid.");
    public static readonly StorageError MissingParameter = StorageError.Bad("MissingRequiredQueryParameter", "A query parameter that's mandatory for this request is not specified.");
    public static readonly StorageError InvalidXml = StorageError.Bad("InvalidXmlDocument", "XML specified is not syntactically valid.");
    public static readonly StorageError InvalidResourceName = StorageError.Bad("InvalidResourceName", "The specified resource name contains invalid characters.");
    public static readonly StorageError TooLarge = new(413, "Request Entity Too Large", "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");
    public static readonly StorageError NotAllowed = new(405, "Method Not Allowed", "UnsupportedHttpVerb", "The resource doesn't support specified Http Verb.");

    private const string Version = "2025-07-05";
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
    private static readonly Dictionary<string, string> Plain = new(StringComparer.OrdinalIgnoreCase) { ["x-ms-version"] = Version };
    private static readonly Dictionary<string, string> WithXml = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/xml", ["x-ms-version"] = Version };

    public static readonly WireAnswer Created = new(201, "Created", Plain, []);
    public static readonly WireAnswer Done = new(204, "No Content", Plain, []);

    public static WireAnswer Xml(int status, string xml) => new(status, status == 201 ? "Created" : "OK", WithXml, Encoding.UTF8.GetBytes(Declaration + xml));

    public static WireAnswer With(int status, Dictionary<string, string> headers)
    {
        headers["x-ms-version"] = Version;
        return new WireAnswer(status, status == 200 ? "OK" : "No Content", headers, []);
    }

    public static WireAnswer Refuse(StorageError error)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "application/xml", ["x-ms-version"] = Version, ["x-ms-error-code"] = error.Code };
        return new WireAnswer(error.Status, error.Reason, headers, Encoding.UTF8.GetBytes($"{Declaration}<Error><Code>{error.Code}</Code><Message>{error.Message}</Message></Error>"));
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>One message of a list: what is put shows no text, what is peeked no receipt.</summary>
    public static void Message(StringBuilder xml, QueuedMessage message, QueueShow show)
    {
        xml.Append("<QueueMessage><MessageId>").Append(message.Id).Append("</MessageId><InsertionTime>").Append(Time(message.Inserted)).Append("</InsertionTime><ExpirationTime>").Append(Time(message.Expires)).Append("</ExpirationTime>");
        if (show != QueueShow.Peeked) xml.Append("<PopReceipt>").Append(message.PopReceipt).Append("</PopReceipt><TimeNextVisible>").Append(Time(message.Visible)).Append("</TimeNextVisible>");
        if (show != QueueShow.Put) xml.Append("<DequeueCount>").Append(message.DequeueCount).Append("</DequeueCount><MessageText>").Append(SecurityElement.Escape(message.Text)).Append("</MessageText>");
        xml.Append("</QueueMessage>");
    }

    /// <returns>Null where the body has none.</returns>
    public static string? Text(byte[] body)
    {
        var xml = Encoding.UTF8.GetString(body);
        const string open = "<MessageText>";
        var start = xml.IndexOf(open, StringComparison.Ordinal);
        if (start < 0) return xml.Contains("<MessageText", StringComparison.Ordinal) ? "" : null;
        var end = xml.LastIndexOf("</MessageText>", StringComparison.Ordinal);
        if (end < start) return null;
        var text = xml[(start + open.Length)..end];
        return text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
    }
}

internal enum QueueShow { Put, Got, Peeked }
