using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Groups;

/// <summary>Ids of groups to be founded.</summary>
public static class GroupIds
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>A hundred bits: nobody guesses one, and no two people make the same.</summary>
    private const int Length = 20;

    /// <summary>The same id for the same request by the same founder, so that founding twice founds one.</summary>
    /// <param name="requestId">Made by whoever asks, new for each group.</param>
    public static GroupId For(MemberId founder, string requestId)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{founder.Value}\n{requestId}"));
        return new(string.Create(Length, digest, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[from[i] % Alphabet.Length];
            }
        }));
    }
}
