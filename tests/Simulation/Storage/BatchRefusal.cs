using System.Text;

namespace ServerlessAssist.Simulation.Storage;

/// <summary>What a busy service puts into the answer of a transaction: 202 outside, an error inside, nothing done.</summary>
public static class BatchRefusal
{
    public static WireAnswer Of(int status)
    {
        var (reason, code) = status == 429 ? ("Too Many Requests", "TooManyRequests") : ("Internal Server Error", "InternalError");
        var body = $$$$"""{"odata.error":{"code":"{{{{code}}}}","message":{"lang":"en-US","value":"0:The server is busy."}}}""";
        var text = $"--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n" +
            $"HTTP/1.1 {status} {reason}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-cache\r\nContent-Type: application/json;odata=minimalmetadata;streaming=true;charset=utf-8\r\n\r\n{body}\r\n--changesetresponse_1--\r\n--batchresponse_1--\r\n";
        return new WireAnswer(202, "Accepted", new Dictionary<string, string> { ["Content-Type"] = "multipart/mixed; boundary=batchresponse_1" }, Encoding.UTF8.GetBytes(text));
    }
}
