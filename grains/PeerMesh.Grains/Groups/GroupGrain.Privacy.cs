using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Directory;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Groups;

/// <summary>For whom there is this group at all, who looked at its lists, and how a person goes out of it for good.</summary>
/// <remarks>
/// A private group that is for its members alone is for everybody else like none: the same answer as for an id that nobody has. A private group that is open to all is
/// found by its address, and by nothing else.
/// </remarks>
internal sealed partial class GroupGrain : IGroupPrivacyGrain, IHoldsPerson, IKeepsPeople
{
    /// <summary>The same reader looking once more within this is the same look.</summary>
    private static readonly TimeSpan OneLook = TimeSpan.FromHours(1);

    public Task<ImmutableList<SeenRead>> Seen(MemberId member)
    {
        if (Record is not { Group: { } group, Audit: { } audit } || !Forgetting.Knows(group, Book, member))
        {
            return Task.FromResult(ImmutableList<SeenRead>.Empty);
        }

        return Task.FromResult(audit.Recent
            .FindAll(entry => AuditActions.Reads.Contains(entry.Action) && entry.Actor != member)
            .ConvertAll(entry =>
            {
                var reader = entry.Actor is { } actor ? group.Entry(actor) : null;
                return new SeenRead(entry.At, group.Id, group.Profile.Name, entry.Action, string.IsNullOrEmpty(reader?.Name) ? null : reader.Name, reader?.Role ?? default, AuditSubjects.BodyOf(entry.Subject));
            }));
    }

    public async Task<GroupView?> LookWith(Caller? caller, string code) =>
        IsOpenedBy(code) ? GroupLens.View(Record.Group!, SlugOf(Record.Group!), caller?.Member, observes: false, await CurrentHolidays(), clock.GetUtcNow()) : null;

    public async Task<MembershipStanding?> StandingWith(Caller? caller, string code) => IsOpenedBy(code) ? await StandingOf(caller?.Member) : null;

    public Task<ImmutableList<SessionId>> Sessions() =>
        Task.FromResult(Record.Group is { } group ? group.Ended.AddRange(group.Sessions.Select(session => session.Id)) : []);

    public Task WasRead(MemberId reader, string action) => WasRead(Act(reader, action));

    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Group is { } group && Forgetting.Knows(group, Book, member)
            ? HeldJson.Of(new
            {
                Group = group.Profile.Name,
                Roster = group.Entry(member) is { } entry ? new { entry.Name, entry.Role } : null,
                Request = Book.Request(member) is { } request ? new { request.Name, request.Words, request.At } : null,
                Invitation = Book.Invitation(member) is { } invitation ? new { invitation.Name, invitation.At, invitation.ExpiresAt } : null,
                Waiting = Book.Waiting(member) is { } waiting ? new { waiting.Name, waiting.Since, waiting.OfferedUntil } : null,
                Past = Book.Past.Where(past => past.Member == member).Select(past => new { past.Name, past.Kind, past.At, past.Words }),
                NoticesToSend = Record.Notices.Where(told => told.To == member).Select(told => told.Notice),
            })
            : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (Record.Group is { } group)
        {
            // First, while it is known what they were called.
            var names = Forgetting.NamesOf(group, Book, member);
            await GrainFactory.GetGrain<IListingHistoryGrain>(Id.Value).ForgetNames([.. names]);

            var (next, book) = Forgetting.Of(group, Book, member);
            var record = Stamped(next);
            await Save(record with
            {
                Changes = record.Changes.ConvertAll(change => names.Contains(change.By) ? change with { By = "" } : change),
                Book = Record.Book is null ? null : book,
                Notices = Record.Notices.RemoveAll(told => told.To == member),
                Untold = Record.Untold.Remove(member),
            });
            await CheckLine();
            await Tell();
        }

        return true;
    }

    public async Task<int?> KeepsFor()
    {
        await Inherit();
        return Record.Group?.Inherited?.RetentionDays;
    }

    public async Task<bool> LetGo(DateTimeOffset before)
    {
        if (Record.Book is { } book && RetentionRules.LetGo(book, before) is var next && !ReferenceEquals(next, book))
        {
            await Save(Record with { Book = next });
        }

        return !RetentionRules.HasMore(Book);
    }

    private async Task WasRead(AuditNote look)
    {
        var now = clock.GetUtcNow();
        if (Record.Group is not null
            && Record.Audit?.Recent.Exists(entry => entry.Action == look.Action && entry.Actor == look.Actor && entry.Subject == look.Subject && entry.At > now - OneLook) != true)
        {
            await Save(Noted(Record, now, look));
        }
    }

    private bool IsHiddenFrom(MemberId? member) =>
        Record.Group is { Listed.Visibility: Visibility.Private, Profile.Openness: Openness.Members } group
        && (member is not { } who || MembershipRules.StateOf(group, Book, who) == MembershipState.None);

    private Group? SeenBy(Caller? caller) => IsHiddenFrom(caller?.Member) ? null : Record.Group;

    /// <summary>Whether somebody holds a code of this group, which shows it to them.</summary>
    private bool IsOpenedBy(string? code) => Record.Group is { } group && MembershipRules.IsOpenedBy(group, Book, code, clock.GetUtcNow());
}
