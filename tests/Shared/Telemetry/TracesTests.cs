using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using ServerlessAssist.Shared.Messaging;
using ServerlessAssist.Shared.Protection;
using ServerlessAssist.Shared.Streams;
using ServerlessAssist.Shared.Telemetry;
using ServerlessAssist.Tests.Shared.Streams;

namespace ServerlessAssist.Tests.Shared.Telemetry;

/// <summary>The trace travels with what waits, and nothing depends on it.</summary>
[Collection(Alone.Name)]
public sealed class TracesTests
{
    [Fact]
    public void Where_nothing_is_recorded_nothing_travels()
    {
        Assert.Null(Traces.Here);
        using var foreign = new Activity("somebody else's").SetIdFormat(ActivityIdFormat.W3C);
        foreign.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        foreign.Start();
        Assert.Null(Traces.Here);
    }

    [Fact]
    public void What_is_continued_is_of_the_same_trace_and_what_begins_is_not()
    {
        using var heard = new Heard();
        using var first = Traces.Begin("first", ActivityKind.Server)!;
        var here = Traces.Here;
        Assert.Equal(first.Id, here);
        using (var later = Traces.Continue("later", here)!) Assert.Equal((first.TraceId, first.SpanId), (later.TraceId, later.ParentSpanId));
        using (var own = Traces.Begin("own", ActivityKind.Server)!) Assert.NotEqual(first.TraceId, own.TraceId);
        foreach (var none in new[] { null, "", "garbage", "00-0-0-01" })
            using (var lost = Traces.Continue("lost", none)!) Assert.Equal(default, lost.ParentSpanId);
    }

    [Fact]
    public async Task An_announcement_of_before_is_read_and_a_new_one_without_a_trace_looks_like_it()
    {
        await using var desk = await Desk.Open();
        const string old = """{"Stream":"counter~a","Commit":"c1","Base":3,"Until":"2026-03-02T08:01:00+00:00","Priority":"Urgent","Views":false,"PutBack":0}""";
        var sealedBody = Base64Url.EncodeToString(desk.Get<Protector>().SealShared("queue", Encoding.UTF8.GetBytes(old), "announcement"));
        var read = desk.Get<Announcements>().Read(sealedBody);
        Assert.Equal(new Announcement("counter~a", "c1", 3, new DateTimeOffset(2026, 3, 2, 8, 1, 0, TimeSpan.Zero), Priority.Urgent, false), read);
        await desk.Do(new Add(1, 50));
        var lying = Assert.Single(desk.Lying(Announcements.Urgent));
        Assert.Null(lying.What.Trace);
        var bare = lying.As.Text.Length;

        using var heard = new Heard();
        await using var other = await Desk.Open();
        await other.Do(new Add(1, 50));
        var traced = Assert.Single(other.Lying(Announcements.Urgent));
        Assert.NotNull(traced.What.Trace);
        Assert.True(traced.As.Text.Length > bare + 50, "The trace is not in the sealed body.");
        Assert.DoesNotContain(traced.What.Trace[3..35], Encoding.UTF8.GetString(Convert.FromBase64String(traced.As.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_an_exception_is_not_noted()
    {
        using var heard = new Heard();
        using (var span = Traces.Begin("first", ActivityKind.Server)) Assert.False(span.NotesFailure(new InvalidOperationException("marker")));
        var noted = heard.Named("first").Single();
        Assert.Equal((ActivityStatusCode.Error, "InvalidOperationException"), (noted.Status, noted.GetTagItem("failure")));
        Assert.DoesNotContain("marker", $"{noted.StatusDescription} {string.Join(' ', noted.TagObjects)} {noted.Events.Count()}", StringComparison.Ordinal);
    }
}
