using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Standalone.Demo;

/// <summary>The demo's small network: groups of several forms, led by demo accounts. Everything here is made up.</summary>
internal sealed class DemoNetwork(IGrainFactory grains, IAddressBook addresses, TimeProvider clock)
{
    public const string Facilitator = "facilitator@demo.example";
    public const string CoFacilitator = "cofacilitator@demo.example";
    public const string Member = "member@demo.example";

    private const string About = " A group of the demo: nobody here is real, and nothing you do here reaches anyone.";

    private static readonly ImmutableList<(GroupId Id, GroupDraft Draft)> Groups =
    [
        (new("sunshine-circle"), Open("Sunshine evening circle", "A warm place to land at the end of the day, for whoever comes.", "peermesh-circle") with
        {
            // Newcomers of the demo should not have to wait for somebody to let them in.
            Rules = MeetingForms.Find("peermesh-circle")!.Rules with { Lobby = false },
        }),
        (new("sunshine-connection"), Open("Connection on Tuesdays", "Living with a mental health condition, and talking about it with others who do.", "nami-connection")),
        (new("sunshine-mood"), Open("Mood matters", "Depression and bipolar: how was your week, and what helps.", "dbsa")),
        (new("sunshine-tools"), Open("Tools for change", "Habits one wants to leave behind, worked on together with practical tools.", "smart")),
        (new("sunshine-sober"), Open("Sober week", "How was your week, and what are your plans for the next?", "lifering")),
        (new("sunshine-steps"), Open("Step by step", "A meeting with a speaker and shares, one day at a time.", "12-step")),
        (new("sunshine-small"), Open("Small circle for caregivers", "Equal time for a few people who look after somebody.", "peer-support-circle") with
        {
            Openness = Openness.Members,
        }),
        (new("sunshine-listening"), Open("Just listening", "Timed, equal turns, and nobody answers.", "nips")),
    ];

    /// <summary>Founds the groups where there are none. Halfway through a start that was killed it goes on where that one ended.</summary>
    public async Task Seed()
    {
        var existing = await grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List();
        if (existing.Any(card => !Groups.Exists(group => group.Id == card.Id)))
        {
            return;
        }

        var lead = new Caller(await Account(Facilitator), SecondStep: SecondStep.Passed);
        var (today, soon) = DemoListings.Now(clock.GetUtcNow());
        var (coFacilitator, member) = (await Account(CoFacilitator), await Account(Member));
        foreach (var (id, draft) in Groups.Where(group => !existing.Exists(card => card.Id == group.Id)))
        {
            var group = grains.GetGrain<IGroupGrain>(id.Value);
            Expect(await group.Found(lead, draft));
            var (listing, timetable) = DemoListings.Of(id.Value, today, soon);
            Expect(await group.SetListing(lead, listing));
            Expect(await group.SetTimetable(lead, timetable));
            Expect(await group.SetRole(lead, lead.Member, GroupRole.Facilitator, "Sol"));
            Expect(await group.SetRole(lead, coFacilitator, GroupRole.CoFacilitator, "Luna"));
            Expect(await group.SetRole(lead, member, GroupRole.Member, "Robin"));
        }
    }

    /// <summary>Opens a session of the evening circle where no group of the demo has one open.</summary>
    public async Task KeepOneOpen()
    {
        var cards = await grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List();
        var demo = cards.Where(card => Groups.Exists(group => group.Id == card.Id)).ToList();
        if (demo.Count == 0 || demo.Exists(card => !card.OpenSessions.IsEmpty))
        {
            return;
        }

        // The demo's accounts may have been taken off the roster by somebody trying things out; then nothing opens by itself.
        var lead = new Caller(await Account(Facilitator), SecondStep: SecondStep.Passed);
        await grains.GetGrain<IGroupGrain>(Groups[0].Id.Value).StartSession(lead, title: null, $"demo-{clock.GetUtcNow().ToUnixTimeSeconds()}");
    }

    private async Task<MemberId> Account(string address) =>
        await addresses.Resolve(address) ?? throw new InvalidOperationException("A demo account has no proper address.");

    private static GroupDraft Open(string name, string about, string form) => new($"{name} (demo)", about + About, form);

    private static void Expect(Refusal? refusal)
    {
        if (refusal is not null)
        {
            throw new InvalidOperationException($"The demo network could not be made: {refusal.Code}.");
        }
    }
}
