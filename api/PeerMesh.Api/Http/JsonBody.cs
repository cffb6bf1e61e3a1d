using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace PeerMesh.Api.Http;

/// <summary>A body that was read and understood, or the problem to answer instead.</summary>
internal readonly struct JsonBody<T>(T? value, ProblemHttpResult? problem)
    where T : class
{
    public bool Failed([NotNullWhen(true)] out ProblemHttpResult? why, [NotNullWhen(false)] out T? body)
    {
        (why, body) = (problem, value);
        return why is not null;
    }
}

/// <summary>Reads JSON bodies strictly. Whatever is sent, the answer is a value or a problem that names what is wrong.</summary>
internal static class JsonBody
{
    /// <summary>The largest honest body is a group with its own agenda and guidelines, a tenth of this.</summary>
    public const int BytesMax = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = WireJson.DepthMax, AllowDuplicateProperties = false };

    public static async ValueTask<JsonBody<T>> Read<T>(HttpRequest request)
        where T : class
    {
        if (!IsJson(request))
        {
            return new(null, GatewayRefusals.NotJson.ToProblem(StatusCodes.Status415UnsupportedMediaType));
        }

        if (request.ContentLength > BytesMax)
        {
            return new(null, TooLarge());
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > BytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new(null, TooLarge());
            }

            if (read.IsCompleted)
            {
                var parsed = Parse<T>(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return parsed;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static JsonBody<T> Parse<T>(ReadOnlySequence<byte> bytes)
        where T : class
    {
        try
        {
            var type = (JsonTypeInfo<T>)WireJson.Options.GetTypeInfo(typeof(T));
            using var document = JsonDocument.Parse(bytes, Strict);
            return JsonShape.Check(document.RootElement, type) is { } refusal
                ? new(null, refusal.ToProblem())
                : new(document.RootElement.Deserialize(type), null);
        }
        catch (JsonException e) when (e.Path is { Length: > 2 } path)
        {
            // The document was JSON and of the right shape; one value does not fit.
            return new(null, GatewayRefusals.InvalidMember(path[2..]).ToProblem());
        }
        catch (JsonException e)
        {
            return new(null, GatewayRefusals.InvalidJson(Where(e, bytes.IsEmpty)).ToProblem());
        }
        catch (InvalidOperationException)
        {
            // The parser's way of saying that an escaped text is half a character.
            return new(null, GatewayRefusals.InvalidJson("The body holds text that is not valid Unicode.").ToProblem());
        }
    }

    private static string Where(JsonException e, bool empty) => (empty, e.LineNumber, e.BytePositionInLine) switch
    {
        (true, _, _) => "The body is empty.",
        (_, { } line, { } position) => $"The body is no JSON: line {line + 1}, byte {position + 1}.",
        _ => "The body is no JSON this server takes: nested too deeply, or with a member twice.",
    };

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static ProblemHttpResult TooLarge() => GatewayRefusals.TooLarge.ToProblem(StatusCodes.Status413PayloadTooLarge);
}
