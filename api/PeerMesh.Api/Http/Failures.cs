using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans.Runtime;
using Orleans.Serialization;
using PeerMesh.Api.Cluster;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>Turns what was thrown into an answer. A cluster out of reach is worth another try; anything else is a bug.</summary>
internal sealed partial class Failures(ILogger<Failures> log) : IExceptionHandler
{
    /// <summary>Seconds a client should wait: a restarted silo is back by then, a killed one nearly.</summary>
    private const string RetryAfter = "2";

    private const string SecondStepPage = "/me/second-step";

    /// <summary>Whether this says that a grain or its storage could not be reached, rather than that something is wrong with the call.</summary>
    /// <remarks>
    /// Orleans rejects a message with whatever stood in its way, as it was: the end of a connection, a scope that was disposed of or a token that was
    /// cancelled while an activation was given up, or a stand-in for an exception of which only the silo has the type.
    /// </remarks>
    public static bool IsOutOfReach(Exception exception) =>
        exception is OrleansException or TimeoutException or ClusterNotReachedException
            or OperationCanceledException or ObjectDisposedException or SocketException or ConnectionResetException
            or UnavailableExceptionFallbackException;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        if (exception is SecondStepRequiredException && Browsers.WantPage(httpContext.Request))
        {
            var request = httpContext.Request;
            var back = HttpMethods.IsGet(request.Method) ? QueryString.Create("returnUrl", $"{request.PathBase}{request.Path}{request.QueryString}") : QueryString.Empty;
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = $"{request.PathBase}{SecondStepPage}{back}";
            return true;
        }

        var answer = Answer(httpContext, exception);
        if (Browsers.WantPage(httpContext.Request))
        {
            // The status alone: what lies around makes the page for it.
            httpContext.Response.StatusCode = answer.StatusCode;
        }
        else
        {
            await answer.ExecuteAsync(httpContext);
        }

        return true;
    }

    private ProblemHttpResult Answer(HttpContext context, Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            return Of(bad.StatusCode);
        }

        if (exception is SecondStepRequiredException)
        {
            return SecondStepRequiredException.Refusal.ToProblem(
                Problems.StatusOf(SecondStepRequiredException.Refusal.Kind), ("setUpAt", $"{context.Request.PathBase}{SecondStepPage}"));
        }

        if (IsOutOfReach(exception))
        {
            LogOutOfReach(exception.GetType().Name);
            context.Response.Headers.RetryAfter = RetryAfter;
            return GatewayRefusals.Unavailable.ToProblem(StatusCodes.Status503ServiceUnavailable);
        }

        LogError(exception);
        return GatewayRefusals.Error.ToProblem(StatusCodes.Status500InternalServerError);
    }

    /// <summary>The problem for a status that came without one.</summary>
    public static ProblemHttpResult Of(int status)
    {
        Refusal refusal = status switch
        {
            StatusCodes.Status401Unauthorized => GatewayRefusals.NotSignedIn,
            StatusCodes.Status404NotFound => GatewayRefusals.NotFound,
            StatusCodes.Status405MethodNotAllowed => GatewayRefusals.MethodNotAllowed,
            StatusCodes.Status413PayloadTooLarge => GatewayRefusals.TooLarge,
            StatusCodes.Status415UnsupportedMediaType => GatewayRefusals.NotJson,
            StatusCodes.Status429TooManyRequests => GatewayRefusals.TooMany,
            _ => GatewayRefusals.Malformed,
        };
        return refusal.ToProblem(status);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster did not answer: {Failure}")]
    private partial void LogOutOfReach(string failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
    private partial void LogError(Exception exception);
}
