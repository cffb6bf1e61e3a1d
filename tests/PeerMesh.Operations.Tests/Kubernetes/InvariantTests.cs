using k8s.Models;

namespace PeerMesh.OperationsTests.Kubernetes;

/// <summary>What has to hold in every overlay, whatever it changes.</summary>
public sealed class InvariantTests
{
    public static TheoryData<string> Overlays => [.. Manifests.Overlays];

    public static TheoryData<string> Renderings => [.. Manifests.Overlays, "k8s/standalone"];

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task Pods_have_no_rights_they_do_not_need(string folder)
    {
        foreach (var workload in (await Manifests.Render(folder)).Workloads)
        {
            var pod = workload.Pod;
            Assert.False(pod.AutomountServiceAccountToken ?? true, $"{workload} is given a token of the cluster's.");
            Assert.False(pod.EnableServiceLinks ?? true, $"{workload} is told of all services.");
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal(workload.Component == "postgres" ? 999 : 1654, pod.SecurityContext.RunAsUser);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.True(pod.HostNetwork is null or false && pod.HostPID is null or false && pod.HostIPC is null or false);
            Assert.DoesNotContain(pod.Volumes, volume => volume.HostPath is not null);
            Assert.All(pod.Containers, container =>
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Null(container.SecurityContext.Capabilities.Add);
                Assert.Contains(container.VolumeMounts, mount => mount.MountPath == "/tmp");
                Assert.All(container.Ports ?? [], port => Assert.Null(port.HostPort));
            });
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task Memory_has_a_limit_and_the_processor_none(string folder)
    {
        foreach (var workload in (await Manifests.Render(folder)).Workloads)
        {
            Assert.All(workload.Pod.Containers, container =>
            {
                Assert.Contains("cpu", container.Resources.Requests.Keys);
                Assert.Contains("memory", container.Resources.Requests.Keys);
                Assert.Contains("memory", container.Resources.Limits.Keys);
                Assert.DoesNotContain("cpu", container.Resources.Limits.Keys);
                Assert.True(container.Resources.Requests["memory"].ToDecimal() <= container.Resources.Limits["memory"].ToDecimal(), $"{workload} asks for more than it may use.");
            });
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task What_serves_is_probed_three_ways_and_liveness_asks_nobody_else(string folder)
    {
        foreach (var workload in (await Manifests.Render(folder)).Workloads.Where(workload => workload.Kind != "Job"))
        {
            var container = Assert.Single(workload.Pod.Containers);
            Assert.NotNull(container.ReadinessProbe);
            var startup = container.StartupProbe;
            Assert.True(startup.PeriodSeconds * startup.FailureThreshold >= 300, $"{workload} is given up while it still starts.");
            if (workload.Component == "postgres")
            {
                Assert.NotNull(container.LivenessProbe.TcpSocket);
                continue;
            }

            Assert.Equal("/health/live", container.LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", container.ReadinessProbe.HttpGet.Path);
            Assert.Equal("/health/ready", startup.HttpGet.Path);
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Silos_are_three_or_more_and_go_one_at_a_time_with_time_to_hand_over(string folder)
    {
        var all = await Manifests.Render(folder);
        var silo = Assert.Single(all.All<V1Deployment>(), one => one.Metadata.Name == "peermesh-silo");
        var api = Assert.Single(all.All<V1Deployment>(), one => one.Metadata.Name == "peermesh-api");
        var scaler = all.All<V2HorizontalPodAutoscaler>().SingleOrDefault(one => one.Spec.ScaleTargetRef.Name == "peermesh-silo");

        Assert.True((silo.Spec.Replicas ?? scaler?.Spec.MinReplicas) >= 3);
        Assert.True(scaler is null || scaler.Spec.MinReplicas > 3 == silo.Spec.Replicas is null, "A fixed number and an autoscaler above it pull at each other.");
        Assert.Equal(20, silo.Spec.MinReadySeconds);
        foreach (var rolled in new[] { silo, api })
        {
            Assert.Equal("0", rolled.Spec.Strategy.RollingUpdate.MaxUnavailable.Value);
            Assert.Equal("1", rolled.Spec.Strategy.RollingUpdate.MaxSurge.Value);
            var budget = Assert.Single(all.All<V1PodDisruptionBudget>(), budget => Manifests.Matches(budget.Spec.Selector, rolled.Spec.Template.Metadata.Labels));
            Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
            Assert.Equal(
                ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
                rolled.Spec.Template.Spec.TopologySpreadConstraints.Select(spread => spread.TopologyKey));
        }

        // The program's own patience is in its source; the pod's has to be longer.
        Assert.Contains("StopsWithin = TimeSpan.FromSeconds(90)", Repository.Read("silo/PeerMesh.Silo/Cli/RunVerb.cs"), StringComparison.Ordinal);
        Assert.True(silo.Spec.Template.Spec.TerminationGracePeriodSeconds > 90);
        Assert.True(api.Spec.Template.Spec.TerminationGracePeriodSeconds > 30 + 5);
    }

    [KubectlTheory]
    [InlineData("k8s/overlays/statewide")]
    [InlineData("k8s/base")]
    public async Task Where_silos_are_scaled_they_go_slowly(string folder)
    {
        var silo = Assert.Single((await Manifests.Render(folder)).All<V2HorizontalPodAutoscaler>(), one => one.Spec.ScaleTargetRef.Name == "peermesh-silo");

        Assert.True(silo.Spec.MinReplicas >= 3);
        Assert.Equal(600, silo.Spec.Behavior.ScaleDown.StabilizationWindowSeconds);
        var slow = Assert.Single(silo.Spec.Behavior.ScaleDown.Policies);
        Assert.Equal(("Pods", 1, 300), (slow.Type, slow.Value, slow.PeriodSeconds));
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Endpoints_come_from_the_pod_itself(string folder)
    {
        var silo = (await Manifests.Render(folder)).Workload("silo").Pod.Containers.Single();

        Assert.Equal("status.podIP", silo.Env.Single(variable => variable.Name == "POD_IP").ValueFrom.FieldRef.FieldPath);
        Assert.Equal("metadata.name", silo.Env.Single(variable => variable.Name == "POD_NAME").ValueFrom.FieldRef.FieldPath);
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Only_the_migration_knows_the_owner_of_the_database_and_only_silos_the_running_role(string folder)
    {
        var all = await Manifests.Render(folder);

        Assert.Equal(["migrate"], Readers("peermesh-database-owner"));
        Assert.Equal(["silo"], Readers("peermesh-database"));
        Assert.Equal(["api"], Readers("peermesh-mail"));

        IEnumerable<string?> Readers(string secret) => all.Workloads
            .Where(workload => workload.Pod.Containers.Any(container =>
                (container.Env ?? []).Any(variable => variable.ValueFrom?.SecretKeyRef?.Name == secret)
                || (container.EnvFrom ?? []).Any(source => source.SecretRef?.Name == secret)))
            .Select(workload => workload.Component);
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task A_migration_is_a_job_of_its_version(string folder)
    {
        var job = Assert.Single((await Manifests.Render(folder)).All<V1Job>());
        var image = job.Spec.Template.Spec.Containers.Single().Image;

        Assert.EndsWith($":{job.Metadata.Name["peermesh-migrate-".Length..]}", image, StringComparison.Ordinal);
        Assert.Equal(["migrate"], job.Spec.Template.Spec.Containers.Single().Args);
    }
}
