using PeerMesh.Telemetry;

namespace PeerMesh.Api.Tests.Telemetry;

public sealed class PrivateTextTests
{
    [Theory]
    [InlineData("member/abc234 saw a refresh token", "member/… saw a refresh token")]
    [InlineData("[Activation: S10.0.0.5:11111:77/session/sunshine.now-abc@1f2e#GrainType=X]", "[Activation: S10.0.0.5:11111:77/session/…]")]
    [InlineData("to grain group-list/network, again", "to grain group-list/…, again")]
    [InlineData("\"email/00ff\"", "\"email/…\"")]
    [InlineData("550 mailbox <ana@example.org> unknown", "550 mailbox <…@…> unknown")]
    public void What_names_somebody_goes(string text, string expected) => Assert.Equal(expected, PrivateText.Of(text));

    [Theory]
    [InlineData("/v1/sessions/{sessionId}/commands: 200 in 3.1 ms")]
    [InlineData("at PeerMesh.Api.Gateway in /src/api/PeerMesh.Api/Gateway.cs:line 7")]
    [InlineData("sys.svc.clustering/10.0.0.5:11111 did not answer")]
    [InlineData("Now listening on: http://0.0.0.0:8080")]
    public void What_says_where_and_what_stays(string text) => Assert.Equal(text, PrivateText.Of(text));
}
