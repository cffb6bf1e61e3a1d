using Orleans.Dashboard;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Operators;

/// <summary>The Orleans dashboard, for operators who are signed in; for everybody else there is no such page.</summary>
internal static class OperatorDashboard
{
    public const string Path = "/operators/dashboard";

    /// <summary>Off unless it is set, in silos and gateways alike.</summary>
    public const string Setting = "PeerMesh:Dashboard";

    // What is in a grain, which grains there are by name, and what is logged is nothing for an operator to see.
    private static readonly string[] Shut = [$"{Path}/GrainState", $"{Path}/Reminders", $"{Path}/Trace"];

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue(Setting, defaultValue: false);

    public static void MapOperatorDashboard(this WebApplication app)
    {
        if (!IsOn(app.Configuration))
        {
            return;
        }

        app.MapOrleansDashboard(Path).RequireAuthorization().ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var isShown = !Array.Exists(Shut, path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
                && http.User.AsCaller() is { Simulated: false } caller
                && SecondStepRules.Check(http.RequestServices.GetRequiredService<SecondStepSetting>().Demand, caller.SecondStep) is null
                && await http.RequestServices.GetRequiredService<Operators>().Include(caller.Member);
            return isShown ? await next(context) : Failures.Of(StatusCodes.Status404NotFound);
        });
    }
}
