using System.Net.Sockets;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Published.Protocol;

namespace ServerlessAssist.Published;

/// <summary>A small Functions host for a published worker: what is tested is what is deployed.</summary>
public sealed class PublishedHost : IAsyncDisposable
{
    private const int MaxMessageLength = 128 << 20;

    /// <summary>As long as Flex Consumption waits for a worker.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly WebApplication _grpc;
    private readonly WorkerStream _stream;
    private readonly WorkerProcess _process;
    private readonly Invocations _invocations;
    private readonly TimerTriggers _timers;
    private readonly CancellationTokenSource _stopping = new();
    private HttpFront? _front;
    private Task _listening = Task.CompletedTask;

    private PublishedHost(WebApplication grpc, WorkerProcess process, TimeProvider time)
    {
        (_grpc, _process) = (grpc, process);
        _stream = grpc.Services.GetRequiredService<WorkerStream>();
        _stream.LastWords = () => string.Join('\n', process.Output.TakeLast(20));
        _invocations = new Invocations(_stream);
        _timers = new TimerTriggers(_invocations, time);
    }

    /// <summary>Where HTTP functions are reached.</summary>
    public Uri Address => _front!.Address;

    /// <summary>The functions that the worker has declared and loaded.</summary>
    public IReadOnlyList<PublishedFunction> Functions { get; private set; } = [];

    /// <summary>What the worker has logged to its host.</summary>
    public IReadOnlyCollection<RpcLog> Logs => _stream.Logs;

    /// <summary>Invocations that have ended, and how, in order.</summary>
    public IReadOnlyCollection<Invoked> Responses => _invocations.Ended;

    /// <summary>Lines of the worker's standard output and standard error.</summary>
    public IReadOnlyCollection<string> Output => _process.Output;

    /// <summary>Of the worker.</summary>
    public int ProcessId => _process.Id;

    /// <param name="folder">What <c>dotnet publish functions</c> has written; host.json is read there, too.</param>
    /// <param name="settings">App settings by their names in configuration. <c>LocalHost:…</c> are this host's own: its keys.</param>
    /// <param name="time">What timers fire by; null: the machine's clock, which the worker always has.</param>
    /// <exception cref="InvalidOperationException">The worker ended, or did not load its functions; with its output.</exception>
    public static async Task<PublishedHost> Start(
        string folder, IReadOnlyDictionary<string, string?> settings, TimeProvider? time, CancellationToken stop)
    {
        var grpc = await WorkerStream.Listen(MaxMessageLength, stop);
        var own = settings.Where(one => !one.Key.StartsWith("LocalHost:", StringComparison.Ordinal)).ToDictionary();
        var process = WorkerProcess.Start(folder, own, new Uri(grpc.Urls.First()), MaxMessageLength);
        var host = new PublishedHost(grpc, process, time ?? TimeProvider.System);
        try
        {
            await host.Open(folder, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), stop).WaitAsync(StartLimit, stop);
            return host;
        }
        catch (Exception failed) when (failed is TimeoutException or IOException or InvalidOperationException)
        {
            await host.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start: {failed.Message}\n{string.Join('\n', host.Output)}");
        }
    }

    /// <summary>Fires a timer function, whatever its schedule says.</summary>
    /// <param name="id">By which it can be cancelled.</param>
    public Task<InvocationResponse> Fire(string function, bool isPastDue, string? id = null) =>
        _timers.Fire(id ?? Guid.NewGuid().ToString(), Functions.Single(one => one.Name == function), isPastDue);

    /// <summary>Cancels the token of the function that runs under this id.</summary>
    public void Cancel(string id) => _invocations.Cancel(id);

    /// <summary>As Azure ends an instance: takes nothing more, finishes what runs, then has the worker end itself.</summary>
    /// <returns>The worker's exit code.</returns>
    /// <exception cref="TimeoutException">It was still there when the grace period was over.</exception>
    public async Task<int> Stop(TimeSpan grace)
    {
        await StopTriggers();
        _stream.Tell(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(grace) } });
        return await _process.Ended(CancellationToken.None).WaitAsync(grace);
    }

    /// <summary>Ends the worker without a grace period, unless <see cref="Stop"/> has ended it.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await StopTriggers();
        await _grpc.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>The worker connects, declares its functions and loads them; then requests, messages and timers may come.</summary>
    private async Task Open(string folder, IConfiguration settings, CancellationToken stop)
    {
        var ended = _process.Ended(stop);
        if (await Task.WhenAny(_stream.Connected, ended) == ended) throw new InvalidOperationException($"exit code {await ended}.");
        var begin = new WorkerInitRequest { HostVersion = "4.1037.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        var worker = (await Ask(new() { WorkerInitRequest = begin })).WorkerInitResponse;
        Functions = await Load(folder);
        var host = HostJson.Read(folder);
        await Listens(new Uri(worker.Capabilities["HttpUri"]), stop);
        _front = new HttpFront(Functions, host, new FunctionKeys(settings), _invocations, worker.Capabilities["HttpUri"]);
        await _front.Start(stop);
        var queues = new QueueTriggers(_invocations, host, new StorageConnection(settings));
        _listening = Task.WhenAll(queues.Run(Functions, _stopping.Token), _timers.Run(Functions, _stopping.Token));
    }

    /// <summary>The worker's web server opens last of all; Azure's host repeats a request for some seconds where it is not there yet.</summary>
    private static async Task Listens(Uri address, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        while (!await IsOpen()) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);

        async Task<bool> IsOpen()
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, limit.Token);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    private async Task<IReadOnlyList<PublishedFunction>> Load(string folder)
    {
        var declared = (await Ask(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } })).FunctionMetadataResponse;
        Check("metadata", declared.Result);
        foreach (var metadata in declared.FunctionMetadataResults)
        {
            var request = new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = metadata };
            Check(metadata.Name, (await Ask(new() { FunctionLoadRequest = request })).FunctionLoadResponse.Result);
        }
        return [.. declared.FunctionMetadataResults.Select(PublishedFunction.Of)];
    }

    private static void Check(string what, StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success) throw new InvalidOperationException($"{what}: {result.Exception?.Message}");
    }

    private Task<StreamingMessage> Ask(StreamingMessage question) => _stream.Ask(Guid.NewGuid().ToString(), question);

    private async Task StopTriggers()
    {
        await _stopping.CancelAsync();
        if (_front is not null) await _front.DisposeAsync();
        try
        {
            await _listening;
        }
        catch (IOException)
        {
            // The worker ended while it handled a message.
        }
    }
}
