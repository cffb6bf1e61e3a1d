using PeerMesh.Domain.Common;

namespace PeerMesh.Web.SignIn;

/// <summary>From an e-mail address to the account behind it, for rosters.</summary>
public interface IAddressBook
{
    /// <summary>The account of this address, made where there is none yet; null for what is no address.</summary>
    Task<MemberId?> Resolve(string email);
}
