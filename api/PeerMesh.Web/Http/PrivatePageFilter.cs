using Microsoft.AspNetCore.Mvc.Filters;

namespace PeerMesh.Web.Http;

/// <summary>Pages show a person's own groups: no cache, shared or the browser's own, keeps one.</summary>
internal sealed class PrivatePageFilter : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context) =>
        context.HttpContext.Response.Headers.CacheControl = "no-store";

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
