using System.Text;
using Google.Protobuf;
using ServerlessAssist.Published;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What tests look at on the host of a published worker.</summary>
internal static class PublishedObservation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>All that the worker has told its host or written to its console: log messages, ends of invocations, lines.</summary>
    /// <remarks>By the bytes of each message, so that fields which this host does not know are among them.</remarks>
    public static IEnumerable<string> Told(this PublishedHost host) =>
        host.Logs.Cast<IMessage>().Concat(host.Responses.Select(one => one.Response))
            .Select(message => Encoding.UTF8.GetString(message.ToByteArray()))
            .Concat(host.Output);

    /// <summary>Waits until the function has run.</summary>
    public static async Task<Invoked> Ran(this PublishedHost host, string function)
    {
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < Limit;)
        {
            if (host.Responses.FirstOrDefault(one => one.Function.Name == function) is { } found) return found;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        var others = string.Join(", ", host.Responses.Select(one => one.Function.Name));
        throw new TimeoutException($"{function} did not run; there ran: {others}");
    }
}
