using System.Reflection;
using ServerlessAssist.Sandbox;
using ServerlessAssist.LocalHost;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Scenarios;

/// <summary>A missing or weak setting ends the start, names itself, and says how to make one; it never shows a value.</summary>
public sealed class StartTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData("AzureWebJobsStorage", null, "AzureWebJobsStorage")]
    [InlineData("Protection:KeyEncryptionKeys:1", null, "Protection__KeyEncryptionKeys__1")]
    [InlineData("Protection:IndexKeys:1", "c2hvcnQ=", "Protection__IndexKeys__1")]
    [InlineData("Protection:ChainKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Protection__ChainKey")]
    [InlineData("Sms:AuthToken", "", "Sms__AuthToken")]
    [InlineData("Sms:PublicAddress", "ftp://assist.example", "Sms__PublicAddress")]
    [InlineData("Telegram:Token", "12345", "Telegram__Token")]
    [InlineData("Telegram:Secret", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Telegram__Secret")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "our-collector:4318", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "no-key-at-all", "APPLICATIONINSIGHTS_CONNECTION_STRING")]
    [InlineData("AzureMonitor:ConnectionString", "no-key-at-all", "AzureMonitor__ConnectionString")]
    [InlineData("AzureMonitor:ConnectionString", "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=nowhere", "AzureMonitor__ConnectionString")]
    [InlineData("AzureMonitor:ConnectionString", "InstrumentationKey=;IngestionEndpoint=https://x.example", "AzureMonitor__ConnectionString")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "api-key secret", "OTEL_EXPORTER_OTLP_HEADERS")]
    [InlineData("AzureWebJobsStorage", "U0VDUkVUU0VDUkVU", "AzureWebJobsStorage")]
    [InlineData("AzureWebJobsStorage", "DefaultEndpointsProtocol=https;AccountName=abc;AccountKey=SECRETnotbase64!;EndpointSuffix=core.windows.net", "AzureWebJobsStorage")]
    [InlineData("no channel", null, "No channel is set")]
    public async Task The_start_names_what_is_wrong(string name, string? value, string says)
    {
        var settings = SandboxSystem.Settings(await azurite.NewStorage(), TestKeys.Settings, new Uri("http://127.0.0.1:9"));
        settings[name] = value;
        if (name == "no channel") foreach (var channel in settings.Keys.Where(key => key.StartsWith("Sms", StringComparison.Ordinal) || key.StartsWith("Telegram", StringComparison.Ordinal)).ToList()) settings[channel] = null;
        var failed = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => LocalHosting.Start(Assembly.Load("ServerlessAssist.Functions"), settings, null, TestContext.Current.CancellationToken));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        if (value is { Length: > 5 }) Assert.DoesNotContain(value, failed.Message, StringComparison.Ordinal);
    }
}
