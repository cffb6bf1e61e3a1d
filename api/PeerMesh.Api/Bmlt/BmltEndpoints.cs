using System.Text;
using System.Text.Json;
using PeerMesh.Api.Feeds;
using PeerMesh.Api.Http;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Bmlt;

/// <summary>The read-only interface by which clients of BMLT ask for meetings. Everything is one address, told apart by <c>switcher</c>.</summary>
internal static class BmltEndpoints
{
    private const int CallbackMax = 128;

    private static readonly string[] Switchers =
        ["GetSearchResults", "GetFormats", "GetServiceBodies", "GetFieldKeys", "GetFieldValues", "GetChanges", "GetServerInfo", "GetCoverageArea"];

    private static readonly Refusal Unknown = new(
        "bmlt.unknown_endpoint",
        RefusalKind.Invalid,
        $"There is no such data format or switcher. Formats are json and jsonp; switchers are {string.Join(", ", Switchers)}.");

    private static readonly Refusal BadCallback = new(
        "bmlt.callback_invalid", RefusalKind.Invalid, "A callback is the name of a function: letters, digits, _, $ and full stops, at most 128.");

    private static readonly Refusal BadKey = new("bmlt.meeting_key_invalid", RefusalKind.Invalid, "Name a field with meeting_key; switcher=GetFieldKeys lists them.");

    public static void MapBmlt(this IEndpointRouteBuilder routes)
    {
        // Clients put the rest after the root they are given, and differ in what they take for the root.
        foreach (var root in (string[])["/bmlt/main_server", "/bmlt", "/main_server"])
        {
            routes.MapMethods($"{root}/client_interface/{{format}}", [HttpMethods.Get, HttpMethods.Head], (string format, HttpContext context, FeedMeetings meetings) => Answer(root, format, context, meetings))
                .AsFeed()
                .ExcludeFromDescription();
        }
    }

    private static Task Answer(string root, string format, HttpContext context, FeedMeetings meetings)
    {
        var query = new BmltQuery(context.Request.Query);
        var switcher = query.One("switcher");
        if (format is not ("json" or "jsonp") || switcher is null || !Switchers.Contains(switcher))
        {
            return Refuse(context, Unknown, StatusCodes.Status422UnprocessableEntity);
        }

        var callback = format == "jsonp" ? query.One("callback") ?? "callback" : null;
        if (callback is not null && !IsName(callback))
        {
            return Refuse(context, BadCallback, StatusCodes.Status422UnprocessableEntity);
        }

        var key = query.One("meeting_key");
        if (switcher == "GetFieldValues" && (key is null || !BmltAnswers.IsField(key)))
        {
            return Refuse(context, BadKey, StatusCodes.Status400BadRequest);
        }

        var view = meetings.Now();
        var answers = new BmltAnswers(view, query, FeedAnswers.Site(context.Request) + root);
        return FeedAnswers.Send(
            context,
            view.Tag,
            callback is null ? "application/json; charset=utf-8" : "text/javascript; charset=utf-8",
            async (stream, stop) =>
            {
                if (callback is not null)
                {
                    // The comment keeps what follows from being taken for another kind of file by its first bytes.
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"/**/{callback}("), stop);
                }

                await using (var json = FeedJson.Writer(stream))
                {
                    await Write(answers, switcher, key, json, stop);
                    await json.FlushAsync(stop);
                }

                if (callback is not null)
                {
                    await stream.WriteAsync(");"u8.ToArray(), stop);
                }
            });
    }

    private static Task Write(BmltAnswers answers, string switcher, string? key, Utf8JsonWriter json, CancellationToken stop) => switcher switch
    {
        "GetSearchResults" => answers.SearchResults(json, stop),
        "GetFormats" => answers.Formats(json, stop),
        "GetServiceBodies" => answers.ServiceBodies(json, stop),
        "GetFieldKeys" => BmltAnswers.Keys(json, stop),
        "GetFieldValues" => answers.Values(json, key!, stop),
        "GetChanges" => answers.Changes(json, stop),
        "GetServerInfo" => answers.ServerInfo(json, stop),
        "GetCoverageArea" => answers.CoverageArea(json, stop),
        _ => throw new NotSupportedException($"No answer for {switcher}."),
    };

    // Clients of BMLT look for `error`.
    private static Task Refuse(HttpContext context, Refusal refusal, int status) =>
        refusal.ToProblem(status, ("error", refusal.Detail)).ExecuteAsync(context);

    private static bool IsName(string text) =>
        text.Length <= CallbackMax
        && text.Split('.').All(part => part.Length > 0 && !char.IsAsciiDigit(part[0]) && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$'));
}
