using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>
/// The questions at the end are answered beside the session's facts: those are kept one by one, and so would say who answered what.
/// </remarks>
internal sealed partial class SessionGrain
{
    public async Task<Receipt> CheckOut(Caller caller, CheckOutAnswers answers)
    {
        if (_timeline.Newest is not { } session || await IsHiddenFrom(caller))
        {
            return new Receipt(0, SessionRefusals.NotFound);
        }

        var (after, refusal) = CheckOutRules.Add(session, _timeline.CheckOuts, caller.Member, answers, _clock.Now);
        if (after is not null)
        {
            _timeline.Answered(after);
        }

        await Save();
        return new Receipt(_timeline.DurableVersion, refusal);
    }

    public async Task<CheckOutLook> LookAtCheckOut(Caller caller) =>
        _timeline.Durable is not { } session || await IsHiddenFrom(caller) ? new CheckOutLook(null, SessionRefusals.NotFound)
        : session.Find(caller.Member) is not { Attendance.FirstAt: not null } person ? new CheckOutLook(null, SessionRefusals.NotEntered)
        : new CheckOutLook(SessionLens.CheckOut(session, _timeline.CheckOuts, person, _clock.Now), Refusal: null);
}
