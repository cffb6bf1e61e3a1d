using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace PeerMesh.Api.Docs;

internal static class DocsHosting
{
    public static void AddDocs(this IServiceCollection services)
    {
        services.AddOpenApi(ApiDocument.Name, options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true
                || description.RelativePath?.StartsWith("health/", StringComparison.Ordinal) == true;
            options.AddSchemaTransformer<SchemaShape>();
            options.AddOperationTransformer<OperationShape>();
            options.AddDocumentTransformer<DocumentShape>();
        });
        services.AddSingleton<ApiDocument>();

        // The page that shows it lives in this assembly; a host other than our own process does not look here by itself.
        services.AddRazorPages().ConfigureApplicationPartManager(parts =>
        {
            var here = typeof(DocsHosting).Assembly;
            if (!parts.ApplicationParts.OfType<CompiledRazorAssemblyPart>().Any(part => part.Assembly == here))
            {
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(here));
            }
        });
    }

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/openapi/v1.json", (ApiDocument document) => document.Serve()).ExcludeFromDescription();
        routes.MapGet("/docs/api.css", Style).ExcludeFromDescription();
    }

    private static FileStreamHttpResult Style() =>
        TypedResults.File(typeof(DocsHosting).Assembly.GetManifestResourceStream("PeerMesh.Api.Docs.api.css")!, "text/css; charset=utf-8");
}
