using System.Diagnostics;

namespace PeerMesh.Api.Http;

/// <summary>One line per request: the route's pattern, never the address that was asked for, which may name a group or a session.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            if (log.IsEnabled(LogLevel.Debug))
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
                var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                LogRequest(route, context.Response.StatusCode, elapsed);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Route}: {Status} in {Elapsed:F1} ms")]
    private partial void LogRequest(string route, int status, double elapsed);
}
