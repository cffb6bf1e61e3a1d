using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Serialization;
using Orleans.Storage;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>Plays a meeting to nobody before the silo joins its cluster.</summary>
/// <remarks>
/// Code that runs for the first time is compiled first, and what storage and wire know of a session's records is worked out at their first use. Sessions
/// that moved to a silo that had just started were silent for two seconds for that alone, which is longer than all the rest of a restart.
/// </remarks>
internal static partial class SessionWarmUp
{
    /// <summary>The silo starts anyway; what is not warm by then becomes so by use.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    /// <summary>After some dozens of calls code is compiled anew, and faster.</summary>
    private const int Meetings = 8;

    private static readonly DateTimeOffset Evening = DateTimeOffset.UnixEpoch;
    private static readonly Actor Lead = new(new MemberId("lead"), GroupRole.Facilitator);
    private static readonly Actor Peer = new(new MemberId("peer"), GroupRole.None);

    /// <summary>Whatever comes of it, the silo starts.</summary>
    public static void Begin(IServiceProvider services)
    {
        try
        {
            Run(services.GetRequiredService<IGrainStorageSerializer>(), services.GetRequiredService<Serializer>());
        }
        catch (Exception failure)
        {
            LogCold(services.GetRequiredService<ILogger<SessionGrain>>(), failure);
        }
    }

    internal static void Run(IGrainStorageSerializer storage, Serializer wire)
    {
        var start = Stopwatch.GetTimestamp();
        for (var meeting = 0; meeting < Meetings && Stopwatch.GetElapsedTime(start) < AtMost; meeting++)
        {
            Play(storage, wire);
        }
    }

    private static void Play(IGrainStorageSerializer storage, Serializer wire)
    {
        var (timeline, commands) = (new SessionTimeline(null), 0);
        timeline.Append(new SessionOpened(Evening, Plan()), commandId: null);
        Do(Lead, id => new Enter("Lead", 1) { CommandId = id });
        Do(Peer, id => new Enter("Peer", 1) { CommandId = id });
        Do(Lead, id => new Start { CommandId = id });
        Do(Lead, id => new RaiseHand { CommandId = id });
        Do(Peer, id => new RaiseHand { CommandId = id });
        Do(Peer, id => new LowerHand { CommandId = id });
        Do(Peer, id => new RaiseHand { CommandId = id });
        Do(Lead, id => new EndShare(1) { CommandId = id });
        Do(Lead, id => new ChangeRules { CommandId = id, ShareSeconds = 120 });
        Do(Peer, id => new EndShare(2) { CommandId = id });
        Do(Peer, id => new StepOut { CommandId = id });
        Do(Peer, id => new StepBack { CommandId = id });
        Tell(Lead);
        Tell(Peer);

        void Do(Actor actor, Func<string, SessionCommand> command)
        {
            var id = (++commands).ToString(CultureInfo.InvariantCulture);
            var sent = wire.Deserialize<SessionCommand>(wire.SerializeToArray(command(id)))!;
            foreach (var happened in SessionRules.Decide(timeline.Newest!, actor, sent, new Moment(Evening)).Events)
            {
                timeline.Append(happened, id);
            }

            timeline.Remember(new RememberedAnswer(CommandPrint.KeyOf(actor.Member, id), CommandPrint.ContentOf(sent), timeline.Version, Refusal: null), mustBeStored: true);
            var stored = storage.Serialize(new SessionRecord { Document = timeline.Document });
            var whole = storage.Deserialize<SessionRecord>(stored)!.Document!;
            var part = storage.Deserialize<SessionRecord>(storage.Serialize(new SessionRecord { Document = SessionDocument.OnlySince(timeline.Since, checkOuts: null) }))!.Document!;
            timeline = new SessionTimeline(part.GoesOnFrom(whole) ? part.On(whole) : whole);
            wire.Deserialize<Receipt>(wire.SerializeToArray(new Receipt(timeline.Version, Refusal: null)));
        }

        void Tell(Actor actor)
        {
            foreach (var news in timeline.NewsAfter(0))
            {
                wire.Deserialize<SessionNews>(wire.SerializeToArray(news));
            }

            var session = timeline.Newest!;
            var view = SessionLens.Snapshot(session, timeline.Version, Evening, actor.Member);
            var person = session.Find(actor.Member)!;
            wire.Deserialize<StreamStart>(wire.SerializeToArray(new StreamStart(person.Id, SessionLens.AudienceOf(session, person), timeline.Version, view, Refusal: null, Ended: false)));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo starts cold: the meeting it plays to nobody did not take place")]
    private static partial void LogCold(ILogger log, Exception failure);

    private static SessionPlan Plan()
    {
        var form = MeetingForms.All[0];
        var agenda = form.Agenda.Insert(0, new Phase("", 60, FloorMode.Queue));
        return new SessionPlan(new SessionId("warm-up"), new GroupId("warm-up"), "", "", form.Name, agenda, new Guidelines(1, form.Guidelines), form.Rules with { Lobby = false });
    }
}
