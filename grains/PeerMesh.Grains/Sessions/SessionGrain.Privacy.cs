using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Privacy;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Sessions;

/// <remarks>A session of a group that is hidden from somebody is hidden from them too, unless they have been in it.</remarks>
internal sealed partial class SessionGrain : IHoldsPerson, IKeepsPeople
{
    public Task<string?> Held(MemberId member) => Task.FromResult(
        _timeline.Durable?.Find(member) is { } person
            ? HeldJson.Of(new
            {
                _timeline.Durable.Plan.GroupName,
                _timeline.Durable.Plan.Title,
                person.Name,
                person.Role,
                person.Standing,
                person.KnockedAt,
                person.AgreedTo,
                Attended = person.Attendance.Intervals,
                MinutesAttended = (int)person.Attendance.Total(_clock.Now).TotalMinutes,
                SecondsSpoken = (int)person.Spoken.TotalSeconds,
                person.Shares,
            })
            : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (_timeline.Newest is not { } session || session.Find(member) is null)
        {
            return true;
        }

        if (IsLive)
        {
            // The others are in the middle of it; the seat is freed at once, the name goes when the meeting is over.
            await Perform(new Caller(member), new Leave { CommandId = "account-erased" });
            return false;
        }

        var nobody = new MemberId(Chance.NewId());
        await Rewrite(state => Forgetting.Of(state, member, nobody));
        return true;
    }

    public async Task<bool> LetGo(DateTimeOffset before)
    {
        if (_timeline.Durable is not { } session)
        {
            return true;
        }

        if (session.Status != SessionStatus.Closed || session.ClosedAt > before)
        {
            return false;
        }

        if (Forgetting.KnowsSomebody(session))
        {
            // People first: afterwards nobody could say whom to tell.
            await Task.WhenAll(session.People.Select(person => GrainFactory.GetGrain<IPersonGrain>(person.Member.Value).IsOver(session.Plan.Id)));
            await Rewrite(state => Forgetting.Everyone(state, () => new MemberId(Chance.NewId())));
        }

        return true;
    }

    // Memory has names in the news it keeps: the next call starts from what is stored.
    private async Task Rewrite(Func<Session, Session> change)
    {
        _timeline.Rewrite(change);
        await Save();
        await ClearCheckpoint();
        DeactivateOnIdle();
    }

    private async Task<bool> IsHiddenFrom(Caller caller) =>
        !caller.Simulated
        && _timeline.Newest?.Find(caller.Member) is null
        && new SessionId(this.GetPrimaryKeyString()).Group is { } group
        && (await GrainFactory.GetGrain<IGroupGrain>(group.Value).RoleOf(caller.Member)).Hidden;
}
