using System.IO.Compression;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using ServerlessAssist.LocalHost;

namespace ServerlessAssist.Tests.Hosts;

/// <summary>What is deployed is what the code says: functions, routes, keys, queues, schedules, and the files beside them.</summary>
[Collection(PublishedCollection.Name)]
public sealed class PublishedMetadataTests(PublishedSystem system)
{
    [Fact]
    public void The_worker_loads_every_function_with_the_trigger_that_stands_in_the_code()
    {
        // The host starts only when the worker has loaded each function that it declares.
        var declared = new FunctionCatalogue(Assembly.Load("ServerlessAssist.Functions")).All.Select(Line).Order(StringComparer.Ordinal);
        var published = system.Host.Functions.Select(one => one.Route is not null
            ? Http(one.Name, one.Level!.Value, one.Methods, one.Route)
            : Other(one.Name, one.Queue, one.Schedule)).Order(StringComparer.Ordinal);
        Assert.Equal(declared, published);
        Assert.Contains("OpenReferral Function POST v1/referrals", published);
        Assert.Contains("SweepAgenda timer 0 * * * * *", published);
        Assert.Contains("DeliverUrgent queue delivery-urgent", published);
    }

    [Fact]
    public void The_zip_of_the_deployment_holds_the_hidden_folder_of_the_hosts_extensions()
    {
        var zip = Path.Combine(Path.GetTempPath(), $"assist-{Guid.NewGuid():N}.zip");
        try
        {
            // As the README makes it: cd publish && zip -r ../app.zip .
            ZipFile.CreateFromDirectory(system.Folder, zip);
            using var archive = ZipFile.OpenRead(zip);
            var names = archive.Entries.Select(entry => entry.FullName).ToHashSet();
            string[] needed =
            [
                "host.json", "worker.config.json", "functions.metadata", "extensions.json", "ServerlessAssist.Functions.dll",
                ".azurefunctions/function.deps.json", ".azurefunctions/Microsoft.Azure.WebJobs.Extensions.Storage.Queues.dll",
            ];
            Assert.All(needed, name => Assert.Contains(name, names));
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [Fact]
    public void Nothing_is_published_that_belongs_to_tests_or_to_a_developers_machine()
    {
        var files = Directory.EnumerateFiles(system.Folder, "*", SearchOption.AllDirectories);
        var names = files.Select(Path.GetFileName).OfType<string>().ToList();
        Assert.Contains("ServerlessAssist.Functions.dll", names);
        Assert.DoesNotContain("local.settings.json", names);
        Assert.DoesNotContain(names, name => name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(names, name => name.Contains("LocalHost", StringComparison.Ordinal));
    }

    private static string Line(FunctionEntry function) => function.Trigger switch
    {
        HttpTriggerAttribute http => Http(function.Name, http.AuthLevel, http.Methods ?? [], http.Route ?? function.Name),
        QueueTriggerAttribute queue => Other(function.Name, queue.QueueName, null),
        _ => Other(function.Name, null, ((TimerTriggerAttribute)function.Trigger).Schedule),
    };

    private static string Http(string name, AuthorizationLevel level, IEnumerable<string> methods, string route) =>
        $"{name} {level} {string.Join(',', methods.Select(method => method.ToUpperInvariant()).Order(StringComparer.Ordinal))} {route}";

    private static string Other(string name, string? queue, string? schedule) =>
        queue is not null ? $"{name} queue {queue}" : $"{name} timer {schedule}";
}
