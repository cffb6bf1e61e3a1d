using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class PrivacyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Nobody_learns_who_anybody_is_from_anything_a_session_sends()
    {
        var (ana, session) = await api.Open(lobby: true);
        var group = session.Split('.')[0];
        await using var anas = await ana.Follow(session);
        var ben = await api.Join(session, "Ben");
        await using var bens = await ben.Follow(session);
        var participant = await ben.Participant(session);
        await ana.Do(session, new { type = "admit", participant });
        await ana.Do(session, new { type = "setRole", participant, role = "coFacilitator" });
        var cleo = await api.Join(session, "Cleo");
        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "passGavel", to = participant });
        await ben.Http.GetAsync($"/v1/sessions/{session}/minutes");
        using var added = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            ana.Http, $"/v1/groups/{group}/roster", new { email = cleo.Email, role = "member", name = "Cleo" });
        await added.Must(204);
        await ana.Do(session, new { type = "close" });

        var heard = new List<string>();
        foreach (var stream in (EventReader[])[anas, bens])
        {
            while (await stream.Next() is { } told)
            {
                heard.Add(told.Text);
            }
        }

        foreach (var reader in (Guest[])[ana, ben, cleo])
        {
            foreach (var path in (string[])[$"/v1/sessions/{session}", $"/v1/sessions/{session}/minutes", $"/v1/groups/{group}", $"/v1/groups/{group}/roster", "/v1/groups"])
            {
                using var answer = await reader.Http.GetAsync(path);
                heard.Add(await answer.Content.ReadAsStringAsync());
            }
        }

        Assert.True(heard.Count > 20);
        foreach (var person in (Guest[])[ana, ben, cleo])
        {
            var id = await person.MemberId();
            Assert.DoesNotContain(heard, text => text.Contains(id, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(heard, text => text.Contains(person.Email, StringComparison.OrdinalIgnoreCase));
        }
    }
}
