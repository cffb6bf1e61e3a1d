using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Telemetry;

namespace PeerMesh.Api.Tests.Telemetry;

/// <summary>Spans as they leave the process, gateway and silos in one here.</summary>
public sealed class TraceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private readonly SpanBag _spans = [];

    [Fact]
    public async Task One_trace_leads_from_the_request_through_the_grain_to_the_write()
    {
        using var tracing = Trace();
        var (ana, session) = await api.Open();
        var trace = ActivityTraceId.CreateRandom();
        ana.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await ana.Do(session, new { type = "lock" });

        // The request's own span ends after its answer.
        await Until.True(() => Of(trace).Any(span => span.OperationName == "Microsoft.AspNetCore.Hosting.HttpRequestIn"));
        var spans = Of(trace);
        var request = Assert.Single(spans, span => span.DisplayName == "POST /v1/sessions/{sessionId}/commands");
        var call = Assert.Single(spans, span => span.Kind == ActivityKind.Client && span.DisplayName.EndsWith("/Submit", StringComparison.Ordinal));
        var received = Assert.Single(spans, span => span.Kind == ActivityKind.Server && span.DisplayName.EndsWith("/Submit", StringComparison.Ordinal));
        var command = Assert.Single(spans, span => span.DisplayName == "session.command");
        var save = Assert.Single(spans, span => span.DisplayName == "session.save");
        var write = Assert.Single(spans, span => span.Source.Name == "Microsoft.Orleans.Storage");

        Assert.Equal(request.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, received.ParentSpanId);
        Assert.Equal(received.SpanId, command.ParentSpanId);
        Assert.Equal(command.SpanId, save.ParentSpanId);
        Assert.Equal(save.SpanId, write.ParentSpanId);
        Assert.Equal("lock", command.GetTagItem("peermesh.command"));
        Assert.Equal("accepted", command.GetTagItem("peermesh.outcome"));
    }

    [Fact]
    public async Task Spans_name_nobody()
    {
        using var tracing = Trace();
        var ana = await api.SignIn("Anastasia");
        var group = await ana.FoundGroup();
        var session = await ana.StartSession(group);
        await ana.Enter(session);
        var member = await ana.MemberId();
        using var refused = await ana.Send(session, new { type = "unlock" });
        using var nowhere = await ana.Http.GetAsync($"/{ana.Name}?to={ana.Email}");
        await Until.True(() => _spans.Any(span => span.DisplayName == "POST /v1/sessions/{sessionId}/commands"));

        var code = api.Gateway.Mailbox.CodeFor(ana.Email);
        foreach (var said in _spans.SelectMany(Said))
        {
            foreach (var secret in (string[])[ana.Email, ana.Name, member, session, group, code, "Evening circle", "evening-circle"])
            {
                Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    private static IEnumerable<string> Said(Activity span) =>
    [
        span.DisplayName,
        span.StatusDescription ?? "",
        .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Events.SelectMany(happened => happened.Tags.Select(tag => $"{tag.Value}").Append(happened.Name)),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
    ];

    private TracerProvider Trace() =>
        TelemetryHosting.Trace(Sdk.CreateTracerProviderBuilder(), new TelemetryOptions(OtlpEndpoint: null, MetricsPort: null, TracedShare: 1))
            .AddInMemoryExporter(_spans)
            .Build();

    private List<Activity> Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

    /// <summary>The exporter takes a plain collection, and spans of a whole process end on many threads.</summary>
    private sealed class SpanBag : ICollection<Activity>
    {
        private readonly ConcurrentQueue<Activity> _all = new();

        public int Count => _all.Count;

        public bool IsReadOnly => false;

        public void Add(Activity item) => _all.Enqueue(item);

        public void Clear() => _all.Clear();

        public bool Contains(Activity item) => _all.Contains(item);

        public void CopyTo(Activity[] array, int arrayIndex) => _all.CopyTo(array, arrayIndex);

        public bool Remove(Activity item) => throw new NotSupportedException();

        public IEnumerator<Activity> GetEnumerator() => _all.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
