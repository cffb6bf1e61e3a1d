using System.Collections.Immutable;
using System.Globalization;
using PeerMesh.Api.Importing;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Standalone.Demo;
using PeerMesh.Standalone.Hosting;
using PeerMesh.Web.Importing;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Standalone.Cli;

/// <summary>Imports a file into the data folder, says what came of it, and ends.</summary>
internal static class ImportVerb
{
    private const int ProblemsShown = 100;
    private const int ChangesShown = 20;

    // What the screen shows moves twice a second.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(500);

    public static async Task<int> Run(CommandLine line)
    {
        var wish = line.Import!;
        byte[]? bytes = null;
        var isAddress = line.File.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || line.File.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (wish.Undo is null && !isAddress)
        {
            bytes = await Read(line.File);
        }

        // Last, so that nothing else listens where a server may be running.
        string[] settings = [.. line.Settings, "--urls=http://127.0.0.1:0"];
        await using var host = await StandaloneHost.Start(settings, serves: false);
        using var stopped = new CancellationTokenSource();
        using var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopped.Cancel);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        try
        {
            if (wish.Undo is { } batch)
            {
                return await Undo(grains, batch, stopped.Token);
            }

            var begun = await host.Services.GetRequiredService<ImportDesk>().Begin(
                new ImportWish(wish.Body is { } body ? new BodyId(body) : null, bytes is null ? null : new ReadOnlyMemory<byte>(bytes), isAddress ? null : line.File, isAddress ? line.File : null, wish.Source, wish.Zone, wish.DryRun, wish.KeepsGone),
                await Administrators(host, wish),
                anywhere: true,
                stopped.Token);
            return begun.Batch is { } id ? await Follow(grains, id, stopped.Token) : Failed(begun.Refusal!.Detail);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            return Failed("The import was stopped. What it has done so far stays, and it goes on when PeerMesh runs again.");
        }
    }

    private static async Task<int> Follow(IGrainFactory grains, string batch, CancellationToken stop)
    {
        var import = grains.GetGrain<IImportGrain>(batch);
        var view = (await Patiently(import.Look, stop))!;
        await Out($"{(view.DryRun ? "Dry run: nothing is changed. " : "")}Importing {view.Read} meetings from {view.Source} as {batch}.");
        view = await WaitUntil(import, view, ImportStage.Done, stop);
        await Report(import, view);
        return view.Counts.Added + view.Counts.Changed + view.Counts.Unchanged > 0 ? 0 : Failed("Nothing could be imported.");
    }

    private static async Task<int> Undo(IGrainFactory grains, string batch, CancellationToken stop)
    {
        var import = grains.GetGrain<IImportGrain>(batch);
        if (await import.Undo() is { } refusal)
        {
            return Failed(refusal.Detail);
        }

        var view = await WaitUntil(import, (await Patiently(import.Look, stop))!, ImportStage.Undone, stop);
        await Out($"Undone: {view.Counts.Restored} restored, {view.Counts.Kept} kept because they were changed since.");
        for (var part = 0; view.Counts.Kept > 0 && part <= view.Parts; part++)
        {
            foreach (var row in (await Patiently(() => import.Rows(part), CancellationToken.None)).Where(row => row.Change == RowChange.Kept))
            {
                await Out($"  kept: {row.Name}: {row.Reason}");
            }
        }

        return 0;
    }

    // On a busy machine an answer may be late. The import itself goes on meanwhile.
    private static async Task<T> Patiently<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (TimeoutException)
            {
                await Task.Delay(LooksEvery, stop);
            }
        }
    }

    private static async Task<ImportView> WaitUntil(IImportGrain import, ImportView view, ImportStage stage, CancellationToken stop)
    {
        var shown = -1;
        while (view.Stage != stage)
        {
            if (view.Done != shown && !Console.IsErrorRedirected)
            {
                await Console.Error.WriteAsync($"\r{view.Done} of {view.Total}");
                shown = view.Done;
            }

            await Task.Delay(LooksEvery, stop);
            view = (await Patiently(import.Look, stop))!;
        }

        if (shown >= 0)
        {
            await Console.Error.WriteLineAsync();
        }

        return view;
    }

    private static async Task Report(IImportGrain import, ImportView view)
    {
        foreach (var problem in view.Problems.Take(ProblemsShown))
        {
            await Out($"  not read: row {problem.Line}{(problem.Name.Length > 0 ? $" ({problem.Name})" : "")}: {problem.Reason}");
        }

        if (view.ProblemCount > ProblemsShown)
        {
            await Out($"  … and {view.ProblemCount - ProblemsShown} more that could not be read.");
        }

        foreach (var problem in view.BodyProblems)
        {
            await Out($"  organisation {problem.Name}: {problem.Reason}");
        }

        var shown = 0;
        for (var part = 0; part <= view.Parts; part++)
        {
            foreach (var row in (await Patiently(() => import.Rows(part), CancellationToken.None)).Where(row => row.Change is RowChange.Failed || (view.DryRun && row.Change is RowChange.Changed or RowChange.Gone)))
            {
                if (row.Change == RowChange.Failed || shown++ < ChangesShown)
                {
                    await Out(row.Change switch
                    {
                        RowChange.Failed => $"  failed: row {row.Line} ({row.Name}): {row.Reason}",
                        RowChange.Gone => $"  gone: {row.Name}",
                        _ => $"  changed: {row.Name}: {string.Join(", ", row.Fields)}",
                    });
                }
            }
        }

        if (shown > ChangesShown)
        {
            await Out($"  … and {shown - ChangesShown} more.");
        }

        var counts = view.Counts;
        var seconds = ((view.EndedAt ?? view.BegunAt) - view.BegunAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        await Out($"{view.Read} read: {counts.Added} added, {counts.Changed} changed, {counts.Unchanged} unchanged, {counts.Gone} gone, {counts.Failed + view.ProblemCount} not imported; {view.BodiesMade} organisations new; {seconds} s.");
        if (!view.DryRun)
        {
            await Out($"To undo it: import --undo {view.Batch}");
        }
    }

    private static async Task<ImmutableList<MemberId>> Administrators(StandaloneHost host, ImportLine wish)
    {
        var email = wish.Administrator ?? (host.Settings.Demo ? DemoNetwork.Facilitator : null);
        return email is null ? []
            : await host.Services.GetRequiredService<IAddressBook>().Resolve(email) is { } member ? [member]
            : throw new UsageProblem($"\"{email}\" is no e-mail address.", UsageProblem.BadArgument);
    }

    private static async Task<byte[]> Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return !info.Exists ? throw new UsageProblem($"There is no file {file}.", UsageProblem.BadArgument)
                : info.Length > ImportLimits.FileBytesMax ? throw new UsageProblem(ImportRefusals.TooLarge.Detail, UsageProblem.BadArgument)
                : await File.ReadAllBytesAsync(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageProblem($"The file {file} cannot be read: {failure.Message}", UsageProblem.BadArgument);
        }
    }

    private static Task Out(string text) => Console.Out.WriteLineAsync(text);

    private static int Failed(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
