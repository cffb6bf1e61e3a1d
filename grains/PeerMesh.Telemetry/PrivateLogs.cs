using OpenTelemetry;
using OpenTelemetry.Logs;

namespace PeerMesh.Telemetry;

/// <summary>Makes log lines fit to leave the process: see <see cref="PrivateText"/>.</summary>
internal sealed class PrivateLogs : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        var attributes = data.Attributes?.Select(attribute => new KeyValuePair<string, object?>(attribute.Key, Private(attribute.Value))).ToList() ?? [];
        if (data.Exception is { } exception)
        {
            // Said by the conventions' own names, since an exception itself cannot be cleaned.
            attributes.Add(new("exception.type", exception.GetType().FullName));
            attributes.Add(new("exception.stacktrace", PrivateText.Of(exception.ToString())));
            data.Exception = null;
        }

        data.Attributes = attributes;
        data.FormattedMessage = data.FormattedMessage is { } message ? PrivateText.Of(message) : null;
        data.Body = data.Body is { } body ? PrivateText.Of(body) : null;
    }

    private static object? Private(object? value) => value switch
    {
        null or bool or int or long or double or float or Enum => value,
        _ => PrivateText.Of(value.ToString() ?? ""),
    };
}
