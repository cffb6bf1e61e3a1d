using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;
using PeerMesh.Standalone.Hosting;
using PeerMesh.Standalone.Rehearsal;
using PeerMesh.SystemTests.History;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Rehearsal;

/// <summary>A meeting, and what was measured beside it.</summary>
internal sealed record MeasuredMeeting(
    MeetingOutcome Outcome, ToldPresence Told, Recording Leader)
{
    public SessionView LastView => Leader.Seen.Last().View;

    /// <summary>What a leader was told of these people, for somebody who has to find out what went wrong.</summary>
    public string StoryOf(IReadOnlyCollection<ParticipantId> people) => string.Join("\n", Leader.Changes
        .Where(message => people.Any(who => message.Event?.ToString().Contains($"Participant = {who}", StringComparison.Ordinal) == true) || message.Event is PhaseStarted)
        .Select(message => $"{message.Version} {message.At:HH:mm:ss} {message.Event}"));
}

/// <summary>All forms at once on one server whose sessions run fast; each form has its own group, people and seed.</summary>
public sealed class RehearsedMeetings : IAsyncLifetime, IDisposable
{
    public const int Speed = 60;
    public const int People = 12;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(9);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _over = new(Within);
    private readonly Dictionary<string, Task<MeasuredMeeting>> _meetings = [];
    private StandaloneHost? _host;

    public async Task InitializeAsync()
    {
        var clock = new AcceleratedTimeProvider(Speed);
        _host = await StandaloneHost.Start(
            ["--urls=http://127.0.0.1:0", $"--PeerMesh:DataDirectory={_folder.Path}", "--PeerMesh:Demo=true"], seeds: false, clock);
        foreach (var (form, index) in MeetingForms.All.Select((form, index) => (form, index)))
        {
            _meetings[form.Id] = Hold(form, seed: index + 1, clock);
        }
    }

    internal Task<MeasuredMeeting> Meeting(string form) => _meetings[form];

    public async Task DisposeAsync()
    {
        await _over.CancelAsync();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _over.Dispose();
        _folder.Dispose();
    }

    private async Task<MeasuredMeeting> Hold(MeetingForm form, int seed, AcceleratedTimeProvider clock)
    {
        var address = _host!.Services.GetRequiredService<ServerAddress>();
        var tokens = _host.Services.GetRequiredService<IAccessTokens>();
        var told = new ToldPresence();
        Recording? leader = null;
        var meeting = new Meeting(name => new RehearsalClient(address.CreateClient(), new DeskPass(tokens, name)), clock);
        var outcome = await meeting.Run(
            form,
            People,
            seed,
            (name, person) =>
            {
                if (leader is null)
                {
                    leader = new Recording(name, person.Follower);
                    person.Follower.Heard += told.Hear;
                }
            },
            phaseEnded: null,
            _over.Token);
        return new MeasuredMeeting(outcome, told, leader!);
    }
}
