using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Http;

/// <summary>Every "no" the gateway says by itself, before or instead of a grain. Codes keep their meaning for good.</summary>
internal static class GatewayRefusals
{
    public static readonly Refusal NotFound = new("request.not_found", RefusalKind.NotFound, "There is nothing at this address.");
    public static readonly Refusal MethodNotAllowed = new("request.method_not_allowed", RefusalKind.Invalid, "This address does not take that method; the Allow header names those it takes.");
    public static readonly Refusal TooLarge = new("request.too_large", RefusalKind.Invalid, "A body may have at most 65536 bytes.");
    public static readonly Refusal NotJson = new("request.not_json", RefusalKind.Invalid, "Send JSON in UTF-8, with Content-Type: application/json.");
    public static readonly Refusal Malformed = new("request.malformed", RefusalKind.Invalid, "That request cannot be read.");
    public static readonly Refusal NotAnObject = new("request.invalid_json", RefusalKind.Invalid, "The body has to be one JSON object.");
    public static readonly Refusal MissingHeader = new("request.missing_header", RefusalKind.NotAllowed, "A change made with the cookie needs the header X-PeerMesh: 1, so that no other site can make it.");
    public static readonly Refusal TooMany = new("request.too_many", RefusalKind.LimitReached, "That was a lot at once. Wait a moment and try again.");

    public static readonly Refusal TypeMissing = new("command.type_missing", RefusalKind.Invalid, "A command names its type: {\"type\":\"raiseHand\",\"commandId\":\"…\"}.");

    public static readonly Refusal NotSignedIn = new("sign_in.required", RefusalKind.NotAllowed, "Sign in first.");
    public static readonly Refusal NoAddress = new("sign_in.no_address", RefusalKind.Invalid, "That is no e-mail address.");
    public static readonly Refusal RefreshInvalid = new("sign_in.refresh_invalid", RefusalKind.NotAllowed, "This sign-in has ended. Sign in again.");

    public static readonly Refusal NoSuchEntry = new("group.no_such_entry", RefusalKind.NotFound, "There is no such entry on this roster. Fetch the roster again.");

    public static readonly Refusal Unavailable = new("service.unavailable", RefusalKind.Conflict, "PeerMesh cannot reach its sessions just now. Nothing is lost; try again in a few seconds.");
    public static readonly Refusal Error = new("service.error", RefusalKind.Conflict, "Something went wrong on our side. Try again; if it stays, tell whoever runs this site.");

    public static Refusal InvalidJson(string why) => new("request.invalid_json", RefusalKind.Invalid, why);

    public static Refusal UnknownType(string type) => new("command.unknown_type", RefusalKind.Invalid, $"There is no command \"{Shown(type)}\".");

    public static Refusal UnknownMember(string path) => new("request.unknown_member", RefusalKind.Invalid, $"\"{Shown(path)}\" is no member of this body.");

    public static Refusal MissingMember(string path) => new("request.missing_member", RefusalKind.Invalid, $"\"{Shown(path)}\" is missing.");

    public static Refusal InvalidMember(string path) => new("request.invalid_member", RefusalKind.Invalid, $"\"{Shown(path)}\" has a value that is not possible there.");

    public static Refusal InvalidText(string path) => new("request.invalid_text", RefusalKind.Invalid, $"\"{Shown(path)}\" holds characters that are no text.");

    public static Refusal InvalidParameter(string name) => new("request.invalid_parameter", RefusalKind.Invalid, $"The parameter \"{Shown(name)}\" has a value that is not possible.");

    public static Refusal UnknownParameter(string name) => new("request.unknown_parameter", RefusalKind.Invalid, $"\"{Shown(name)}\" is no parameter of this address.");

    // What a stranger sent comes back only in part, so that an answer stays small whatever was asked.
    private static string Shown(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
