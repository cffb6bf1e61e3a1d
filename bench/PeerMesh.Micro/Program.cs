using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PeerMesh.Micro;

// In this process: what is measured is internal, and a project that the library makes and builds by itself would not see it.
var config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.RatioSD)
    .WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"));
BenchmarkSwitcher.FromTypes([typeof(CommandBenchmarks), typeof(FanOutBenchmarks), typeof(DirectoryBenchmarks)]).Run(args.Length > 0 ? args : ["--filter", "*"], config);
