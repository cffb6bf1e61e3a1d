using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Demo;

/// <summary>What a newcomer finds after the first start.</summary>
public sealed class DemoTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _over = new(TimeSpan.FromMinutes(5));
    private StandaloneProcess _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await StandaloneProcess.Start(_folder.Path);
        _http = _server.CreateClient();
    }

    [Fact]
    public async Task There_are_groups_of_several_forms_and_one_session_is_open_also_after_a_restart()
    {
        var first = await Groups();
        Assert.True(first.Select(group => group.GetProperty("formName").GetString()).Distinct().Count() >= 5);
        var open = Assert.Single(OpenSessions(first));

        Assert.Equal(0, await _server.Stop());
        await using var again = await StandaloneProcess.Start(_folder.Path, _server.Port);

        var second = await Groups();
        Assert.Equal(Ids(first), Ids(second));
        Assert.Equal(open, Assert.Single(OpenSessions(second)));
    }

    [Fact]
    public async Task It_says_where_to_go_and_how_to_sign_in()
    {
        await Poll.Until(() => _server.Output.Contains("Ctrl+C", StringComparison.Ordinal), _over.Token);

        var said = _server.Output;
        Assert.Contains(_server.Address.GetLeftPart(UriPartial.Authority), said, StringComparison.Ordinal);
        Assert.Contains("/demo/mailbox", said, StringComparison.Ordinal);
        Assert.Contains("facilitator@demo.example", said, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, said, StringComparison.Ordinal);
        Assert.Empty(_server.Errors);
    }

    [Fact]
    public async Task Mail_goes_to_the_mailbox_for_people_and_for_programs()
    {
        foreach (var email in (string[])["one@demo.example", "two@demo.example"])
        {
            using var asked = await _http.PostAsJsonAsync("/v1/sign-in/codes", new { email }, _over.Token);
            Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/demo/mailbox?to=ONE@demo.example");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await _http.SendAsync(request, _over.Token);
        var mail = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>(_over.Token)).EnumerateArray());
        var code = mail.GetProperty("code").GetString()!;
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal("one@demo.example", mail.GetProperty("to").GetString());

        var page = await _http.GetStringAsync(new Uri("/demo/mailbox", UriKind.Relative), _over.Token);
        Assert.Contains(code, page, StringComparison.Ordinal);
        Assert.Contains("/_content/PeerMesh.Web/peermesh.css", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_rehearsals_are_described_with_the_rest_of_the_api()
    {
        var page = await _http.GetStringAsync(new Uri("/docs/api", UriKind.Relative), _over.Token);

        Assert.Contains("/v1/sessions/{sessionId}/rehearsal", page, StringComparison.Ordinal);
        Assert.Contains("Fill the room with simulated peers", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_leads_fills_the_room_with_simulated_peers_and_empties_it_again()
    {
        var session = SessionId.From(Assert.Single(OpenSessions(await Groups())));
        using var client = NewClient("facilitator@demo.example");
        var entered = await Enter(client, session, "Lead");
        var follower = new SessionFollower(client, session);
        var following = follower.Run(_over.Token);
        Assert.True(entered.Done, entered.Code);

        Assert.Equal(HttpStatusCode.Accepted, await Rehearse(client, session, HttpMethod.Post, new { peers = 6 }));
        await follower.Until(view => view.People!.Value.Count(person => person.Simulated) == 6, _over.Token);

        Assert.Equal(HttpStatusCode.NoContent, await Rehearse(client, session, HttpMethod.Delete, body: null));
        await follower.Until(view => !view.People!.Value.Any(person => person is { Simulated: true, Away: false }), _over.Token);

        await client.Submit(session, new Close { CommandId = client.NextCommandId() }, _over.Token);
        await following;
        Assert.Equal(HttpStatusCode.Conflict, await Rehearse(client, session, HttpMethod.Post, new { peers = 6 }));
    }

    [Fact]
    public async Task Nobody_else_fills_the_room_and_not_with_just_any_number()
    {
        var session = SessionId.From(Assert.Single(OpenSessions(await Groups())));
        using var lead = NewClient("facilitator@demo.example");
        await Enter(lead, session, "Lead");
        using var member = NewClient("member@demo.example");
        await Enter(member, session, "Robin");

        Assert.Equal(HttpStatusCode.Forbidden, await Rehearse(member, session, HttpMethod.Post, new { peers = 3 }));
        Assert.Equal(HttpStatusCode.Forbidden, await Rehearse(member, session, HttpMethod.Delete, body: null));
        foreach (var peers in (int[])[0, 21, -1])
        {
            Assert.Equal(HttpStatusCode.BadRequest, await Rehearse(lead, session, HttpMethod.Post, new { peers }));
        }

        Assert.Equal(HttpStatusCode.BadRequest, await Rehearse(lead, session, HttpMethod.Post, new { people = 3 }));
        Assert.Equal(HttpStatusCode.NotFound, await Rehearse(lead, SessionId.From("sunshine-circle.never"), HttpMethod.Post, new { peers = 3 }));
        using var anonymous = await _http.PostAsJsonAsync($"/v1/sessions/{session}/rehearsal", new { peers = 3 }, _over.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Fact]
    public async Task It_stops_at_once_when_asked_to_with_people_in_the_room()
    {
        var session = SessionId.From(Assert.Single(OpenSessions(await Groups())));
        using var client = NewClient("facilitator@demo.example");
        await Enter(client, session, "Lead");
        var follower = new SessionFollower(client, session);
        var following = follower.Run(_over.Token);
        await Rehearse(client, session, HttpMethod.Post, new { peers = 5 });
        await follower.Until(view => view.People!.Value.Length == 6, _over.Token);

        var asked = TimeProvider.System.GetTimestamp();
        var exitCode = await _server.Stop();

        Assert.Equal(0, exitCode);
        Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(10));
        Assert.Empty(_server.Errors);
        await _over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    public void Dispose()
    {
        _over.Dispose();
        _folder.Dispose();
    }

    private RehearsalClient NewClient(string email) =>
        new(_server.CreateClient(), new MailedCode(email, (address, cancellationToken) => StandaloneProcess.ReadCode(_http, address, cancellationToken)));

    private async Task<CommandAnswer> Enter(RehearsalClient client, SessionId session, string name)
    {
        var door = await client.Look(session, _over.Token);
        return await client.Submit(session, new Enter(name, door.About!.Guidelines.Version) { CommandId = client.NextCommandId() }, _over.Token);
    }

    private async Task<HttpStatusCode> Rehearse(RehearsalClient client, SessionId session, HttpMethod method, object? body)
    {
        using var answer = await client.Send(method, $"/v1/sessions/{session}/rehearsal", body, _over.Token);
        return answer.StatusCode;
    }

    private async Task<List<JsonElement>> Groups() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("/v1/groups", _over.Token)).EnumerateArray()];

    private static List<string> OpenSessions(List<JsonElement> groups) =>
        [.. groups.SelectMany(group => group.GetProperty("openSessions").EnumerateArray()).Select(session => session.GetProperty("id").GetString()!)];

    private static List<string> Ids(List<JsonElement> groups) => [.. groups.Select(group => group.GetProperty("id").GetString()!)];
}
