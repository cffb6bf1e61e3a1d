using PeerMesh.Bench.Peers;

// What somebody would pick instead, for comparison: kestrel or signalr. See bench/peers/run.sh.
if (args is not [var kind and ("kestrel" or "signalr"), var url])
{
    Console.Error.WriteLine("PeerMesh.Bench.Peers kestrel|signalr URL");
    return 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls(url);
builder.Services.AddSingleton<Lines>();
if (kind == "signalr")
{
    // Members who only listen say nothing for as long as a run lasts.
    builder.Services.AddSignalR(hub => hub.ClientTimeoutInterval = TimeSpan.FromHours(1));
}

var app = builder.Build();
app.MapGet("/ready", () => "ready");
if (kind == "signalr")
{
    app.MapHub<RoomHub>("/room");
}
else
{
    var streams = new RoomStreams(app.Services.GetRequiredService<Lines>());
    app.MapPost("/rooms/{room}/commands", streams.Post);
    app.MapGet("/rooms/{room}/events", streams.Follow);
}

await app.RunAsync();
return 0;
