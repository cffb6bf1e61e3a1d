using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Web.SignIn;

/// <summary>Where people say where mail may go. Addresses are sealed here and go no further.</summary>
public interface IContactDesk
{
    /// <summary>Mail may go to this address, which has to be the one the caller signs in with.</summary>
    Task<Refusal?> SetAddress(Caller caller, string email);

    Task ForgetAddress(Caller caller);

    /// <summary>Whether a zone of this name exists.</summary>
    bool IsZone(string zone);

    /// <summary>The account of an address somebody typed, with the address sealed for one mail to it; null for what is no address.</summary>
    Task<(MemberId Member, string SealedAddress)?> Invite(string email);

    /// <summary>What the link at the foot of a mail stops; null for what is no such link.</summary>
    Unsubscribing? ReadUnsubscribe(string token);
}

/// <summary>One person's mail of one group about one topic.</summary>
public sealed record Unsubscribing(MemberId Member, GroupId Group, NoticeTopic Topic);
