using PeerMesh.Load;

if (args.Contains("--help"))
{
    Console.WriteLine(LoadOptions.Help);
    return 0;
}

if (args is ["table", .. { Length: > 0 } files])
{
    Console.WriteLine(await Comparison.Of(files));
    return 0;
}

LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (Exception problem) when (problem is FormatException or UriFormatException)
{
    Console.Error.WriteLine($"{problem.Message} --help lists what there is.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    return await Run.All(options, stop.Token);
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"{problem.Message} --help lists what there is.");
    return 2;
}
