using k8s.Models;

namespace PeerMesh.OperationsTests.Kubernetes;

/// <summary>What objects of a rendering say of each other is true.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> Renderings => [.. Manifests.Overlays, "k8s/base", "k8s/standalone"];

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task Selectors_find_pods(string folder)
    {
        var all = await Manifests.Render(folder);
        foreach (var workload in all.Workloads.Where(workload => workload.Selector is not null))
        {
            Assert.True(Manifests.Matches(workload.Selector, workload.Labels), $"{workload} does not select its own pods.");
        }

        foreach (var service in all.All<V1Service>())
        {
            Assert.Contains(all.Workloads, workload => Manifests.Matches(service.Spec.Selector, workload.Labels));
        }

        foreach (var budget in all.All<V1PodDisruptionBudget>())
        {
            Assert.Contains(all.Workloads, workload => Manifests.Matches(budget.Spec.Selector, workload.Labels));
        }

        foreach (var policy in all.All<V1NetworkPolicy>())
        {
            Assert.Contains(all.Workloads, workload => Manifests.Matches(policy.Spec.PodSelector, workload.Labels));
            foreach (var peer in Peers(policy).Where(peer => peer.PodSelector is not null && peer.NamespaceSelector is null))
            {
                Assert.Contains(all.Workloads, workload => Manifests.Matches(peer.PodSelector, workload.Labels));
            }
        }

        foreach (var spread in all.Workloads.SelectMany(workload => (workload.Pod.TopologySpreadConstraints ?? []).Select(spread => (workload, spread))))
        {
            Assert.True(Manifests.Matches(spread.spread.LabelSelector, spread.workload.Labels), $"{spread.workload} spreads other pods than its own.");
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task Ports_that_are_named_exist(string folder)
    {
        var all = await Manifests.Render(folder);
        foreach (var service in all.All<V1Service>())
        {
            var pods = all.Workloads.Where(workload => Manifests.Matches(service.Spec.Selector, workload.Labels)).ToList();
            foreach (var port in service.Spec.Ports)
            {
                Assert.All(pods, pod => Assert.Contains(pod.Pod.Containers.SelectMany(container => container.Ports ?? []), known => IsPort(known, port.TargetPort?.Value)));
            }
        }

        foreach (var container in all.Workloads.SelectMany(workload => workload.Pod.Containers))
        {
            foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<V1Probe>())
            {
                if ((probe.HttpGet?.Port ?? probe.TcpSocket?.Port)?.Value is { } port)
                {
                    Assert.Contains(container.Ports, known => IsPort(known, port));
                }
            }
        }

        foreach (var rule in all.All<V1NetworkPolicy>().SelectMany(policy => (policy.Spec.Ingress ?? []).Select(rule => (policy, rule))))
        {
            var pods = all.Workloads.Where(workload => Manifests.Matches(rule.policy.Spec.PodSelector, workload.Labels)).ToList();
            foreach (var port in rule.rule.Ports ?? [])
            {
                Assert.All(pods, pod => Assert.Contains(pod.Pod.Containers.SelectMany(container => container.Ports ?? []), known => IsPort(known, port.Port?.Value)));
            }
        }

        foreach (var backend in all.All<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules).SelectMany(rule => rule.Http.Paths).Select(path => path.Backend.Service))
        {
            var service = Assert.Single(all.All<V1Service>(), service => service.Metadata.Name == backend.Name);
            Assert.Contains(service.Spec.Ports, port => port.Name == backend.Port.Name);
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task What_is_mounted_and_read_is_there_or_is_the_operators_and_documented(string folder)
    {
        var all = await Manifests.Render(folder);
        var readme = Repository.Read("k8s/README.md");
        var maps = all.All<V1ConfigMap>().Select(map => map.Metadata.Name).ToHashSet();
        var secrets = all.All<V1Secret>().Select(secret => secret.Metadata.Name).ToHashSet();
        foreach (var pod in all.Workloads.Select(workload => workload.Pod))
        {
            var containers = pod.Containers.Concat(pod.InitContainers ?? []).ToList();
            var sources = containers.SelectMany(container => container.EnvFrom ?? []).ToList();
            var values = containers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom).OfType<V1EnvVarSource>().ToList();
            var volumes = pod.Volumes ?? [];
            Assert.All(
                sources.Select(source => source.ConfigMapRef?.Name)
                    .Concat(values.Select(value => value.ConfigMapKeyRef?.Name))
                    .Concat(volumes.Select(volume => volume.ConfigMap?.Name)).OfType<string>(),
                name => Assert.Contains(name, maps));
            Assert.All(
                sources.Select(source => source.SecretRef?.Name)
                    .Concat(values.Select(value => value.SecretKeyRef?.Name))
                    .Concat(volumes.Select(volume => volume.Secret?.SecretName))
                    .Concat(all.All<V1Ingress>().SelectMany(ingress => ingress.Spec.Tls ?? []).Select(tls => tls.SecretName)).OfType<string>(),
                name => Assert.True(secrets.Contains(name) || readme.Contains($"`{name}`", StringComparison.Ordinal), $"The secret {name} is neither there nor in k8s/README.md."));

            var mounted = containers.SelectMany(container => container.VolumeMounts ?? []).Select(mount => mount.Name).Distinct();
            var claims = all.All<V1StatefulSet>().SelectMany(set => set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name);
            Assert.Empty(mounted.Except(volumes.Select(volume => volume.Name)).Except(claims));
            Assert.True(pod.ServiceAccountName is null or "default", "A service account that nobody makes.");
            Assert.True(pod.PriorityClassName is null || all.All<V1PriorityClass>().Any(known => known.Metadata.Name == pod.PriorityClassName));
        }
    }

    [KubectlTheory]
    [MemberData(nameof(Renderings))]
    public async Task Everything_is_in_one_namespace_which_holds_pods_to_the_restricted_standard(string folder)
    {
        var all = await Manifests.Render(folder);
        var space = Assert.Single(all.All<V1Namespace>());

        Assert.Equal("restricted", space.Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        foreach (var made in all.Objects.OfType<k8s.IKubernetesObject<V1ObjectMeta>>().Where(made => made is not V1Namespace and not V1PriorityClass))
        {
            Assert.Equal(space.Metadata.Name, made.Metadata.NamespaceProperty);
        }

        Assert.Empty(all.All<V1Secret>());
        Assert.Empty(all.All<V1Role>());
        Assert.Empty(all.All<V1ClusterRole>());
        Assert.Empty(all.All<V1RoleBinding>());
    }

    private static IEnumerable<V1NetworkPolicyPeer> Peers(V1NetworkPolicy policy) =>
        (policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? []).Concat((policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []));

    private static bool IsPort(V1ContainerPort known, string? port) =>
        known.Name == port || known.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture) == port;
}
