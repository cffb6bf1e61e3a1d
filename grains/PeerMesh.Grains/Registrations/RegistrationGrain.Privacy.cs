using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Registrations;

/// <summary>What one date holds about a person.</summary>
internal sealed partial class RegistrationGrain : IHoldsPerson, IKeepsPeople
{
    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Book is { } book && DateRules.StateOf(book, member) is not DateState.None and var state
            ? HeldJson.Of(new
            {
                book.Facts.GroupName,
                book.Facts.StartsAt,
                State = state,
                Name = book.GoingOf(member)?.Name ?? book.WaitingOf(member)?.Name,
                Past = book.Past.Where(past => past.Member == member).Select(past => new { past.Name, past.Kind, past.At }),
            })
            : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (Record.Book is { } book)
        {
            if (!book.Ended)
            {
                // Whoever waits gets the place.
                await Keep(DateRules.Withdraw(book, [member], clock.GetUtcNow()), look: null);
            }

            await Save(Record with
            {
                Book = Forgetting.Of(Record.Book, member, new MemberId(Chance.NewId())),
                Notices = Record.Notices.RemoveAll(told => told.To == member),
                Untold = Record.Untold.Remove(member),
            });
        }

        return true;
    }

    public async Task<bool> LetGo(DateTimeOffset before)
    {
        if (Record.Book is not { } book)
        {
            return true;
        }

        // Put off since it was put on the list.
        if (book.Facts.EndsAt > before)
        {
            return false;
        }

        // People's own lists first: afterwards nobody could say whose.
        var people = book.Going.Select(going => going.Member).Concat(book.Line.Select(waiting => waiting.Member)).Concat(book.Past.Select(past => past.Member));
        await Task.WhenAll(people.Distinct().Select(member => DatesOf(member).IsOver(Id)));
        await KeepReminder(needed: false);
        await Save(new RegistrationRecord());
        return true;
    }
}
