using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>What others have to hear of a step: stored with it, told before its caller is answered, and told again until it was heard.</summary>
internal sealed partial class AffiliationGrain
{
    private const string RenewalReminder = "renewal";

    /// <summary>Reminders are never due further ahead than a day.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromHours(23);

    /// <summary>Long enough not to press a database that is just coming back.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _retry;

    private bool HasNews => Record.Affiliation is { } affiliation && (IsUnsettled(affiliation) || Record.ListedVersion < affiliation.Version || !Record.Notices.IsEmpty);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (Record.Affiliation is not { } affiliation)
        {
            return;
        }

        var next = AffiliationRules.Tick(affiliation, clock.GetUtcNow());
        if (next != affiliation)
        {
            await Save(Record with { Affiliation = next, Notices = Record.Notices.AddRange(await NoticesOf(next, next.Steps[^1], reminds: true)) });
        }

        await Tell();
        await KeepReminder(next);
    }

    private async Task Tell()
    {
        try
        {
            var affiliation = Record.Affiliation!;
            if (IsUnsettled(affiliation))
            {
                await Settle(affiliation);
                await Save(Record with { Settled = affiliation.Stage });
            }

            if (Record.ListedVersion < affiliation.Version)
            {
                var card = CardOf(affiliation, clock.GetUtcNow());
                await Task.WhenAll(
                    GrainFactory.ApplicationsOf(affiliation.Applicant).Put(card, Applications.OfPersonMax),
                    GrainFactory.ApplicationsTo(affiliation.With).Put(card, Applications.ToBodyMax));
                await Save(Record with { ListedVersion = affiliation.Version });
            }

            if (!Record.Notices.IsEmpty)
            {
                var batch = Record.Notices;
                await Task.WhenAll(batch.Select(told => GrainFactory.GetGrain<INoticesGrain>(told.To.Value).Tell(told.Notice, told.SealedTo)));
                await Save(Record with { Notices = Record.Notices.RemoveRange(batch) });
            }
        }
        catch (Exception) when (stop.IsUnderWay)
        {
        }
        catch (Exception failure)
        {
            // The step itself is stored and its caller is to hear so; what is missing follows.
            LogNotTold(failure, GrainContext.GrainId);
            TellSoon(RetryAfter);
        }
    }

    // Nothing is to be seen of an application before it forms, so nothing has to be taken away either.
    private bool IsUnsettled(Affiliation affiliation) =>
        Record.Settled != affiliation.Stage && (Record.Settled is not null || AffiliationRules.Meets(affiliation.Stage));

    /// <summary>Makes what is to be there, and gives it or takes from it what its stage says. Done twice it changes nothing.</summary>
    private async Task Settle(Affiliation affiliation)
    {
        var (draft, mark) = (affiliation.Draft, AffiliationRules.MarkOf(affiliation));
        var belongsTo = AffiliationRules.Belongs(affiliation.Stage) ? affiliation.With : (BodyId?)null;
        if (affiliation.Body is { } body)
        {
            var settling = new BodySettling(draft.Name, Described(draft), affiliation.Applicant, draft.ContactName, belongsTo, mark);
            if (await Organization(body).Settle(settling) is { } refusal)
            {
                LogNotSettled(GrainContext.GrainId, refusal.Code);
            }
        }

        if (affiliation.Group is not { } group)
        {
            return;
        }

        if (draft.Kind is ApplicantKind.NewChapter or ApplicantKind.NewGroup)
        {
            await Found(affiliation, group);
        }

        var visibility = affiliation.Stage == AffiliationStage.Affiliated ? Visibility.Public
            : AffiliationRules.LosesListing(affiliation.Stage) ? Visibility.Private
            : (Visibility?)null;
        await GrainFactory.GetGrain<IGroupAffiliationGrain>(group.Value)
            .SetAffiliation(new GroupSettling(draft.Kind == ApplicantKind.NewChapter ? affiliation.Body : belongsTo, mark, visibility));
    }

    private async Task Found(Affiliation affiliation, GroupId id)
    {
        var (draft, founder, group) = (affiliation.Draft, new Caller(affiliation.Applicant), GrainFactory.GetGrain<IGroupGrain>(id.Value));
        if (await group.Look(caller: null) is not null)
        {
            return;
        }

        var language = draft.Language ?? (await Organization(affiliation.With).Settings()).Values.Language ?? "en";
        var refusal = await group.Found(founder, new GroupDraft(draft.Name, Described(draft), MeetingForms.All[0].Id, language))
            ?? await group.SetRole(founder, affiliation.Applicant, GroupRole.Facilitator, draft.ContactName);
        if (refusal is not null)
        {
            LogNotSettled(GrainContext.GrainId, refusal.Code);
        }
    }

    private static string Described(AffiliationDraft draft)
    {
        var text = draft.Town.Length == 0 ? draft.About : $"{draft.About}\n{draft.Town}";
        return text.Length <= GroupLimits.AboutMax ? text : draft.About;
    }

    /// <summary>Who is to hear of a step: the other side; of what the calendar brings, both.</summary>
    private async Task<ImmutableList<AddressedNotice>> NoticesOf(Affiliation affiliation, AffiliationStep step, bool reminds)
    {
        var kind = reminds ? NoticeKind.RenewalNear
            : step.To is AffiliationStage.Inquiry or AffiliationStage.Withdrawn ? NoticeKind.AffiliationReceived
            : NoticeKind.AffiliationMoved;
        var notice = new Notice(
            $"affiliation-{Id}-{affiliation.Version}",
            kind,
            affiliation.Group ?? new GroupId("body-" + affiliation.With.Value),
            affiliation.Draft.Name,
            Words: step.Reason.Length > 0 && !reminds ? step.Reason : null,
            Link: $"/applications/{Id}");
        var deciders = kind == NoticeKind.AffiliationMoved ? [] : await Organization(affiliation.With).Deciders();
        var to = kind == NoticeKind.AffiliationReceived ? deciders : deciders.Add(affiliation.Applicant);
        return [.. to.Distinct().Select(member => new AddressedNotice(member, notice))];
    }

    private static ApplicationCard CardOf(Affiliation affiliation, DateTimeOffset now) => new(
        affiliation.Id, affiliation.With, affiliation.Draft.Name, affiliation.Draft.Kind, affiliation.Stage, now, affiliation.RenewalOn, affiliation.Version);

    private async Task KeepReminder(Affiliation affiliation)
    {
        if (AffiliationRules.Belongs(affiliation.Stage))
        {
            await this.RegisterOrUpdateReminder(RenewalReminder, LooksEvery, LooksEvery);
        }
        else if (await this.GetReminder(RenewalReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private void TellSoon(TimeSpan wait)
    {
        this.SetAlarm(ref _retry, Tell, wait);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not tell everyone of a step yet and will try again.")]
    private partial void LogNotTold(Exception failure, GrainId grainId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} could not be settled: {RefusalCode}")]
    private partial void LogNotSettled(GrainId grainId, string refusalCode);
}
