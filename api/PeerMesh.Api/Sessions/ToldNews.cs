using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using Lock = System.Threading.Lock;

namespace PeerMesh.Api.Sessions;

/// <summary>One version of a session and its bytes, built once for each audience however many clients hear it.</summary>
internal sealed class ToldNews(SessionNews news, GatewayInstruments instruments)
{
    private readonly Lock _building = new();
    private readonly ReadOnlyMemory<byte>?[] _byAudience = new ReadOnlyMemory<byte>?[3];
    private Dictionary<ParticipantId, ReadOnlyMemory<byte>>? _personal;

    public long Version => news.Version;

    /// <summary>Nothing follows this one.</summary>
    public bool IsLast => news.Event is SessionClosed;

    /// <summary>Whether the session says with this that it has lost someone (true) or has them back (false); null where it says neither.</summary>
    public bool? Loses(ParticipantId participant) => news.Event switch
    {
        Dropped dropped when dropped.Participant == participant => true,
        CameBack back when back.Participant == participant => false,
        _ => null,
    };

    /// <summary>What one person is told, and what they belong to from here on.</summary>
    public (ReadOnlyMemory<byte> Frame, Audience Audience) For(ParticipantId participant, Audience audience)
    {
        if (!news.Personal.IsDefaultOrEmpty)
        {
            foreach (var personal in news.Personal)
            {
                if (personal.Participant == participant)
                {
                    return (Personal(personal), personal.Audience);
                }
            }
        }

        return (Common(audience), audience);
    }

    private ReadOnlyMemory<byte> Common(Audience audience)
    {
        var index = (int)audience - (int)Audience.Lobby;
        lock (_building)
        {
            if (_byAudience[index] is { } frame)
            {
                return frame;
            }

            instruments.FrameBuilt(audience switch
            {
                Audience.Lobby => "lobby",
                Audience.Room => "room",
                _ => "leaders",
            });
            frame = EventFrames.Message(news, news.ByAudience[index], whole: false);
            _byAudience[index] = frame;
            return frame;
        }
    }

    private ReadOnlyMemory<byte> Personal(PersonalTelling telling)
    {
        lock (_building)
        {
            _personal ??= [];
            if (!_personal.TryGetValue(telling.Participant, out var frame))
            {
                instruments.FrameBuilt("one");
                frame = EventFrames.Message(news, telling.Telling, telling.Whole);
                _personal[telling.Participant] = frame;
            }

            return frame;
        }
    }
}
