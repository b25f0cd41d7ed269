using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>How the table service answers.</summary>
internal static class TableAnswers
{
    public const string Json = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
    public const string Version = "2020-12-06";

    private static readonly Dictionary<string, string> Plain = new(StringComparer.OrdinalIgnoreCase) { ["x-ms-version"] = Version };
    private static readonly Dictionary<string, string> WithJson = new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = Json, ["x-ms-version"] = Version };

    public static readonly WireAnswer Done = new(204, "No Content", Plain, []);

    public static WireAnswer Written(Row row) => new(204, "No Content", With(row.ETag, null), []);

    public static WireAnswer Created(string json) => new(201, "Created", WithJson, Encoding.UTF8.GetBytes(json));

    public static WireAnswer One(string table, Row row, string[]? select, int status)
    {
        var head = Encoding.UTF8.GetBytes($"{{\"odata.metadata\":\"{MemoryAccount.TableHost}$metadata#{table}/@Element\",");
        byte[] body = [.. head, .. select is null ? row.Json : EntityJson.Write(row, select), (byte)'}'];
        return new WireAnswer(status, status == 200 ? "OK" : "Created", With(row.ETag, Json), body);
    }

    public static WireAnswer Many(string name, IReadOnlyList<byte[]> objects, Dictionary<string, string>? next)
    {
        var head = Encoding.UTF8.GetBytes($"{{\"odata.metadata\":\"{MemoryAccount.TableHost}$metadata#{name}\",\"value\":[");
        var length = head.Length + 2;
        foreach (var one in objects) length += one.Length + 3;
        var body = new byte[objects.Count == 0 ? length : length - 1];
        head.CopyTo(body, 0);
        var at = head.Length;
        for (var index = 0; index < objects.Count; index++)
        {
            if (index > 0) body[at++] = (byte)',';
            body[at++] = (byte)'{';
            objects[index].CopyTo(body, at);
            at += objects[index].Length;
            body[at++] = (byte)'}';
        }
        body[at++] = (byte)']';
        body[at] = (byte)'}';
        if (next is null) return new WireAnswer(200, "OK", WithJson, body);
        next["Content-Type"] = Json;
        next["x-ms-version"] = Version;
        return new WireAnswer(200, "OK", next, body);
    }

    public static WireAnswer Refuse(StorageError error) => new(error.Status, error.Reason, WithJson, Encoding.UTF8.GetBytes(Body(error)));

    public static string Body(StorageError error) => "{\"odata.error\":{\"code\":\"" + error.Code + "\",\"message\":{\"lang\":\"en-US\",\"value\":\"" + error.Message + "\"}}}";

    private static Dictionary<string, string> With(string tag, string? type)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["ETag"] = tag, ["x-ms-version"] = Version };
        if (type is not null) headers["Content-Type"] = type;
        return headers;
    }
}
