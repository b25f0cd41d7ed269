using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ServerlessAssist.Shared.Protection;

namespace ServerlessAssist.Tests.Shared.Protection;

public sealed class ProtectionTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 6).Select(seed => Convert.ToBase64String(SHA256.HashData([(byte)seed, 7])))];
    private static readonly Gen<byte[]> Plain = Gen.Byte.Array[0, 200];

    [Fact]
    public void What_was_sealed_opens_at_its_place_and_nowhere_else() => Plain.Sample(plain =>
    {
        var key = new Protector(Ring()).NewKey("stream~1");
        var box = key.Seal(plain, "row|1");
        Assert.Equal(plain, key.Open(box, "row|1"));
        Assert.Throws<TamperedException>(() => key.Open(box, "row|2"));
        Assert.Throws<TamperedException>(() => new Protector(Ring()).NewKey("stream~1").Open(box, "row|1"));
    });

    [Fact]
    public void Every_changed_byte_and_every_cut_is_found()
    {
        var key = new Protector(Ring()).NewKey("stream~1");
        var box = key.Seal("somebody took it"u8, "row|1");
        for (var at = 0; at < box.Length; at++)
        {
            var changed = (byte[])box.Clone();
            changed[at] ^= 1;
            Assert.Throws<TamperedException>(() => key.Open(changed, "row|1"));
            Assert.Throws<TamperedException>(() => key.Open(box.AsSpan(0, at), "row|1"));
        }
    }

    [Fact]
    public void The_same_text_is_never_sealed_to_the_same_bytes()
    {
        var key = new Protector(Ring()).NewKey("stream~1");
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(key.Seal("x"u8, "p"))).Distinct().Count());
    }

    [Fact]
    public void A_wrapped_key_opens_for_its_stream_alone_and_survives_rotation()
    {
        var before = new Protector(Ring());
        var key = before.NewKey("stream~1");
        var box = key.Seal("text"u8, "p");
        Assert.Throws<TamperedException>(() => before.Unwrap(key.Wrapped, "stream~2"));

        var both = new Protector(Ring(keys: new() { ["1"] = Keys[0], ["2"] = Keys[3] }));
        var renewed = both.Renew(both.Unwrap(key.Wrapped, "stream~1"), "stream~1");
        Assert.Equal((1, 2), (key.Wrapped[0], renewed.Wrapped[0]));
        var after = new Protector(Ring(keys: new() { ["2"] = Keys[3] }));
        Assert.Equal("text", Encoding.UTF8.GetString(after.Unwrap(renewed.Wrapped, "stream~1").Open(box, "p")));
        Assert.Throws<TamperedException>(() => after.Unwrap(key.Wrapped, "stream~1"));
    }

    [Fact]
    public void A_shared_value_opens_for_its_purpose_alone()
    {
        var protector = new Protector(Ring());
        var box = protector.SealShared("queue", "text"u8, "p");
        Assert.Equal("text", Encoding.UTF8.GetString(protector.OpenShared("queue", box, "p")));
        Assert.Throws<TamperedException>(() => protector.OpenShared("view", box, "p"));
    }

    [Fact]
    public void Two_purposes_give_two_tokens_and_without_the_key_there_is_none() => Gen.Select(Gen.String, Gen.String).Sample((left, right) =>
    {
        var index = new BlindIndex(Ring());
        Assert.Equal(index.Of("sender", left), index.Of("sender", left));
        Assert.NotEqual(index.Of("sender", left), index.Of("referral", left));
        Assert.NotEqual(index.Of("sender", left), new BlindIndex(Ring(index: new() { ["1"] = Keys[4] })).Of("sender", left));
        if (left != right) Assert.NotEqual(index.Of("sender", left), index.Of("sender", right));
    });

    [Fact]
    public void What_an_older_index_key_wrote_is_still_found()
    {
        var old = new BlindIndex(Ring()).Of("sender", "x");
        var both = new BlindIndex(Ring(index: new() { ["1"] = Keys[1], ["2"] = Keys[4] }));
        Assert.NotEqual(old, both.Of("sender", "x"));
        Assert.Contains(old, both.All("sender", "x"));
    }

    [Fact]
    public void The_chain_depends_on_every_event_before_its_place_and_its_order()
    {
        var chain = new AuditChain(Ring());
        var first = chain.Next([], "1", [1, 2]);
        Assert.NotEqual(first, chain.Next([], "1", [1, 3]));
        Assert.NotEqual(first, chain.Next([], "2", [1, 2]));
        Assert.NotEqual(chain.Next(first, "2", [5]), chain.Next(chain.Next([], "1", [9]), "2", [5]));
        Assert.NotEqual(chain.Next([1], "1", []), chain.Next([], "1", [1]));
    }

    [Theory]
    [InlineData(null, "Protection__KeyEncryptionKeys__1 is missing")]
    [InlineData("", "Protection__KeyEncryptionKeys__1 is missing")]
    [InlineData("short", "Protection__KeyEncryptionKeys__1 is not 32 bytes")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "Protection__KeyEncryptionKeys__1 is weak")]
    public void A_missing_or_weak_key_stops_the_start_and_says_how_to_make_one(string? key, string says)
    {
        var settings = new ProtectionSettings { KeyEncryptionKeys = key is null ? [] : new() { ["1"] = key }, IndexKeys = new() { ["1"] = Keys[1] }, ChainKey = Keys[2] };
        var failed = Assert.Throws<InvalidOperationException>(() => new KeyRing(settings));
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_key_for_two_purposes_is_refused() =>
        Assert.Contains("the same key", Assert.Throws<InvalidOperationException>(() => new KeyRing(new() { KeyEncryptionKeys = new() { ["1"] = Keys[0] }, IndexKeys = new() { ["1"] = Keys[0] }, ChainKey = Keys[2] })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_chain_tells_apart_what_runs_together()
    {
        var chain = new AuditChain(Ring());
        var all = new[]
        {
            chain.Next("ab"u8, "c", "d"u8), chain.Next("a"u8, "bc", "d"u8), chain.Next("a"u8, "b", "cd"u8), chain.Next(""u8, "abcd", ""u8), chain.Next(""u8, "abc", "d"u8), chain.Next("abc"u8, "", "d"u8),
        };
        Assert.Equal(all.Length, all.Select(Convert.ToHexString).Distinct().Count());
    }

    /// <summary>Reckoned apart from this code: what is stored today is read tomorrow.</summary>
    [Fact]
    public void Chain_and_index_stay_what_they_are()
    {
        Assert.Equal("5c6c6eab74c1ff551e50f4f23fac210c03e19fac9399244efee2d7f28679aed7", Convert.ToHexStringLower(new AuditChain(Ring()).Next([1, 2], "place", [3])));
        Assert.Equal("c6465a900e4729027d4bc6f7bcd9a41e1fd32b8d50f668782db6a0fa52816496", new BlindIndex(Ring()).Of("sender", "x"));
    }

    [Fact]
    public void What_cannot_be_opened_says_why_and_names_no_content()
    {
        var protector = new Protector(Ring());
        var key = protector.NewKey("stream~1");
        Assert.Equal("A sealed value cannot be opened: too short.", Assert.Throws<TamperedException>(() => key.Open(new byte[27], "p")).Message);
        Assert.Equal("A sealed value cannot be opened: changed, moved or under another key.", Assert.Throws<TamperedException>(() => key.Open(new byte[28], "p")).Message);
        Assert.Equal("A sealed value cannot be opened: key version 9 is not in the settings.", Assert.Throws<TamperedException>(() => protector.Unwrap([9, 1, 2], "stream~1")).Message);
        Assert.Equal("A sealed value cannot be opened: no key.", Assert.Throws<TamperedException>(() => protector.Unwrap([], "stream~1")).Message);
        Assert.Equal("A sealed value cannot be opened: too short.", Assert.Throws<TamperedException>(() => protector.OpenShared("queue", [], "p")).Message);
    }

    [Fact]
    public void A_key_under_the_current_version_is_left_as_it_is()
    {
        var protector = new Protector(Ring());
        var key = protector.NewKey("stream~1");
        Assert.Same(key, protector.Renew(key, "stream~1"));
    }

    [Fact]
    public void The_version_that_is_named_is_current_and_else_the_highest()
    {
        var two = new Dictionary<string, string> { ["2"] = Keys[0], ["10"] = Keys[3] };
        Assert.Equal(10, Ring(keys: two).Current);
        Assert.Equal(2, new KeyRing(new() { KeyEncryptionKeys = two, IndexKeys = new() { ["1"] = Keys[1] }, ChainKey = Keys[2], CurrentKey = "2" }).Current);
        Assert.Equal(10, new KeyRing(new() { KeyEncryptionKeys = two, IndexKeys = new() { ["1"] = Keys[1] }, ChainKey = Keys[2], CurrentKey = "" }).Current);
        var index = new BlindIndex(Ring(index: new() { ["2"] = Keys[1], ["10"] = Keys[4] }));
        Assert.Equal(new BlindIndex(Ring(index: new() { ["1"] = Keys[4] })).Of("sender", "x"), index.Of("sender", "x"));
    }

    [Fact]
    public void All_that_is_missing_is_said_at_once() => Assert.Equal(
        ["Protection__ChainKey is missing.", "Protection__KeyEncryptionKeys__1 is missing.", "Protection__IndexKeys__1 is missing."],
        Faults(new ProtectionSettings()));

    [Theory]
    [InlineData(11, "is weak: its bytes repeat.")]
    [InlineData(12, null)]
    public void A_key_whose_bytes_repeat_too_much_is_weak(int kinds, string? fault)
    {
        var settings = new ProtectionSettings { KeyEncryptionKeys = new() { ["1"] = Keys[0] }, IndexKeys = new() { ["7"] = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(at => (byte)(at % kinds))]) }, ChainKey = Keys[2] };
        Assert.Equal(fault is null ? [] : [$"Protection__IndexKeys__7 {fault}"], Faults(settings));
    }

    [Fact]
    public void The_same_key_twice_names_both_settings() => Assert.Equal(
        ["Protection__ChainKey and Protection__IndexKeys__1 are the same key; each purpose needs its own."],
        Faults(new() { KeyEncryptionKeys = new() { ["1"] = Keys[0] }, IndexKeys = new() { ["1"] = Keys[2] }, ChainKey = Keys[2] }));

    [Fact]
    public void A_version_is_a_number_that_fits_a_byte_and_the_current_one_is_there()
    {
        Assert.Equal(["Key version '256' is not a number from 0 to 255.", "Key version 'one' is not a number from 0 to 255.", "Protection__CurrentKey names version 3, but Protection__KeyEncryptionKeys__3 is not there."], new ProtectionSettings
        {
            KeyEncryptionKeys = new() { ["256"] = Keys[0], ["1"] = Keys[3] }, IndexKeys = new() { ["1"] = Keys[1], ["one"] = Keys[4] }, ChainKey = Keys[2], CurrentKey = "3",
        }.Faults());
    }

    /// <summary>Each fault, and that it says how a key is made.</summary>
    private static IEnumerable<string> Faults(ProtectionSettings settings) => settings.Faults().Select(fault =>
    {
        const string Make = " Make one with: openssl rand -base64 32";
        Assert.EndsWith(Make, fault, StringComparison.Ordinal);
        return fault[..^Make.Length];
    });

    private static KeyRing Ring(Dictionary<string, string>? keys = null, Dictionary<string, string>? index = null) =>
        new(new ProtectionSettings { KeyEncryptionKeys = keys ?? new() { ["1"] = Keys[0] }, IndexKeys = index ?? new() { ["1"] = Keys[1] }, ChainKey = Keys[2] });
}
