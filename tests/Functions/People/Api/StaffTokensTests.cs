using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using ServerlessAssist.Functions.Api.Authentication;

namespace ServerlessAssist.Tests.Functions.People.Api;

/// <summary>Tokens of staff: one that is good, and everything that can be wrong with one.</summary>
public sealed class StaffTokensTests
{
    private readonly Tenant _tenant = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_token_says_whose_it_is_and_the_keys_are_read_once()
    {
        var tokens = _tenant.Tokens();
        Assert.Equal(Tenant.Person, await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
        Assert.Equal(Tenant.Person, await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
        Assert.Equal(2, _tenant.Asked);
    }

    public static TheoryData<string> Broken => new(Cases.Keys.Order(StringComparer.Ordinal));

    private static readonly Dictionary<string, Func<Tenant, string>> Cases = new()
    {
        ["no algorithm"] = _ => Tenant.Unsigned(Tenant.Claims, "none"),
        ["no algorithm, spelled otherwise"] = _ => Tenant.Unsigned(Tenant.Claims, "nOnE"),
        ["no signature"] = tenant => tenant.Sign(Tenant.Claims)[..(tenant.Sign(Tenant.Claims).LastIndexOf('.') + 1)],
        ["signed with the public key"] = tenant => tenant.Confused(Tenant.Claims),
        ["another algorithm of the same key"] = tenant => tenant.Sign(Tenant.Claims, algorithm: "RS384"),
        ["another padding"] = tenant => tenant.Sign(Tenant.Claims, algorithm: "PS256"),
        ["signed by somebody else under a known name"] = tenant => tenant.Sign(Tenant.Claims, with: RSA.Create(2048)),
        ["an unknown key"] = tenant => tenant.Sign(Tenant.Claims, "key-9", with: RSA.Create(2048)),
        ["one bit of the signature"] = tenant => Flipped(tenant.Sign(Tenant.Claims), -20),
        ["one character of the claims"] = tenant => Flipped(tenant.Sign(Tenant.Claims), 120),
        ["another issuer"] = tenant => tenant.Sign(With("iss", "https://login.microsoftonline.com/44444444-0000-4000-8000-000000000004/v2.0")),
        ["the issuer of version 1"] = tenant => tenant.Sign(With("iss", $"https://sts.windows.net/{Tenant.Id}/")),
        ["no issuer"] = tenant => tenant.Sign(With("iss", null)),
        ["another audience"] = tenant => tenant.Sign(With("aud", "44444444-0000-4000-8000-000000000004")),
        ["no audience"] = tenant => tenant.Sign(With("aud", null)),
        ["another tenant"] = tenant => tenant.Sign(With("tid", "44444444-0000-4000-8000-000000000004")),
        ["no tenant"] = tenant => tenant.Sign(With("tid", null)),
        ["nobody"] = tenant => tenant.Sign(With("oid", null)),
        ["over"] = tenant => tenant.Sign(With("exp", Tenant.Now.AddMinutes(-3).ToUnixTimeSeconds())),
        ["not yet"] = tenant => tenant.Sign(With("nbf", Tenant.Now.AddMinutes(3).ToUnixTimeSeconds())),
        ["without an end"] = tenant => tenant.Sign(With("exp", null)),
        ["no token"] = _ => "a.b.c",
        ["nothing"] = _ => "",
        ["five parts"] = tenant => tenant.Sign(Tenant.Claims) + ".x.y",
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_token_that_is_not_wholly_good_is_nobodys(string which)
    {
        var tokens = _tenant.Tokens();
        Assert.Null(await tokens.WhoseIs(Cases[which](_tenant), Stop));
        Assert.Equal(Tenant.Person, await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
    }

    [Fact]
    public async Task A_clock_that_is_a_little_wrong_is_forgiven_and_no_more()
    {
        var tokens = _tenant.Tokens();
        var token = _tenant.Sign(Tenant.Claims);
        _tenant.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(Tenant.Person, await tokens.WhoseIs(token, Stop));
        _tenant.Clock.Advance(TimeSpan.FromMinutes(1.5));
        Assert.Null(await tokens.WhoseIs(token, Stop));
    }

    [Fact]
    public async Task A_key_that_the_tenant_has_taken_into_use_is_found_and_the_one_it_gave_up_is_refused()
    {
        var tokens = _tenant.Tokens();
        var before = _tenant.Sign(Tenant.Claims);
        Assert.NotNull(await tokens.WhoseIs(before, Stop));
        _tenant.Roll("key-2");
        _tenant.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(Tenant.Person, await tokens.WhoseIs(_tenant.Sign(Tenant.Claims, "key-2"), Stop));
        Assert.Null(await tokens.WhoseIs(before, Stop));
    }

    [Fact]
    public async Task A_flood_of_unknown_keys_does_not_become_a_flood_of_questions()
    {
        var tokens = _tenant.Tokens();
        await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop);
        _tenant.Clock.Advance(TimeSpan.FromMinutes(6));
        for (var one = 0; one < 50; one++) await tokens.WhoseIs(_tenant.Sign(Tenant.Claims, $"key-{one}x", with: RSA.Create(2048)), Stop);
        Assert.Equal(4, _tenant.Asked);
    }

    [Fact]
    public async Task While_the_tenant_is_silent_the_keys_of_before_stay_good_and_with_none_it_is_said_to_try_again()
    {
        var tokens = _tenant.Tokens();
        _tenant.IsDown = true;
        await Assert.ThrowsAsync<IOException>(() => tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
        _tenant.IsDown = false;
        Assert.NotNull(await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
        _tenant.IsDown = true;
        _tenant.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.NotNull(await tokens.WhoseIs(_tenant.Sign(Tenant.Claims), Stop));
    }

    [Fact]
    public async Task Without_settings_no_token_is_taken() =>
        Assert.Null(await new StaffTokens(null, new EntraKeys(() => _tenant, _tenant.Clock), _tenant.Clock).WhoseIs(_tenant.Sign(Tenant.Claims), Stop));

    [Theory]
    [InlineData("common", Tenant.Audience)]
    [InlineData("", Tenant.Audience)]
    [InlineData("00000000-0000-0000-0000-000000000000", Tenant.Audience)]
    [InlineData(Tenant.Id, "")]
    public void Settings_that_would_let_others_in_end_the_start(string tenant, string audience) =>
        Assert.Contains("Entra__", Assert.Throws<InvalidOperationException>(() => EntraSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Entra:TenantId"] = tenant, ["Entra:Audience"] = audience }).Build())).Message, StringComparison.Ordinal);

    private static Dictionary<string, object> With(string claim, object? value)
    {
        var claims = Tenant.Claims;
        claims.Remove(claim);
        if (value is not null) claims[claim] = value;
        return claims;
    }

    /// <summary>One character is another, counted from the end where negative.</summary>
    private static string Flipped(string token, int at)
    {
        var units = token.ToCharArray();
        var index = at < 0 ? units.Length + at : at;
        units[index] = units[index] == 'A' ? 'B' : 'A';
        return new string(units);
    }
}
