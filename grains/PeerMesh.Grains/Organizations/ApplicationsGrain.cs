using System.Collections.Immutable;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>Keeps a list of applications, newest state each. What is over makes room for what is new.</summary>
[GrainType("applications")]
internal sealed class ApplicationsGrain([PersistentState("applications", StorageNames.Default)] IPersistentState<ApplicationsRecord> stored)
    : RecordGrain<ApplicationsRecord>(stored), IApplicationsGrain
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

    private static bool IsOpen(ApplicationCard card) => !AffiliationRules.IsOver(card.Stage) && card.Stage < AffiliationStage.Affiliated;
}
