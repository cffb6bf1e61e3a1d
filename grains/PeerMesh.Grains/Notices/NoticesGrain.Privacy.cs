using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Notices;

/// <summary>How one person is told is all about that person. The address is sealed: a gateway opens it for them.</summary>
internal sealed partial class NoticesGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult<string?>(HeldJson.Of(new { Record.Choices, Record.SealedAddress, NoticesToSend = Record.Waiting.ConvertAll(waiting => waiting.Notice), NoticesTold = Record.Seen.Count }));

    public async Task<bool> Forget(MemberId member)
    {
        await Save(new NoticesRecord());
        return true;
    }
}
