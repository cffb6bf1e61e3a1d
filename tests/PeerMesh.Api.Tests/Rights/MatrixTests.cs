using System.Net;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Rights;

/// <summary>Who may do what: every endpoint, for every role. A new endpoint without a row here fails.</summary>
public sealed class MatrixTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    /// <summary>For whom an endpoint is.</summary>
    private enum For
    {
        /// <summary>Everybody, signed in or not.</summary>
        Everybody,

        /// <summary>Whoever is signed in, about themselves or for something new.</summary>
        Oneself,

        /// <summary>Whoever is signed in; what they show may be wrong, or not be there.</summary>
        SignedIn,

        /// <summary>Everybody who may know of the group. The group here is private: strangers and administrators of bodies may not.</summary>
        Group,

        /// <summary>Those signed in who may know of the group.</summary>
        GroupSignedIn,

        /// <summary>Those who facilitate the group.</summary>
        Facilitators,

        /// <summary>Those who administer the body, or one above it; of a group that is not the body's they hear that there is none.</summary>
        Administrators,

        /// <summary>Those who administer the body an import is of; for others there is none.</summary>
        Importers,

        /// <summary>Those who have to do with an application; there is none here, so nobody.</summary>
        Parties,

        /// <summary>Those who look after the group for its body, which it does not have here, or decide on a proposal, of which there is none: so nobody.</summary>
        Adopters,
    }

    private static readonly Dictionary<string, For> Rows = new(StringComparer.Ordinal)
    {
        ["GET /v1/directory/groups"] = For.Everybody,
        ["GET /v1/directory/groups/{slug}"] = For.Everybody,
        ["GET /v1/directory/facets"] = For.Everybody,
        ["GET /v1/directory/places"] = For.Everybody,
        ["GET /v1/directory/catalog"] = For.Everybody,
        ["GET /v1/forms"] = For.Everybody,
        ["GET /v1/bodies"] = For.Everybody,
        ["GET /v1/bodies/{bodyId}"] = For.Everybody,
        ["GET /v1/groups"] = For.Everybody,
        ["GET /health/live"] = For.Everybody,
        ["GET /health/ready"] = For.Everybody,
        ["POST /v1/sign-in/codes"] = For.Everybody,
        ["POST /v1/sign-in/tokens"] = For.Everybody,
        ["POST /v1/sign-in/refresh"] = For.Everybody,
        ["POST /v1/sign-out"] = For.Oneself,

        ["GET /v1/me"] = For.Oneself,
        ["DELETE /v1/me"] = For.Oneself,
        ["GET /v1/me/export"] = For.Oneself,
        ["GET /v1/me/seen"] = For.Oneself,
        ["GET /v1/me/groups"] = For.Oneself,
        ["GET /v1/me/dates"] = For.Oneself,
        ["GET /v1/me/notices"] = For.Oneself,
        ["PUT /v1/me/notices"] = For.Oneself,
        ["PUT /v1/me/notices/address"] = For.Oneself,
        ["DELETE /v1/me/notices/address"] = For.Oneself,
        ["GET /v1/me/calendar"] = For.Oneself,
        ["POST /v1/me/calendar"] = For.Oneself,
        ["DELETE /v1/me/calendar"] = For.Oneself,
        ["GET /v1/me/profile"] = For.Oneself,
        ["PUT /v1/me/profile"] = For.Oneself,
        ["GET /v1/me/devices"] = For.Oneself,
        ["DELETE /v1/me/devices"] = For.Oneself,
        ["DELETE /v1/me/devices/{deviceId}"] = For.Oneself,
        ["POST /v1/groups"] = For.Oneself,
        ["POST /v1/bodies"] = For.Oneself,

        ["GET /v1/groups/{groupId}"] = For.Group,
        ["GET /v1/groups/{groupId}/sessions"] = For.Group,
        ["GET /v1/groups/{groupId}/dates"] = For.Group,
        ["GET /v1/groups/{groupId}/membership"] = For.Group,
        ["POST /v1/groups/{groupId}/membership/join"] = For.GroupSignedIn,
        ["POST /v1/groups/{groupId}/membership/leave"] = For.GroupSignedIn,
        ["POST /v1/groups/{groupId}/membership/take"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}/minutes"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}/events"] = For.GroupSignedIn,
        ["POST /v1/sessions/{sessionId}/commands"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}/check-out"] = For.GroupSignedIn,
        ["POST /v1/sessions/{sessionId}/check-out"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}/registration"] = For.Group,
        ["POST /v1/sessions/{sessionId}/registration"] = For.GroupSignedIn,
        ["POST /v1/sessions/{sessionId}/registration/cancel"] = For.GroupSignedIn,
        ["POST /v1/sessions/{sessionId}/registration/take"] = For.GroupSignedIn,
        ["GET /v1/sessions/{sessionId}/registration/desk"] = For.GroupSignedIn,

        ["PUT /v1/groups/{groupId}"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/sessions"] = For.Facilitators,
        ["GET /v1/groups/{groupId}/audit"] = For.Facilitators,
        ["PUT /v1/groups/{groupId}/listing"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/listing/confirmation"] = For.Facilitators,
        ["PUT /v1/groups/{groupId}/timetable"] = For.Facilitators,
        ["DELETE /v1/groups/{groupId}/timetable"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/timetable/changes"] = For.Facilitators,
        ["GET /v1/groups/{groupId}/roster"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/roster"] = For.Facilitators,
        ["DELETE /v1/groups/{groupId}/roster/{entryId}"] = For.Facilitators,
        ["GET /v1/groups/{groupId}/membership/desk"] = For.Facilitators,
        ["PUT /v1/groups/{groupId}/membership/settings"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/requests/{entryId}"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/invitations"] = For.Facilitators,
        ["DELETE /v1/groups/{groupId}/membership/invitations/{entryId}"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/links"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/links/{linkId}/code"] = For.Facilitators,
        ["DELETE /v1/groups/{groupId}/membership/links/{linkId}"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/line/{entryId}/move-up"] = For.Facilitators,
        ["DELETE /v1/groups/{groupId}/membership/people/{entryId}"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/membership/people/{entryId}/readmit"] = For.Facilitators,
        ["POST /v1/groups/{groupId}/adopt"] = For.Adopters,

        ["PUT /v1/bodies/{bodyId}"] = For.Administrators,
        ["DELETE /v1/bodies/{bodyId}"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/audit"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/figures"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/figures/{groupId}/names"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/administrators"] = For.Administrators,
        ["POST /v1/bodies/{bodyId}/administrators"] = For.Administrators,
        ["DELETE /v1/bodies/{bodyId}/administrators/{entryId}"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/imports"] = For.Administrators,
        ["POST /v1/bodies/{bodyId}/imports"] = For.Administrators,
        ["POST /v1/bodies/{bodyId}/imports/from-address"] = For.Administrators,
        ["GET /v1/me/second-step"] = For.SignedIn,
        ["POST /v1/me/second-step/totp"] = For.SignedIn,
        ["POST /v1/me/second-step/totp/confirm"] = For.SignedIn,
        ["DELETE /v1/me/second-step/totp"] = For.SignedIn,
        ["POST /v1/me/second-step/pass"] = For.SignedIn,
        ["POST /v1/me/second-step/recovery-codes"] = For.SignedIn,
        ["POST /v1/me/second-step/passkeys/options"] = For.SignedIn,
        ["POST /v1/me/second-step/passkeys"] = For.SignedIn,
        ["DELETE /v1/me/second-step/passkeys/{passkeyId}"] = For.SignedIn,
        ["POST /v1/me/second-step/passkeys/pass/options"] = For.SignedIn,
        ["POST /v1/me/second-step/passkeys/pass"] = For.SignedIn,
        ["POST /v1/sign-in/passkey/options"] = For.Everybody,
        ["POST /v1/sign-in/passkey"] = For.Everybody,

        ["GET /v1/bodies/{bodyId}/settings"] = For.Everybody,
        ["PUT /v1/bodies/{bodyId}/settings"] = For.Administrators,
        ["PUT /v1/bodies/{bodyId}/logo"] = For.Administrators,
        ["DELETE /v1/bodies/{bodyId}/logo"] = For.Administrators,
        ["POST /v1/bodies/{bodyId}/close"] = For.Administrators,
        ["GET /v1/bodies/{bodyId}/applications"] = For.Administrators,
        ["POST /v1/bodies/{bodyId}/applications"] = For.Oneself,
        ["GET /v1/me/applications"] = For.Oneself,
        ["GET /v1/applications/{applicationId}"] = For.Parties,
        ["POST /v1/applications/{applicationId}/steps"] = For.Parties,
        ["PUT /v1/applications/{applicationId}/papers"] = For.Parties,
        ["GET /v1/groups/{groupId}/listing/proposals"] = For.Oneself,
        ["POST /v1/groups/{groupId}/listing/proposals"] = For.GroupSignedIn,
        ["POST /v1/groups/{groupId}/listing/proposals/{proposalId}"] = For.Adopters,
        ["GET /v1/imports/{importId}"] = For.Importers,
        ["GET /v1/imports/{importId}/rows"] = For.Importers,
        ["POST /v1/imports/{importId}/undo"] = For.Importers,
    };

    /// <summary>What would take away what the other rows are tried on, and is tried for those who may not.</summary>
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        "DELETE /v1/me", "DELETE /v1/me/devices", "DELETE /v1/me/devices/{deviceId}", "POST /v1/sign-out", "POST /v1/groups/{groupId}/membership/leave", "DELETE /v1/bodies/{bodyId}", "POST /v1/bodies/{bodyId}/close", "PUT /v1/groups/{groupId}", "PUT /v1/groups/{groupId}/listing",
    };

    [Fact]
    public async Task Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var operations = await Operations.All(api);

        Assert.Empty(operations.Select(operation => operation.Name).Except(Rows.Keys).Select(name => $"{name} has no row"));
        Assert.Empty(Rows.Keys.Except(operations.Select(operation => operation.Name)).Select(name => $"{name} is no endpoint"));
    }

    [Fact]
    public async Task Every_endpoint_answers_every_role_as_its_row_says()
    {
        var world = await World.Make(api);
        var wrong = new List<string>();
        foreach (var operation in (await Operations.All(api)).Where(operation => Rows.ContainsKey(operation.Name)))
        {
            var row = Rows[operation.Name];
            foreach (var (role, http) in Roles(world))
            {
                if (Endings.Contains(operation.Name) && MayUse(row, role))
                {
                    continue;
                }

                using var request = operation.Request(name => name switch
                {
                    "groupId" => world.Group,
                    "sessionId" => world.Session,
                    "bodyId" => world.Body,
                    "importId" => world.Import,
                    _ => "none-such",
                });
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                if (!IsRight(row, role, operation, answer.StatusCode) && !IsUnreadable(operation, answer.StatusCode))
                {
                    wrong.Add($"{operation.Name} as {role}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Role, HttpClient Http)> Roles(World world) =>
    [
        ("nobody", world.Nobody), ("stranger", world.Stranger.Http), ("foreigner", world.Foreigner.Http), ("sibling", world.Sibling.Http),
        ("administrator", world.Administrator.Http), ("member", world.Member.Http), ("facilitator", world.Facilitator.Http),
    ];

    // Without an example in the document there is no body to send; what cannot be read is refused to everybody alike.
    private static bool IsUnreadable(Operation operation, HttpStatusCode status) => operation.Body == "{}" && status == HttpStatusCode.BadRequest;

    private static bool MayUse(For row, string role) => row switch
    {
        For.Everybody => true,
        For.Oneself => role != "nobody",
        For.Group or For.GroupSignedIn => role is "member" or "facilitator",
        For.Facilitators => role is "facilitator",
        For.Administrators or For.Importers => role is "administrator",
        _ => false,
    };

    private static bool IsRight(For row, string role, Operation operation, HttpStatusCode status) => row switch
    {
        // A wrong code or token is answered 403 to everybody alike: no right is missing.
        For.Everybody => (int)status < 500 && (status != HttpStatusCode.Unauthorized || operation.Path.StartsWith("/v1/sign-in", StringComparison.Ordinal)),
        _ when role == "nobody" && row != For.Group => status == HttpStatusCode.Unauthorized,
        For.Oneself => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound),

        // To whom the group is hidden there is nothing; to a member some things are not open yet, or not theirs, which another test looks at.
        For.Group or For.GroupSignedIn => MayUse(row, role) ? status != HttpStatusCode.Unauthorized : status == HttpStatusCode.NotFound,
        For.Facilitators when role == "facilitator" => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden),

        // An entry that there is not is answered before anybody's role is asked, the same to all.
        For.Facilitators when role == "member" => status == HttpStatusCode.Forbidden || (status == HttpStatusCode.NotFound && operation.Path.Contains("{entryId}", StringComparison.Ordinal)),
        For.Facilitators => status == HttpStatusCode.NotFound,
        For.Administrators when role == "administrator" => status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden),
        For.Administrators => status == HttpStatusCode.Forbidden || (status == HttpStatusCode.NotFound && operation.Path.Contains("{entryId}", StringComparison.Ordinal)),
        For.Importers => role == "administrator" ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) : status == HttpStatusCode.NotFound,
        For.SignedIn => status != HttpStatusCode.Unauthorized && (int)status < 500,
        For.Parties => status == HttpStatusCode.NotFound,
        For.Adopters => status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
        _ => false,
    };
}
