using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages;

internal sealed class IndexModel(IGrainFactory grains) : PageModel
{
    public IReadOnlyList<(GroupCard Group, OpenSession Session)> OpenNow { get; private set; } = [];

    public IReadOnlyList<GroupCard> Mine { get; private set; } = [];

    public IReadOnlyList<GroupCard> Others { get; private set; } = [];

    public async Task OnGet()
    {
        var cards = await grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List();
        var inOrder = cards.OrderBy(card => card.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
        var mine = HttpContext.Caller() is { } caller
            ? (await grains.GetGrain<IMemberGrain>(caller.Member.Value).Look()).Groups.Select(group => group.Id).ToHashSet()
            : [];

        OpenNow = [.. inOrder
            .SelectMany(card => card.OpenSessions.Select(session => (card, session)))
            .OrderByDescending(open => mine.Contains(open.card.Id))
            .ThenByDescending(open => open.session.OpenedAt)];
        Mine = [.. inOrder.Where(card => mine.Contains(card.Id))];
        Others = [.. inOrder.Where(card => !mine.Contains(card.Id))];
    }
}
