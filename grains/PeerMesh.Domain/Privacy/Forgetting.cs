using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Privacy;

/// <summary>What is left of a person who deleted their account: how many there were, and nothing that says who.</summary>
public static class Forgetting
{
    /// <summary>Stands where a name was.</summary>
    public const string NoName = "—";

    /// <summary>The group without them. Where nobody else facilitates, whoever helped first does from now on.</summary>
    public static (Group Group, MembershipBook Book) Of(Group group, MembershipBook book, MemberId member)
    {
        var names = NamesOf(group, book, member);
        var roster = group.Roster.RemoveAll(entry => entry.Member == member);
        if (!roster.Exists(entry => entry.Role == GroupRole.Facilitator) && roster.Find(entry => entry.Role == GroupRole.CoFacilitator) is { } next)
        {
            roster = roster.Replace(next, next with { Role = GroupRole.Facilitator });
        }

        // A contact is a first name that they, or others for them, put there.
        var listing = group.Listing is { } listed && listed.Contacts.Exists(contact => names.Contains(contact.Name))
            ? listed with { Contacts = listed.Contacts.RemoveAll(contact => names.Contains(contact.Name)) }
            : group.Listing;
        string Unnamed(string name) => names.Contains(name) ? NoName : name;
        return (
            roster.Count == group.Roster.Count && ReferenceEquals(listing, group.Listing) ? group : group with { Roster = roster, Listing = listing, Version = group.Version + 1 },
            book with
            {
                Requests = book.Requests.RemoveAll(request => request.Member == member),
                Invitations = book.Invitations.RemoveAll(invitation => invitation.Member == member),
                Line = book.Line.RemoveAll(waiting => waiting.Member == member),
                Past = book.Past.RemoveAll(past => past.Member == member),
                Moves = book.Moves.ConvertAll(move => names.Contains(move.Name) || names.Contains(move.By)
                    ? move with { Name = Unnamed(move.Name), By = Unnamed(move.By), Reason = NoName }
                    : move),
            });
    }

    /// <summary>Whether the group knows anything about them.</summary>
    public static bool Knows(Group group, MembershipBook book, MemberId member) => NamesOf(group, book, member).Count > 0;

    /// <summary>A date without them. Of one that is over the places taken stay, so that it still says how many came.</summary>
    /// <param name="nobody">An account that nobody has, to stand in their place.</param>
    public static DateBook Of(DateBook book, MemberId member, MemberId nobody) => book with
    {
        Going = book.Going.ConvertAll(going => going.Member == member ? going with { Member = nobody, Name = NoName } : going),
        Line = book.Line.RemoveAll(waiting => waiting.Member == member),
        Past = book.Past.RemoveAll(past => past.Member == member),
    };

    /// <summary>A session that is over without them: how long somebody was there stays, and who it was does not.</summary>
    /// <param name="nobody">An account that nobody has, to stand in their place.</param>
    public static Session Of(Session session, MemberId member, MemberId nobody) => session with
    {
        People = session.People.ConvertAll(person => person.Member == member ? person with { Member = nobody, Name = NoName } : person),
    };

    /// <summary>Whether a session still says of somebody who they were.</summary>
    public static bool KnowsSomebody(Session session) => session.People.Exists(person => person.Name != NoName);

    /// <summary>A session that is over without anybody: how many there were and for how long, and not who.</summary>
    /// <param name="nobody">Makes an account that nobody has, another one each time.</param>
    public static Session Everyone(Session session, Func<MemberId> nobody) => session with
    {
        People = session.People.ConvertAll(person => person with { Member = nobody(), Name = NoName }),
    };

    /// <summary>What the group calls them, or called them, wherever it knows them.</summary>
    public static IReadOnlySet<string> NamesOf(Group group, MembershipBook book, MemberId member) =>
        new HashSet<string>(
            new[]
            {
                group.Entry(member)?.Name, book.Request(member)?.Name, book.Invitation(member)?.Name, book.Waiting(member)?.Name,
            }.Concat(book.Past.Where(past => past.Member == member).Select(past => past.Name)).OfType<string>(),
            StringComparer.Ordinal);
}
