using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Operations.Poison;
using ServerlessAssist.Functions.Operations.Upkeep;
using ServerlessAssist.Functions.Privacy.Retention;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Shared.Limits;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;
using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Tests.Infra;

/// <summary>The template compiles and lints without a warning, and makes what the code needs.</summary>
public sealed class BicepTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(SandboxFolder.Path, "..", "..", "infra-bicep"));

    [Theory]
    [InlineData("build", "main.bicep", "--stdout")]
    [InlineData("lint", "main.bicep")]
    [InlineData("build-params", "main.bicepparam", "--stdout")]
    public async Task The_template_has_no_warning(params string[] command)
    {
        var (code, _, said) = await Bicep([command[0], Path.Combine(Folder, command[1]), .. command[2..]]);
        Assert.Equal((0, ""), (code, said.Trim()));
    }

    [Fact]
    public async Task A_fault_in_a_template_would_be_found()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bicep");
        await File.WriteAllTextAsync(file, "param unused string = 'x'\n", TestContext.Current.CancellationToken);
        Assert.Contains("no-unused-params", (await Bicep(["lint", file])).Said, StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public async Task It_makes_every_table_and_queue_and_lets_no_key_in()
    {
        var (_, json, _) = await Bicep(["build", Path.Combine(Folder, "main.bicep"), "--stdout"]);
        using var template = JsonDocument.Parse(json);
        var variables = template.RootElement.GetProperty("variables");
        Assert.Equal(House.Definitions.Tables.Order(), variables.GetProperty("tables").EnumerateArray().Select(one => one.GetString()).Order());
        Assert.Equal(PoisonQueues.Queues.Concat(PoisonQueues.Queues.Select(queue => $"{queue}-poison")).Order(), variables.GetProperty("queues").EnumerateArray().Select(one => one.GetString()).Order());
        Assert.Contains(Agenda.Table, variables.GetProperty("tables").EnumerateArray().Select(one => one.GetString()));
        var storage = template.RootElement.GetProperty("resources").EnumerateObject().Select(one => one.Value).Single(one => one.GetProperty("type").GetString() == "Microsoft.Storage/storageAccounts").GetProperty("properties");
        Assert.False(storage.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(storage.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.DoesNotContain("listKeys", json, StringComparison.OrdinalIgnoreCase);
        foreach (var output in template.RootElement.GetProperty("outputs").EnumerateObject())
            Assert.DoesNotContain("secret", output.Value.GetRawText(), StringComparison.OrdinalIgnoreCase);
        foreach (var name in new[] { "AuthToken", "ChainKey", "Telegram__Token", "Telegram__Secret" })
            Assert.Matches($"{name}[^@]{{0,40}}@Microsoft.KeyVault", json);
    }

    [Fact]
    public async Task It_can_give_every_setting_and_none_of_the_others_overrides_its_own()
    {
        var (_, json, _) = await Bicep(["build", Path.Combine(Folder, "main.bicep"), "--stdout"]);
        foreach (var name in new[] { "Telegram__Bot", "Entra__TenantId", "Entra__Audience", "Sms__Senders__{0}", "Sms__AllowedPrefixes__{0}", "Limits__Sms__{0}__Day" }) Assert.Contains(name, json, StringComparison.Ordinal);
        Assert.Matches(@"union\(parameters\('otherSettings'\), ", json);
        // What the example gives beside its own parameters the house takes.
        var (_, example, _) = await Bicep(["build-params", Path.Combine(Folder, "main.bicepparam"), "--stdout"]);
        using var given = JsonDocument.Parse(JsonDocument.Parse(example).RootElement.GetProperty("parametersJson").GetString()!);
        var others = given.RootElement.GetProperty("parameters").GetProperty("otherSettings").GetProperty("value").EnumerateObject().ToDictionary(one => one.Name.Replace("__", ":", StringComparison.Ordinal), one => one.Value.GetString());
        var settings = new ConfigurationBuilder().AddInMemoryCollection(others).Build();
        Assert.Empty((settings.GetSection("Limits").Get<LimitSettings>() ?? new()).Faults());
        Assert.NotEmpty(RetentionSettings.Read(settings, House.Definitions).Table);
    }

    [Fact]
    public async Task What_it_watches_is_measured_and_nothing_of_a_request_is_told_by_the_host()
    {
        var (_, json, _) = await Bicep(["build", Path.Combine(Folder, "main.bicep"), "--stdout"]);
        using var template = JsonDocument.Parse(json);
        var measured = typeof(Metrics).GetFields().Select(field => field.GetValue(null)).OfType<Instrument>().Select(one => one.Name).ToHashSet();
        var watched = template.RootElement.GetProperty("variables").GetProperty("watched").EnumerateArray().Select(one => one.GetProperty("metric").GetString()!).ToList();
        Assert.Equal(["alerts.oldest", "poison.length"], watched.Order());
        Assert.All(watched, metric => Assert.Contains(metric, measured));
        using var host = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "..", "host.json"), TestContext.Current.CancellationToken));
        var insights = host.RootElement.GetProperty("logging").GetProperty("applicationInsights");
        Assert.False(insights.GetProperty("enableDependencyTracking").GetBoolean());
        Assert.False(insights.GetProperty("httpAutoCollectionOptions").GetProperty("enableHttpTriggerExtendedInfoCollection").GetBoolean());
    }

    [Fact]
    public async Task The_functions_host_sends_no_telemetry_of_its_own_and_shows_no_page()
    {
        var (_, json, _) = await Bicep(["build", Path.Combine(Folder, "main.bicep"), "--stdout"]);
        Assert.DoesNotContain("APPLICATIONINSIGHTS_CONNECTION_STRING", json, StringComparison.Ordinal);
        Assert.Contains("AzureMonitor__ConnectionString", json, StringComparison.Ordinal);
        Assert.Matches(@"AzureWebJobsDisableHomepage\W+true", json);
        Assert.Contains("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", json, StringComparison.Ordinal);
        // An extension bundle is for scripts: with one the host of an isolated worker does not start without a download.
        Assert.DoesNotContain("extensionBundle", await File.ReadAllTextAsync(Path.Combine(Folder, "..", "host.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_an_alarm_and_urgent_deliveries_are_always_ready()
    {
        var (_, json, _) = await Bicep(["build", Path.Combine(Folder, "main.bicep"), "--stdout"]);
        Assert.Contains("function:DeliverUrgent", json, StringComparison.Ordinal);
        Assert.Contains($"\\\"{nameof(SweepAgenda)}\\\"", json, StringComparison.Ordinal);
        Assert.Contains("/api/health/ready", json, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Said)> Bicep(string[] arguments)
    {
        var tools = typeof(BicepTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(one => one.Key == "Bicep").Value!;
        var file = Path.Combine(tools, OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
