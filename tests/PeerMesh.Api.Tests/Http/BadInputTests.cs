using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Http;

public sealed class BadInputTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Ok = "\"commandId\":\"c-1\"";

    [Theory]
    [InlineData("", "request.invalid_json")]
    [InlineData("nonsense", "request.invalid_json")]
    [InlineData("null", "request.invalid_json")]
    [InlineData("[]", "request.invalid_json")]
    [InlineData("{\"type\":\"raiseHand\"," + Ok, "request.invalid_json")]
    [InlineData("{\"type\":\"raiseHand\"," + Ok + "} more", "request.invalid_json")]
    [InlineData("{\"type\":\"raiseHand\"," + Ok + "," + Ok + "}", "request.invalid_json")]
    [InlineData("{" + Ok + "}", "command.type_missing")]
    [InlineData("{\"type\":7," + Ok + "}", "command.type_missing")]
    [InlineData("{\"type\":\"fly\"," + Ok + "}", "command.unknown_type")]
    [InlineData("{\"type\":\"RaiseHand\"," + Ok + "}", "command.unknown_type")]
    [InlineData("{\"type\":\"raiseHand\"}", "request.missing_member")]
    [InlineData("{\"type\":\"raiseHand\",\"commandId\":null}", "request.invalid_member")]
    [InlineData("{\"type\":\"raiseHand\",\"commandId\":7}", "request.invalid_member")]
    [InlineData("{\"type\":\"raiseHand\",\"CommandId\":\"c-1\"}", "request.unknown_member")]
    [InlineData("{\"type\":\"raiseHand\"," + Ok + ",\"louder\":true}", "request.unknown_member")]
    [InlineData("{\"type\":\"raiseHand\",\"commandId\":\"\"}", "session.command_id_invalid")]
    [InlineData("{\"type\":\"endShare\"," + Ok + "}", "request.missing_member")]
    [InlineData("{\"type\":\"endShare\",\"turn\":\"1\"," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"endShare\",\"turn\":1.5," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"endShare\",\"turn\":99999999999," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"endShare\",\"turn\":null," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"admit\",\"participant\":null," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"admit\",\"participant\":{}," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"admit\",\"participant\":3," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"setRole\",\"participant\":\"p1\",\"role\":\"king\"," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"setRole\",\"participant\":\"p1\",\"role\":2," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"setRole\",\"participant\":\"p1\",\"role\":\"2\"," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"setRole\",\"participant\":\"p1\",\"role\":\"member,facilitator\"," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"startRound\",\"people\":[null]," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"startRound\",\"people\":\"p1\"," + Ok + "}", "request.invalid_member")]
    [InlineData("{\"type\":\"enter\",\"name\":\"\\ud800\",\"guidelinesVersion\":1," + Ok + "}", "request.invalid_json")]
    [InlineData("{\"type\":\"enter\",\"\\udc00\":1," + Ok + "}", "request.invalid_json")]
    [InlineData("{\"type\":\"enter\",\"name\":\"A\\u0000\",\"guidelinesVersion\":1," + Ok + "}", "request.invalid_text")]
    [InlineData("{\"type\":\"raiseHand\",\"commandId\":\"a\\u0007\"}", "request.invalid_text")]
    public async Task A_command_that_is_none_is_refused_by_name(string body, string code)
    {
        var (ana, session) = await Shared();
        var before = (long)(await ana.Look(session))["version"]!;

        using var answer = await Post(ana, session, body);

        Assert.Equal(code, await answer.Problem(400));
        Assert.Equal(before, (long)(await ana.Look(session))["version"]!);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        var (ana, session) = await Shared();

        using var missing = await Post(ana, session, "{\"type\":\"handOn\",\"turn\":1,\"commandId\":\"c\"}");
        using var unknown = await Post(ana, session, "{\"type\":\"handOn\",\"turn\":1,\"too\":\"p1\",\"commandId\":\"c\"}");
        using var group = await ana.Http.PostAsync("/v1/groups", Json("{\"name\":\"A\",\"about\":\"\",\"form\":\"dbsa\",\"agenda\":[{\"name\":\"One\",\"minutes\":5,\"mode\":\"open\"},{\"name\":\"Two\",\"minutes\":5}]}"));

        Assert.Contains("\"to\"", (string)(await missing.Must(400))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("\"too\"", (string)(await unknown.Must(400))["detail"]!, StringComparison.Ordinal);
        Assert.Contains("\"agenda[1].mode\"", (string)(await group.Must(400))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_type_need_not_come_first()
    {
        var (ana, session) = await Shared();

        using var answer = await Post(ana, session, "{\"commandId\":\"type-last\",\"phase\":3,\"type\":\"nextPhase\"}");

        Assert.Equal("session.not_started", await answer.Problem(409));
    }

    [Fact]
    public async Task A_body_nested_too_deeply_is_refused()
    {
        var (ana, session) = await Shared();

        using var answer = await Post(ana, session, new string('[', 5000));

        Assert.Equal("request.invalid_json", await answer.Problem(400));
    }

    [Theory]
    [InlineData(70_000, true)]
    [InlineData(70_000, false)]
    [InlineData(5_000_000, true)]
    [InlineData(5_000_000, false)]
    public async Task A_body_over_64_KB_is_too_large(int length, bool announced)
    {
        var (ana, session) = await Shared();
        using var content = Json("{\"type\":\"raiseHand\",\"commandId\":\"" + new string('a', length) + "\"}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/commands") { Content = content };
        request.Headers.TransferEncodingChunked = !announced;

        using var answer = await ana.Http.SendAsync(request);

        Assert.Equal("request.too_large", await answer.Problem(413));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task A_body_that_does_not_say_it_is_JSON_is_not_read(string? type)
    {
        var (ana, session) = await Shared();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"type\":\"raiseHand\",\"commandId\":\"c\"}"));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        using var answer = await ana.Http.PostAsync($"/v1/sessions/{session}/commands", content);

        Assert.Equal("request.not_json", await answer.Problem(415));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        var (ana, session) = await Shared();
        byte[] bytes = [.. "{\"type\":\"enter\",\"name\":\""u8, 0xC3, 0x28, .. "\",\"guidelinesVersion\":1,\"commandId\":\"c\"}"u8];
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");

        using var answer = await ana.Http.PostAsync($"/v1/sessions/{session}/commands", content);

        Assert.Equal("request.invalid_json", await answer.Problem(400));
    }

    [Theory]
    [InlineData("nowhere.2026-03-02T18:00")]
    [InlineData("nowhere")]
    [InlineData(".")]
    [InlineData("a.b%20c")]
    [InlineData("a.%ED%A0%80")]
    [InlineData("a.%F0%9F%98%80")]
    [InlineData("a.%27%3B--")]
    [InlineData("a.<b>")]
    public async Task A_session_that_is_none_is_not_found(string id)
    {
        var (ana, _) = await Shared();

        foreach (var path in (string[])["", "/minutes", "/events"])
        {
            using var answer = await ana.Http.GetAsync($"/v1/sessions/{id}{path}", HttpCompletionOption.ResponseHeadersRead);
            Assert.Contains(await answer.Problem(404), (string[])["session.not_found", "request.not_found"]);
        }
    }

    [Fact]
    public async Task Ids_of_any_length_are_not_found()
    {
        var (ana, _) = await Shared();

        foreach (var length in (int[])[190, 201, 1000, 6000])
        {
            using var session = await ana.Http.GetAsync($"/v1/sessions/g.{new string('x', length)}");
            using var command = await Post(ana, $"g.{new string('x', length)}", "{\"type\":\"raiseHand\",\"commandId\":\"c\"}");
            using var group = await ana.Http.GetAsync($"/v1/groups/{new string('x', length)}");
            Assert.Equal("session.not_found", await session.Problem(404));
            Assert.Equal("session.not_found", await command.Problem(404));
            Assert.Equal("group.not_found", await group.Problem(404));
        }
    }

    [Fact]
    public async Task A_resume_point_in_the_address_has_to_be_one()
    {
        var (ana, session) = await Shared();

        using var answer = await ana.Http.GetAsync($"/v1/sessions/{session}/events?after=yesterday");

        Assert.Equal("request.invalid_parameter", await answer.Problem(400));
    }

    [Fact]
    public async Task Addresses_and_methods_that_do_not_exist_are_problems_too()
    {
        var (ana, session) = await Shared();

        using var nowhere = await ana.Http.GetAsync("/v1/nowhere");
        using var wrongMethod = await ana.Http.DeleteAsync($"/v1/sessions/{session}/commands");

        Assert.Equal("request.not_found", await nowhere.Problem(404));
        Assert.Equal("request.method_not_allowed", await wrongMethod.Problem(405));
        Assert.Contains("POST", wrongMethod.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/v1/sign-in/codes")]
    [InlineData("/v1/sign-in/tokens")]
    [InlineData("/v1/sign-in/refresh")]
    [InlineData("/v1/groups")]
    public async Task Every_body_is_read_strictly(string path)
    {
        var (ana, _) = await Shared();

        foreach (var body in (string[])["", "{", "[]", "null", "7", "{\"\\ud800\":1}", "{\"unknown\":1}", "{\"email\":[],\"code\":{}}", "{}"])
        {
            using var answer = await ana.Http.PostAsync(path, Json(body));
            Assert.StartsWith("request.", await answer.Problem(400), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GET /v1/sessions/%C3%28.%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/groups/\u00ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /v1/sign-in/codes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n")]
    [InlineData("POST /v1/sign-in/codes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /v1/sessions/a.%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("GARBAGE\r\n\r\n")]
    public async Task No_bytes_on_the_wire_make_the_server_fail(string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, api.Gateway.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes));
        using var reader = new StreamReader(stream);

        var status = await reader.ReadLineAsync();

        Assert.Matches("^HTTP/1.1 4\\d\\d", status);
        using var http = api.Http();
        using var alive = await http.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    // One session for all of them: none of them may change it.
    private Task<(Guest Ana, string Session)> Shared() => api.Shared;

    private static Task<HttpResponseMessage> Post(Guest guest, string session, string body) =>
        guest.Http.PostAsync($"/v1/sessions/{session}/commands", Json(body));

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
