using Microsoft.Playwright;
using ServerlessAssist.Sandbox;
using ServerlessAssist.Sandbox.Page;
using static Microsoft.Playwright.Assertions;

namespace ServerlessAssist.Tests.Browser;

/// <summary>A newcomer plays the story on the phones page.</summary>
public sealed class PhonesPageTests(Browsers browsers)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_plays_the_whole_story_with_a_failed_carrier_and_an_unanswered_alert()
    {
        await using var sandbox = await OpenSandbox.Start();
        var page = await browsers.NewPage(new() { ViewportSize = new() { Width = 1440, Height = 1080 }, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(sandbox.Address);

        // The NGO opens its invitation, and refers somebody.
        await page.GetByTestId("phone-open-kukes-telegram").ClickAsync();
        await page.GetByTestId("quick-reply").Filter(new() { HasText = "Open the invitation" }).ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync("You are connected");
        await page.Locator("#r-urgency").SelectOptionAsync("immediate");
        await page.GetByTestId("refer-send").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync("201: RA-");
        var first = (await page.GetByTestId("refer-answer").TextContentAsync())!.Split(' ', ',')[1];
        await page.GetByTestId("refer-again").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync($"200: {first}");

        // Nobody answers: the backup's phone rings, and the backup takes it by its code.
        await page.GetByTestId("phone-open-north-duty-telegram").ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync(first);
        await Shot(page, "on-duty");
        await page.GetByTestId("advance-PT10M").ClickAsync();
        await page.GetByTestId("advance-PT10M").ClickAsync();
        await page.GetByTestId("phone-open-north-backup-sms").ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync(first);
        await page.GetByTestId("quick-reply").First.ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync($"{first} eshte jotja");
        await page.GetByTestId("phone-open-kukes-telegram").ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync($"{first} was taken");
        await Shot(page, "taken");

        // Telegram is down: the next alert comes as a text, after Telegram was tried.
        await page.GetByTestId("trouble-telegram-down").ClickAsync();
        await Expect(page.GetByTestId("trouble-telegram-down")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GetByTestId("refer-send").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).Not.ToContainTextAsync(first);
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync("201: RA-");
        var second = (await page.GetByTestId("refer-answer").TextContentAsync())!.Split(' ', ',')[1];
        await page.GetByTestId("phone-open-north-duty-sms").ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync(second, new() { Timeout = 40_000 });
        await page.GetByTestId("compose").FillAsync((await page.GetByTestId("quick-reply").First.TextContentAsync())!);
        await page.GetByTestId("send").ClickAsync();
        await Expect(page.GetByTestId("message").Last).ToContainTextAsync("Was this not you?");
        await Shot(page, "sms");
        await Expect(page.GetByTestId("totals")).ToContainTextAsync("storage transactions");
    }

    [Fact]
    public async Task A_bad_referral_says_which_field_is_wrong()
    {
        await using var sandbox = await OpenSandbox.Start();
        var page = await browsers.NewPage();
        await page.GotoAsync(sandbox.Address);
        await Expect(page.Locator("#needs input")).ToHaveCountAsync(8);
        await page.Locator("#needs input").First.UncheckAsync();
        await page.Locator("#r-consent").UncheckAsync();
        await page.GetByTestId("refer-send").ClickAsync();
        await Expect(page.Locator(".fault")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_said_and_kept_and_no_older_answer_stands_for_it()
    {
        await using var sandbox = await OpenSandbox.Start();
        var page = await browsers.NewPage();
        await page.GotoAsync(sandbox.Address);
        await page.GetByTestId("refer-send").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync("201: RA-");
        var reference = (await page.GetByTestId("refer-answer").TextContentAsync())!.Split(' ', ',')[1];

        await page.RouteAsync("**/*", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await page.GetByTestId("refer-again").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync("Not sent: no connection.");
        await Expect(page.GetByTestId("refer-answer")).Not.ToContainTextAsync(reference);
        await page.GetByTestId("compose").FillAsync("Where are you?");
        await page.GetByTestId("send").ClickAsync();
        await Expect(page.GetByTestId("unsent")).ToContainTextAsync("Not sent: no connection.");
        await Expect(page.GetByTestId("compose")).ToHaveValueAsync("Where are you?");
        await page.GetByTestId("advance-PT10M").ClickAsync();
        await Expect(page.Locator("#status")).ToContainTextAsync("Not done: no connection.");
        await Shot(page, "unsent");

        await page.UnrouteAsync("**/*");
        await page.GetByTestId("send").ClickAsync();
        await Expect(page.GetByTestId("compose")).ToHaveValueAsync("");
        await Expect(page.GetByTestId("unsent")).ToBeEmptyAsync();
        await Expect(page.Locator("#status")).ToBeEmptyAsync();
        await page.GetByTestId("refer-again").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync($"200: {reference}");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 360)]
    public async Task The_page_is_accessible_and_fits(ColorScheme scheme, int width)
    {
        await NpmFolder.Ensure(Oracles.Folder, _ => { }, Stop);
        await using var sandbox = await OpenSandbox.Start();
        var page = await browsers.NewPage(new() { ReducedMotion = ReducedMotion.Reduce, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 900 }, BypassCSP = true });
        await page.GotoAsync(sandbox.Address);
        await page.GetByTestId("refer-send").ClickAsync();
        await Expect(page.GetByTestId("refer-answer")).ToContainTextAsync("201: RA-");
        await Expect(page.GetByTestId("reply-button")).ToHaveCountAsync(2);
        await Shot(page, $"{scheme}-{width}".ToLowerInvariant());
        await page.AddScriptTagAsync(new() { Path = Path.Combine(Oracles.Folder, "node_modules", "axe-core", "axe.min.js") });
        var serious = await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)");
        Assert.Empty(serious);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page scrolls sideways.");
    }

    /// <summary>Keeps a picture where somebody asked for pictures.</summary>
    private static async Task Shot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ASSIST_PICTURES") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }

    private sealed class OpenSandbox : IAsyncDisposable
    {
        private readonly string _data = Path.Combine(Path.GetTempPath(), $"assist-page-{Guid.NewGuid():N}");
        private Playground? _playground;
        private PhonesPage? _page;

        public string Address => _page!.Address;

        public static async Task<OpenSandbox> Start()
        {
            var sandbox = new OpenSandbox();
            sandbox._playground = new Playground(new PlaygroundOptions(sandbox._data, [], _ => { }));
            sandbox._page = await PhonesPage.Start(sandbox._playground, 0, Stop);
            await sandbox._playground.Open(false, Stop);
            return sandbox;
        }

        public async ValueTask DisposeAsync()
        {
            await _page!.DisposeAsync();
            await _playground!.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }
}
