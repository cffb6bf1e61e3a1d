using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>What a rehearsed meeting came to.</summary>
/// <param name="Minutes">As the facilitator may see them.</param>
/// <param name="Log">As the facilitator saw it happen.</param>
internal sealed record MeetingOutcome(SessionId Session, MinutesView Minutes, MeetingLog Log);

/// <summary>A whole meeting of one form: a facilitator founds the group, opens a session and leads simulated people through the agenda.</summary>
/// <param name="clientFor">Makes a client for the person with this e-mail address.</param>
/// <param name="clock">The clock the server's sessions run on.</param>
internal sealed class Meeting(Func<string, RehearsalClient> clientFor, TimeProvider clock)
{
    /// <summary>Runs it to the end.</summary>
    /// <param name="form">Which form.</param>
    /// <param name="people">How many members come, besides the facilitator.</param>
    /// <param name="seed">People's habits.</param>
    /// <param name="followed">Hears of everyone's follower before they come, to record what they see; the facilitator first.</param>
    /// <param name="phaseEnded">Hears of each phase that ends.</param>
    public async Task<MeetingOutcome> Run(
        MeetingForm form,
        int people,
        int seed,
        Action<string, SimulatedPerson>? followed,
        Action<PhaseSeen>? phaseEnded,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = new List<RehearsalClient>();
        try
        {
            var name = $"{form.Id}-{seed}";
            var facilitatorClient = NewClient($"lead.{name}@rehearsal.example");
            var group = await facilitatorClient.Post<object, Created>(
                "/v1/groups",
                new { name = $"{form.Name} rehearsal", about = "A meeting of simulated people.", form = form.Id, requestId = $"rehearse-{name}" },
                cancellationToken);
            var opened = await facilitatorClient.Post<object, Created>(
                $"/v1/groups/{group.Id}/sessions", new { title = $"{form.Name} rehearsal", requestId = $"rehearse-{name}" }, cancellationToken);
            var session = SessionId.From(opened.Id);

            var chance = new Random(seed);
            var habits = Habits.ForMeeting(people, chance);
            var punctual = habits.Count(person => person.ArrivesAfter <= TimeSpan.FromMinutes(1));
            var facilitator = new SimulatedFacilitator(
                facilitatorClient,
                session,
                Habits.Facilitator,
                clock,
                new Random(chance.Next()),
                expected: punctual + 1);
            var log = new MeetingLog();
            log.PhaseEnded += phaseEnded;
            facilitator.Follower.Heard += log.Hear;
            followed?.Invoke(Habits.Facilitator.Name, facilitator);

            var members = habits.Select((person, index) =>
            {
                var member = new SimulatedPeer(NewClient($"peer{index + 1}.{name}@rehearsal.example"), session, person, clock, new Random(chance.Next()));
                followed?.Invoke(person.Name, member);
                return member;
            }).ToList();

            await WhenAllOrFirstFailure([facilitator.Run(over.Token), .. members.Select(member => member.Run(over.Token))]);
            return new MeetingOutcome(session, await facilitatorClient.Minutes(session, cancellationToken), log);
        }
        finally
        {
            await over.CancelAsync();
            clients.ForEach(client => client.Dispose());
        }

        RehearsalClient NewClient(string email)
        {
            var client = clientFor(email);
            clients.Add(client);
            return client;
        }
    }

    // Someone whose stream broke its promise ends the meeting at once instead of leaving the others waiting.
    private static async Task WhenAllOrFirstFailure(List<Task> people)
    {
        while (people.Count > 0)
        {
            var done = await Task.WhenAny(people);
            await done;
            people.Remove(done);
        }
    }

    private sealed record Created(string Id);
}
