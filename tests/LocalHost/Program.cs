using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServerlessAssist.LocalHost;

// The functions as a process of their own, with the settings of its environment: to be measured, and to be killed.
var host = await LocalHosting.Start(
    Assembly.Load("ServerlessAssist.Functions"),
    new Dictionary<string, string?>(),
    services => services.AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true)),
    CancellationToken.None);
Console.WriteLine($"The functions listen on {host.Address}");
await host.Ended;
