using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Groups;

/// <summary>How a group comes to be and changes: profile, roster, sessions.</summary>
public static class GroupRules
{
    // Without what is null: fingerprints are stored, and stay the same when a later release lets a draft say more.
    private static readonly JsonSerializerOptions FingerprintOptions = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Founds a group; its founder is its first facilitator. The same founder with the same draft again changes nothing.</summary>
    public static GroupOutcome Found(Group? group, GroupId id, MemberId founder, GroupDraft draft)
    {
        if (group is not null)
        {
            return group.Founding == new Founding(founder, Fingerprint(draft)) ? group : GroupRefusals.AlreadyFounded;
        }

        if (!IsId(id.Value))
        {
            return GroupRefusals.IdInvalid;
        }

        if (GroupDraftRules.Check(draft) is { } refusal)
        {
            return refusal;
        }

        var form = MeetingForms.Find(draft.Form)!;
        return new Group(
            id,
            new Founding(founder, Fingerprint(draft)),
            Tidy(draft),
            form.Name,
            draft.Agenda ?? form.Agenda,
            new Guidelines(1, draft.Guidelines ?? form.Guidelines),
            draft.Rules ?? form.Rules,
            // The founder has given no name yet; what to call them until then is for the pages to say, in the reader's language.
            [new RosterEntry(founder, GroupRole.Facilitator, Name: "")],
            Sessions: [],
            Ended: [],
            Version: 1);
    }

    public static GroupOutcome Change(Group? group, MemberId caller, GroupDraft draft)
    {
        if (FacilitatorOf(group, caller) is { } notAllowed)
        {
            return notAllowed;
        }

        if (GroupDraftRules.Check(draft) is { } refusal)
        {
            return refusal;
        }

        draft = Tidy(draft);
        if (Fingerprint(draft) == Fingerprint(group!.Profile))
        {
            return group;
        }

        var form = MeetingForms.Find(draft.Form)!;
        return WithLines(group, draft.Guidelines ?? group.Inherited?.Guidelines ?? form.Guidelines) with
        {
            Profile = draft,
            FormName = form.Name,
            Agenda = draft.Agenda ?? form.Agenda,
            Rules = draft.Rules ?? WithShare(form.Rules, group.Inherited),
            Version = group.Version + 1,
        };
    }

    /// <summary>Takes what the bodies above set for groups that say nothing themselves. Changed guidelines get a new version, as when the group changes them.</summary>
    /// <param name="inherited">Null where the group belongs to no body.</param>
    public static Group Inherit(Group group, BodySettings? inherited)
    {
        var (before, next) = (group.Inherited ?? BodySettings.None, inherited ?? BodySettings.None);
        if (BodySettingsRules.Same(before, next))
        {
            return group;
        }

        var changed = group with { Inherited = inherited, Version = group.Version + 1 };
        if (MeetingForms.Find(group.Profile.Form) is not { } form)
        {
            return changed;
        }

        // Only what came from above changes: what the group took from its form it keeps as it was worded then.
        if (group.Profile.Guidelines is null && (next.Guidelines ?? before.Guidelines) is not null)
        {
            changed = WithLines(changed, next.Guidelines ?? form.Guidelines);
        }

        return group.Profile.Rules is null && before.ShareSeconds != next.ShareSeconds ? changed with { Rules = WithShare(changed.Rules with { ShareSeconds = form.Rules.ShareSeconds }, next) } : changed;
    }

    /// <summary>Puts somebody on the roster, changes role or name, or with <see cref="GroupRole.None"/> takes them off it.</summary>
    public static GroupOutcome SetRole(Group? group, MemberId caller, MemberId member, GroupRole role, string? name)
    {
        if (FacilitatorOf(group, caller) is { } notAllowed)
        {
            return notAllowed;
        }

        if (!Enum.IsDefined(role))
        {
            return GroupRefusals.RoleInvalid;
        }

        if (role != GroupRole.None && !IsRosterName(name))
        {
            return GroupRefusals.RosterNameInvalid;
        }

        var present = group!.Entry(member);
        if (present is { Role: GroupRole.Facilitator } && role != GroupRole.Facilitator
            && group.Roster.Count(entry => entry.Role == GroupRole.Facilitator) == 1)
        {
            return GroupRefusals.LastFacilitator;
        }

        if (role == GroupRole.None)
        {
            return present is null ? group : group with { Roster = group.Roster.Remove(present), Version = group.Version + 1 };
        }

        var entry = new RosterEntry(member, role, name!.Trim());
        if (present is null)
        {
            return group.Roster.Count >= GroupLimits.RosterMax
                ? GroupRefusals.RosterIsFull
                : group with { Roster = group.Roster.Add(entry), Version = group.Version + 1 };
        }

        return present == entry ? group : group with { Roster = group.Roster.Replace(present, entry), Version = group.Version + 1 };
    }

    /// <summary>Starts a session under an id that follows from the request, so that asking twice gives one session.</summary>
    public static GroupOutcome StartSession(Group? group, MemberId caller, SessionId session, string? title, DateTimeOffset now)
    {
        if (group is null)
        {
            return GroupRefusals.NotFound;
        }

        if (group.RoleOf(caller) is not (GroupRole.Facilitator or GroupRole.CoFacilitator))
        {
            return GroupRefusals.FacilitatorsOnly;
        }

        if (group.Session(session) is not null || group.Ended.Contains(session))
        {
            return group;
        }

        if (title is not null && !IsLine(title, GroupLimits.TitleMax))
        {
            return GroupRefusals.TitleInvalid;
        }

        if (group.Sessions.Count >= GroupLimits.OpenSessionsMax)
        {
            return GroupRefusals.TooManyOpenSessions;
        }

        var name = title?.Trim() ?? group.Profile.Name;
        var plan = PlanOf(group, session, name);
        return group with
        {
            Sessions = group.Sessions.Add(new GroupSession(session, name, now, plan)),
            Version = group.Version + 1,
        };
    }

    /// <summary>How long after its end a meeting that nobody came to can still be opened: for those who mistook the hour.</summary>
    private static readonly TimeSpan DoorsStayFor = TimeSpan.FromMinutes(15);

    /// <summary>Opens the session of one of the group's meetings, where it is time: nobody has to create it. Asking again changes nothing.</summary>
    /// <param name="holidays">Those of the group's body.</param>
    public static GroupOutcome OpenMeeting(Group? group, SessionId session, IReadOnlyList<Holiday> holidays, DateTimeOffset now)
    {
        if (group is null || !session.Value.StartsWith(group.Id.Value + ".", StringComparison.Ordinal)
            || Occurrences.Find(group.Listed.Timetable, holidays, session.Value[(group.Id.Value.Length + 1)..]) is not { } meeting)
        {
            return SessionRefusals.NotFound;
        }

        if (group.Session(session) is not null)
        {
            return group;
        }

        var opensAt = meeting.StartsAt.AddMinutes(-group.Listed.Timetable!.DoorsMinutes);
        var refusal =
            meeting.Status == OccurrenceStatus.Cancelled ? meeting.Reason is { } reason
                ? SessionRefusals.MeetingCancelled with
                {
                    Detail = $"This meeting does not take place: {reason.TrimEnd('.')}. Look for the group's next date on its page.",
                    Given = reason.TrimEnd('.'),
                }
                : SessionRefusals.MeetingCancelled
            : group.Ended.Contains(session) || now >= meeting.EndsAt + DoorsStayFor ? SessionRefusals.MeetingOver
            : now < opensAt ? SessionRefusals.DoorsNotOpen with { OpensAt = opensAt }
            : group.Sessions.Count >= GroupLimits.OpenSessionsMax ? GroupRefusals.TooManyOpenSessions
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var plan = PlanOf(group, session, group.Profile.Name) with { StartsAt = meeting.StartsAt, EndsAt = meeting.EndsAt };
        return group with
        {
            Sessions = group.Sessions.Add(new GroupSession(session, plan.Title, now, plan)),
            Version = group.Version + 1,
        };
    }

    /// <summary>The session's door is open now.</summary>
    public static Group SessionOpened(Group group, SessionId session) =>
        group.Session(session) is { IsOpen: false } started
            ? group with { Sessions = group.Sessions.Replace(started, started with { Plan = null }), Version = group.Version + 1 }
            : group;

    public static Group SessionEnded(Group group, SessionId session)
    {
        if (group.Session(session) is not { } started)
        {
            return group;
        }

        var ended = group.Ended.Add(session);
        return group with
        {
            Sessions = group.Sessions.Remove(started),
            Ended = ended.Count > GroupLimits.EndedSessionsMax ? ended.RemoveAt(0) : ended,
            Version = group.Version + 1,
        };
    }

    /// <summary>Names the content of a draft; drafts with the same content have the same fingerprint.</summary>
    public static string Fingerprint(GroupDraft draft) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(draft, FingerprintOptions)));

    public static bool IsRequestId(string? requestId) => requestId is { Length: >= 1 and <= GroupLimits.RequestIdMax };

    /// <summary>Text for one line that shows something: no line breaks or other control characters.</summary>
    internal static bool IsLine(string? text, int max) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= max && !text.Any(char.IsControl);

    /// <summary>Why somebody may not do what facilitators do; null for one of them.</summary>
    public static Refusal? FacilitatorOf(Group? group, MemberId caller) =>
        group is null ? GroupRefusals.NotFound
        : group.RoleOf(caller) == GroupRole.Facilitator ? null
        : GroupRefusals.FacilitatorsOnly;

    private static Group WithLines(Group group, ImmutableList<string> lines) =>
        lines.SequenceEqual(group.Guidelines.Lines) ? group : group with { Guidelines = new Guidelines(group.Guidelines.Version + 1, lines) };

    private static HouseRules WithShare(HouseRules rules, BodySettings? inherited) =>
        inherited?.ShareSeconds is { } seconds ? rules with { ShareSeconds = seconds } : rules;

    private static GroupDraft Tidy(GroupDraft draft) => draft with { Name = draft.Name.Trim(), About = draft.About.Trim() };

    private static SessionPlan PlanOf(Group group, SessionId session, string title) =>
        new(session, group.Id, group.Profile.Name, title, group.FormName, group.Agenda, group.Guidelines, group.Rules);

    // A full stop would end the group's part of a session id.
    private static bool IsId(string id) =>
        id.Length is >= 1 and <= GroupLimits.IdMax && id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    internal static bool IsRosterName(string? name) =>
        IsLine(name, GroupLimits.RosterNameMax) && !name!.Contains('@', StringComparison.Ordinal);
}
