using System.Text.Json;
using ServerlessAssist.Shared.Messaging;

namespace ServerlessAssist.Tests.Shared.Messaging;

public sealed class RecipientIdTests
{
    [Theory]
    [InlineData(RecipientKind.Staff, "staff:coord-1")]
    [InlineData(RecipientKind.Case, "case:coord-1")]
    [InlineData(RecipientKind.FamilyContact, "family:coord-1")]
    [InlineData(RecipientKind.Point, "point:coord-1")]
    public void It_is_one_string_in_json_and_comes_back_the_same(RecipientKind kind, string text)
    {
        var id = new RecipientId(kind, "coord-1");
        Assert.Equal($"\"{text}\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<RecipientId>($"\"{text}\""));
    }

    [Fact]
    public void An_id_may_hold_a_colon() => Assert.Equal(new RecipientId(RecipientKind.Case, "a:b"), RecipientId.Parse("case:a:b"));

    [Theory]
    [InlineData("\"coord-1\"")]
    [InlineData("\"nobody:coord-1\"")]
    [InlineData("\":coord-1\"")]
    [InlineData("null")]
    public void What_names_no_kind_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RecipientId>(json));

    [Fact]
    public void It_prints_masked()
    {
        foreach (var kind in Enum.GetValues<RecipientKind>())
            Assert.DoesNotContain("coord-1", $"{new RecipientId(kind, "coord-1")}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_colleague_is_one_and_nobody_else_is()
    {
        RecipientId staff = new PersonId("coord-1");
        Assert.Equal((RecipientKind.Staff, "coord-1", new PersonId("coord-1")), (staff.Kind, staff.Value, staff.Person!.Value));
        Assert.Null(new RecipientId(RecipientKind.Case, "coord-1").Person);
    }

    [Theory]
    [InlineData(RecipientKind.Staff, InDoubt.SendAgain)]
    [InlineData(RecipientKind.Point, InDoubt.SendAgain)]
    [InlineData(RecipientKind.Case, InDoubt.AskFirst)]
    [InlineData(RecipientKind.FamilyContact, InDoubt.AskFirst)]
    public void What_follows_a_doubt_is_the_kinds_whether_somebody_keeps_it_or_not(RecipientKind kind, InDoubt policy)
    {
        Assert.Equal(policy, InDoubtPolicy.Of(kind));
        var none = new Recipients(() => []);
        Assert.Equal((policy, true), (none.WhenInDoubt(kind), none.Of(kind) is null));
        var source = new Source(kind);
        var one = new Recipients(() => [source]);
        Assert.Equal(policy, one.WhenInDoubt(kind));
        Assert.Same(source, one.Of(kind));
    }

    private sealed class Source(RecipientKind kind) : IRecipients
    {
        public RecipientKind Kind => kind;

        public ValueTask<Recipient?> Find(RecipientId id, DateTimeOffset now, CancellationToken stop) => throw new NotSupportedException();

        public Task RememberRefused(RecipientId id, Address address, SendFailure why, string ticket, CancellationToken stop) =>
            throw new NotSupportedException();
    }
}
