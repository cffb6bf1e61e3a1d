using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>The one place where a refusal becomes an HTTP answer (RFC 9457).</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";

    public static ProblemHttpResult ToProblem(this Refusal refusal) => refusal.ToProblem(StatusOf(refusal.Kind));

    /// <summary>For the few whose status says more than their kind (401, 405, 413, 415, 503).</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal, int status, params ReadOnlySpan<(string Name, object? Value)> also)
    {
        var problem = new ProblemDetails
        {
            Type = $"urn:peermesh:refusal:{refusal.Code}",
            Title = TitleOf(status),
            Status = status,
            Detail = refusal.Detail,
            Extensions = { ["code"] = refusal.Code },
        };
        if (refusal.OpensAt is { } opensAt)
        {
            problem.Extensions["opensAt"] = opensAt;
        }

        foreach (var (name, value) in also)
        {
            problem.Extensions[name] = value;
        }

        return TypedResults.Problem(problem);
    }

    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Invalid => StatusCodes.Status400BadRequest,
        RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.LimitReached => StatusCodes.Status429TooManyRequests,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "That cannot be done as asked",
        StatusCodes.Status401Unauthorized => "Please sign in",
        StatusCodes.Status403Forbidden => "Not open to you",
        StatusCodes.Status404NotFound => "Not found",
        StatusCodes.Status405MethodNotAllowed => "Not possible here",
        StatusCodes.Status409Conflict => "Not possible just now",
        StatusCodes.Status413PayloadTooLarge => "Too much at once",
        StatusCodes.Status415UnsupportedMediaType => "Not in this format",
        StatusCodes.Status429TooManyRequests => "A limit is reached",
        StatusCodes.Status503ServiceUnavailable => "Away for a moment",
        >= 500 => "Something went wrong",
        _ => "That did not work",
    };
}
