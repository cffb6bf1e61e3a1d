using System.Text.Json;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>The circle's geometry, asked of the very module that draws it.</summary>
[Collection(OneStage.Name)]
public sealed class CircleTests(Stage stage)
{
    [BrowserFact]
    public async Task Nobody_sits_on_anybody_else_or_off_the_picture_whatever_the_size()
    {
        await using var guest = await stage.Invite("Uma");
        await guest.SignIn("uma@example.org");
        await guest.ComeIn(await Meeting.Open(guest, await Meeting.Found(guest, "Many chairs", lobby: false)), throughLobby: false);

        var faults = await guest.Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const { layOut, seatAt } = await import("/_content/PeerMesh.Web/room/circle.js");
              const faults = [];
              for (const [wide, high] of [[366, 520], [366, 640], [796, 760], [848, 580], [848, 900]]) {
                for (let count = 1; count <= 40; count++) {
                  const layout = layOut(count, wide, high);
                  if (!layout) {
                    if (wide >= 796) faults.push(`no table for ${count} on ${wide}x${high}`);
                    continue;
                  }
                  const seats = Array.from({ length: count }, (_, index) => seatAt(layout, index));
                  const bottom = Math.max(...seats.map(seat => seat[1]));
                  if (Math.abs(seats[0][1] - bottom) > 1) faults.push(`${count} on ${wide}: I am not at the bottom`);
                  seats.forEach(([x, y], i) => {
                    if (x < layout.face || x > layout.width - layout.face || y < layout.face || y + layout.face + layout.line > layout.height) faults.push(`${count} on ${wide}x${high}: ${i} is cut off`);
                    const middle = Math.hypot(x - layout.middle[0], y - layout.middle[1]);
                    if (count > 1 && middle < layout.clock + layout.face) faults.push(`${count} on ${wide}x${high}: ${i} sits on the clock`);
                    for (let j = 0; j < i; j++) {
                      if (Math.hypot(x - seats[j][0], y - seats[j][1]) < layout.face * 2.1) faults.push(`${count} on ${wide}x${high}: ${i} sits on ${j}`);
                    }
                  });
                }
              }
              return faults;
            }
            """);
        Assert.Empty(faults.EnumerateArray().Select(fault => fault.GetString()));
    }

    [BrowserFact]
    public async Task A_room_full_of_practice_peers_is_marked_as_such_and_fits_a_phone()
    {
        await using var sol = await stage.Invite("Sol");
        await using var ana = await stage.Invite("Ana", 390, 844);
        await sol.SignIn("facilitator@demo.example");
        await ana.SignIn("ana@example.org");
        var path = await Meeting.Open(sol, await Meeting.Found(sol, "Lively chairs", lobby: false));
        await sol.ComeIn(path, throughLobby: false);
        await ana.ComeIn(path, throughLobby: false);

        await sol.Page.GetByText("Rehearsal", new() { Exact = true }).ClickAsync();
        await sol.Press("Fill with practice peers");

        // Most of the eight come within seconds, the others when the meeting is under way.
        await ana.Page.WaitForFunctionAsync("() => document.querySelectorAll('#circle .made-up').length >= 6");
        Assert.True(await ana.Page.EvaluateAsync<bool>(
            """
            () => {
              const people = [...document.querySelectorAll("#people li")];
              return people.filter(person => person.textContent.includes("practice")).length === people.length - 2
                && document.querySelectorAll("#circle .person").length === people.length;
            }
            """));
        await ana.AssertFits();
        await ana.TakePicture("practice-peers");
        await sol.TakePicture("practice-peers");
        sol.AssertNoProblems();
        ana.AssertNoProblems();
    }
}
