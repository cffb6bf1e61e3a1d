using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Members;

/// <summary>Keeps an address's code and account. Uses the wall clock: a rehearsal's faster clock must not shorten a code's life.</summary>
[GrainType("email"), CollectionAgeLimit(Minutes = GrainAges.OfPeople)]
internal sealed partial class EmailGrain(
    [PersistentState("email", StorageNames.Default)] IPersistentState<EmailRecord> stored,
    TimeProvider clock,
    IOptions<SignInLimits> limits,
    ILogger<EmailGrain> log) : RecordGrain<EmailRecord>(stored), IEmailGrain
{
    public async Task<string?> RequestCode()
    {
        var now = clock.GetUtcNow();
        var recent = Record.Requests.RemoveAll(at => at <= now - limits.Value.Window);
        if (recent.Count >= limits.Value.CodesPerWindow)
        {
            LogTooManyRequests(GrainContext.GrainId);
            return null;
        }

        var (code, plain) = SignInCode.Make(now, limits.Value);
        await Save(Record with { Code = code, Requests = recent.Add(now) });
        return plain;
    }

    public async Task<CodeRedeemed> Redeem(string code)
    {
        var expected = Record.Code;
        if (expected is null || !expected.IsGood(clock.GetUtcNow()))
        {
            return new CodeRedeemed(null, SignInRefusals.WrongCode);
        }

        if (!expected.Matches(code))
        {
            // The try is counted before the answer goes out; a crash in between gives nobody another one.
            await Save(Record with { Code = expected with { TriesLeft = expected.TriesLeft - 1 } });
            return new CodeRedeemed(null, SignInRefusals.WrongCode);
        }

        // An account that was deleted before its ways in were known has none.
        var member = Record.Member is { } known && !await Person(known).IsErased() ? known : NewMember();
        await Save(Record with { Member = member, Code = null });
        await Person(member).SignsInBy(this.GetPrimaryKeyString());
        return new CodeRedeemed(member, null);
    }

    public async Task<MemberId> Resolve()
    {
        if (Record.Member is { } known)
        {
            return known;
        }

        var member = NewMember();
        await Save(Record with { Member = member });
        return member;
    }

    public Task<MemberId?> Find() => Task.FromResult(Record.Member);

    private IPersonGrain Person(MemberId member) => GrainFactory.GetGrain<IPersonGrain>(member.Value);

    private static MemberId NewMember() => new(Chance.NewId());

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} was asked for too many codes.")]
    private partial void LogTooManyRequests(GrainId grainId);
}
