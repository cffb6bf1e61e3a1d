using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Mail;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>A gateway on a port of its own, as a host composes it.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestGateway(WebApplication app, Mailbox mailbox)
    {
        _app = app;
        Mailbox = mailbox;
    }

    public Mailbox Mailbox { get; }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public IMeterFactory Meters => Services.GetRequiredService<IMeterFactory>();

    public static async Task<TestGateway> Start(IGrainFactory grains, Action<WebApplicationBuilder>? change = null)
    {
        var mailbox = new Mailbox();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(Gateway).Assembly.GetName().Name });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(grains);
        builder.Services.AddSingleton<IMailer>(mailbox);
        builder.Configuration["PeerMesh:PublicUrl"] = "https://peermesh.example/";

        // All tests of a class come from one address, and some ask a great deal.
        builder.Configuration["PeerMesh:Limits:ChangesPerAccountAndMinute"] = "1000000";
        builder.Configuration["PeerMesh:Limits:ChangesPerGroupAndMinute"] = "1000000";
        builder.Configuration["PeerMesh:Limits:ChangesPerAddressAndMinute"] = "1000000";
        builder.Configuration["PeerMesh:Limits:FoundedPerAccountAndDay"] = "1000000";
        change?.Invoke(builder);
        builder.AddPeerMeshGateway();
        var app = builder.Build();
        app.MapPeerMeshGateway();
        await app.StartAsync();
        var gateway = new TestGateway(app, mailbox);
        using var http = gateway.Http();
        await Until.True(async () => (await http.GetAsync("/health/ready")).IsSuccessStatusCode);
        return gateway;
    }

    /// <summary>A client that keeps no cookies and follows no redirects: what is sent is what the test says.</summary>
    public HttpClient Http() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseDrainSize = 0, ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
