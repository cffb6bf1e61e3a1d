using System.Collections.Immutable;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Organizations;

/// <summary>Keeps a list of applications, newest state each. What is over makes room for what is new.</summary>
[GrainType("applications")]
internal sealed class ApplicationsGrain([PersistentState("applications", StorageNames.Default)] IPersistentState<ApplicationsRecord> stored)
    : RecordGrain<ApplicationsRecord>(stored), IApplicationsGrain, IHoldsPerson
{
    /// <summary>Lines of one list, those that are over included.</summary>
    public const int CardsMax = 2000;

    public async Task<bool> Put(ApplicationCard card, int openMax)
    {
        var known = Record.Cards.Find(one => one.Id == card.Id);
        if (known is not null)
        {
            if (known.Version < card.Version)
            {
                await Save(new ApplicationsRecord { Cards = Record.Cards.Replace(known, card) });
            }

            return true;
        }

        var cards = Record.Cards;
        if (cards.Count(IsOpen) >= openMax)
        {
            return false;
        }

        if (cards.Count >= CardsMax)
        {
            if (cards.Find(one => AffiliationRules.IsOver(one.Stage)) is not { } over)
            {
                return false;
            }

            cards = cards.Remove(over);
        }

        await Save(new ApplicationsRecord { Cards = cards.Add(card) });
        return true;
    }

    public Task<ImmutableList<ApplicationCard>> List() => Task.FromResult(Record.Cards.Sort((one, other) => other.ChangedAt.CompareTo(one.ChangedAt)));

    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Cards.IsEmpty ? null : HeldJson.Of(new { Applications = Record.Cards.Select(card => new { card.Id, card.Name, card.Stage }) }));

    /// <remarks>Called for the list of that person alone.</remarks>
    public async Task<bool> Forget(MemberId member)
    {
        if (!Record.Cards.IsEmpty)
        {
            await Save(new ApplicationsRecord());
        }

        return true;
    }

    private static bool IsOpen(ApplicationCard card) => !AffiliationRules.IsOver(card.Stage) && card.Stage < AffiliationStage.Affiliated;
}
