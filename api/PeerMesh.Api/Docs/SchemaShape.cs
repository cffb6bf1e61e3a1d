using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Docs;

/// <summary>Says of ids and enums what the generator cannot see through their converters: they are texts.</summary>
internal sealed class SchemaShape : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description ??= "An opaque text.";
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }

        if (schema.Items is null && schema.Type is { } kind && kind.HasFlag(JsonSchemaType.Array) && ElementOf(type) is { } element && IsId(element))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        return Task.CompletedTask;
    }

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static Type? ElementOf(Type list) => list.IsGenericType ? list.GetGenericArguments()[0] : null;
}
