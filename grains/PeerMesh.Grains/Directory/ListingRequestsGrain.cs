using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Directory;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Directory;

/// <summary>What is stored of the changes proposed to one listing.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.listing-requests")]
internal sealed record ListingRequestsRecord
{
    /// <summary>In the order of proposing; at most <see cref="ListingRequestsGrain.OpenMax"/> open ones, and the latest that were answered.</summary>
    [Id(0)]
    public ImmutableList<ListingRequest> Requests { get; init; } = [];

    /// <summary>Notices that their readers' grains have not taken yet, oldest first.</summary>
    [Id(1)]
    public ImmutableList<AddressedNotice> Notices { get; init; } = [];
}

/// <summary>Keeps proposals and what became of them. Calls run from here to the group, never back.</summary>
[GrainType("listing-requests")]
internal sealed partial class ListingRequestsGrain(
    [PersistentState("listing-requests", StorageNames.Default)] IPersistentState<ListingRequestsRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<ListingRequestsGrain> log) : RecordGrain<ListingRequestsRecord>(stored), IListingRequestsGrain, IHoldsPerson
{
    /// <summary>Open proposals of one group: more is noise, not help.</summary>
    public const int OpenMax = 20;

    private const int AnsweredMax = 50;

    private GroupId Id => new(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken) => TellQuietly();

    public async Task<Refusal?> Propose(Caller caller, string requestId, string byName, string note, ImmutableList<FieldProposal> fields)
    {
        var refusal = GroupRules.IsRequestId(requestId) ? ListingFields.Check(byName, note, fields) : GroupRefusals.RequestIdInvalid;
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        if (await Facts(caller) is not { } facts)
        {
            return Refused(GroupRefusals.NotFound);
        }

        var id = Chance.Derived(20, caller.Member.Value, requestId);
        if (Record.Requests.Exists(one => one.Id == id))
        {
            return null;
        }

        if (Record.Requests.Count(one => one.State == ListingRequestState.Open) >= OpenMax)
        {
            return Refused(ListingRequestRefusals.TooMany);
        }

        // What is proposed as it is already is no change.
        var changes = fields.FindAll(one => one.Value?.Trim() != facts.Fields.Find(now => now.Field == one.Field)?.Value);
        if (changes.IsEmpty && string.IsNullOrWhiteSpace(note))
        {
            return Refused(ListingRequestRefusals.Empty);
        }

        var deciders = facts.Leaders.IsEmpty && facts.Body is { } body ? await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).Deciders() : facts.Leaders;

        // Before the proposal is stored: what is kept of them is to be found when they ask for it, or take it away.
        await GrainFactory.GetGrain<IPersonGrain>(caller.Member.Value).KnownTo(Id);
        var notice = new Notice($"proposal-{id}", NoticeKind.ListingChangeReceived, Id, facts.Name, Link: $"/groups/{Id}/changes");
        await Save(Record with
        {
            Requests = Record.Requests.Add(new ListingRequest(id, caller.Member, byName.Trim(), note.Trim(), changes, ListingRequestState.Open, clock.GetUtcNow())),
            Notices = Record.Notices.AddRange(deciders.Select(member => new AddressedNotice(member, notice))),
        });
        await TellQuietly();
        return null;
    }

    public async Task<ListingRequestsLook> Look(Caller caller)
    {
        var reviews = await Reviews(caller);
        var requests = (reviews ? Record.Requests : Record.Requests.FindAll(one => one.By == caller.Member)).Reverse();
        return new ListingRequestsLook(reviews, requests, reviews ? await GrainFactory.GetGrain<IListingHistoryGrain>(Id.Value).List() : []);
    }

    public async Task<Refusal?> Answer(Caller caller, ListingAnswer answer)
    {
        if (!await Reviews(caller))
        {
            return Refused(ListingRequestRefusals.ReviewersOnly);
        }

        if (Record.Requests.Find(one => one.Id == answer.Id) is not { } request)
        {
            return Refused(ListingRequestRefusals.NotFound);
        }

        var fields = answer.Fields ?? request.Fields;
        var refusal =
            request.State != ListingRequestState.Open ? ListingRequestRefusals.AlreadyAnswered
            : !answer.Approve && string.IsNullOrWhiteSpace(answer.Message) ? ListingRequestRefusals.MessageNeeded
            : ListingFields.Check(answer.ByName, answer.Message, fields) is { } invalid && invalid != ListingRequestRefusals.Empty ? invalid
            : answer.Approve ? await GrainFactory.GetGrain<IGroupProposalsGrain>(Id.Value).Take(fields, answer.ByName.Trim(), request.Id)
            : null;
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        var state = !answer.Approve ? ListingRequestState.Rejected : fields.SequenceEqual(request.Fields) ? ListingRequestState.Approved : ListingRequestState.Edited;
        var answered = request with { State = state, AnsweredBy = answer.ByName.Trim(), Message = answer.Message.Trim(), AnsweredAt = clock.GetUtcNow() };
        var requests = Record.Requests.Replace(request, answered);
        if (requests.Count(one => one.State != ListingRequestState.Open) > AnsweredMax)
        {
            requests = requests.Remove(requests.Find(one => one.State != ListingRequestState.Open)!);
        }

        var name = (await Facts(caller))?.Name ?? "";
        var notices = request.By is { } proposer
            ? Record.Notices.Add(new AddressedNotice(
                proposer,
                new Notice($"proposal-answer-{request.Id}", NoticeKind.ListingChangeAnswered, Id, name, Words: answer.Message.Trim() is { Length: > 0 } words ? words : null, Link: $"/groups/{Id}/changes")))
            : Record.Notices;
        await Save(new ListingRequestsRecord { Requests = requests, Notices = notices });
        await TellQuietly();
        return null;
    }

    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Requests.Exists(one => one.By == member)
            ? HeldJson.Of(new { Proposals = Record.Requests.Where(one => one.By == member).Select(one => new { one.ByName, one.Note, one.Fields, one.State, one.At, one.Message }) })
            : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (Record.Requests.Exists(one => one.By == member) || Record.Notices.Exists(told => told.To == member))
        {
            await Save(new ListingRequestsRecord
            {
                Requests = Record.Requests.RemoveAll(one => one.By == member),
                Notices = Record.Notices.RemoveAll(told => told.To == member),
            });
        }

        return true;
    }

    private async Task<bool> Reviews(Caller caller) =>
        await Facts(caller) is { } facts
        && (facts.Leads
            || (facts.Body is { } body
                && BodyRightsRules.May(await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).RightsOf(caller.Member), BodyAct.ReviewListings)));

    private Task<ProposalFacts?> Facts(Caller caller) => GrainFactory.GetGrain<IGroupProposalsGrain>(Id.Value).Listed(caller.Member);

    // Stored with the change, so whoever does not hear now hears at the next call or activation.
    private async Task TellQuietly()
    {
        var batch = Record.Notices;
        if (batch.IsEmpty)
        {
            return;
        }

        try
        {
            await Task.WhenAll(batch.Select(told => GrainFactory.GetGrain<INoticesGrain>(told.To.Value).Tell(told.Notice, told.SealedTo)));
            await Save(Record with { Notices = Record.Notices.RemoveRange(batch) });
        }
        catch (Exception failure)
        {
            LogNotTold(failure, GrainContext.GrainId);
        }
    }

    private Refusal Refused(Refusal refusal)
    {
        LogRefused(GrainContext.GrainId, refusal.Code);
        return refusal;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not tell everyone of a proposal yet and will try again.")]
    private partial void LogNotTold(Exception failure, GrainId grainId);
}
