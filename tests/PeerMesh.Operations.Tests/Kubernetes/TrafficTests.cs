using System.Globalization;
using k8s.Models;

namespace PeerMesh.OperationsTests.Kubernetes;

/// <summary>What the network policies of an overlay, all together, let through.</summary>
public sealed class TrafficTests
{
    private static readonly int[] Ports = [5432, 8080, 9464, 11111, 30000];

    public static TheoryData<string> Overlays => [.. Manifests.Overlays];

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Nothing_goes_in_or_out_unless_it_is_named(string folder)
    {
        var all = await Manifests.Render(folder);

        var shut = Assert.Single(all.All<V1NetworkPolicy>(), policy => policy.Spec.PodSelector.MatchLabels is null && policy.Spec.PolicyTypes.Count == 2);
        Assert.Null(shut.Spec.Ingress);
        Assert.Null(shut.Spec.Egress);
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Pods_reach_each_other_where_they_have_to_and_nowhere_else(string folder)
    {
        var all = await Manifests.Render(folder);
        var allowed = new HashSet<string> { "silo>silo:11111", "api>silo:30000" };
        if (all.Workloads.Any(workload => workload.Component == "postgres"))
        {
            allowed.UnionWith(["silo>postgres:5432", "migrate>postgres:5432"]);
        }

        var open = from source in all.Workloads
                   from target in all.Workloads
                   from port in Ports
                   where MaySend(all, source, target, port) && MayReceive(all, source, target, port)
                   select $"{source.Component}>{target.Component}:{port}";

        Assert.Equal(allowed.Order(), open.Distinct().Order());
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task From_elsewhere_come_the_ingress_to_the_web_port_and_prometheus_to_the_metrics(string folder)
    {
        var all = await Manifests.Render(folder);
        var outside = from policy in all.All<V1NetworkPolicy>()
                      from rule in policy.Spec.Ingress ?? []
                      from peer in rule.FromProperty ?? []
                      where peer.NamespaceSelector is not null
                      from port in rule.Ports
                      select $"{peer.NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"]}:{port.Port.Value}";
        var expected = folder.EndsWith("/dev", StringComparison.Ordinal) ? (string[])["ingress-nginx:8080"] : ["ingress-nginx:8080", "monitoring:9464"];

        Assert.Equal(expected, outside.Distinct().Order());

        // An entry without a source, or without a port, would be open to everybody.
        Assert.All(all.All<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []), rule =>
        {
            Assert.NotEmpty(rule.FromProperty);
            Assert.NotEmpty(rule.Ports);
        });
        Assert.All(all.All<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Egress ?? []), rule => Assert.NotEmpty(rule.Ports));
    }

    [KubectlTheory]
    [MemberData(nameof(Overlays))]
    public async Task Everybody_may_ask_for_names(string folder)
    {
        var names = Assert.Single((await Manifests.Render(folder)).All<V1NetworkPolicy>(), policy => policy.Metadata.Name == "dns");

        Assert.Null(names.Spec.PodSelector.MatchLabels);
        Assert.Equal(["TCP:53", "UDP:53"], names.Spec.Egress.Single().Ports.Select(port => $"{port.Protocol}:{port.Port.Value}").Order());
    }

    private static bool MaySend(Manifests all, Workload source, Workload target, int port) =>
        Of(all, source).SelectMany(policy => policy.Spec.Egress ?? []).Any(rule =>
            Has(rule.Ports, port) && (rule.To is null || rule.To.Any(peer => IsPod(peer, target))));

    private static bool MayReceive(Manifests all, Workload source, Workload target, int port) =>
        Of(all, target).SelectMany(policy => policy.Spec.Ingress ?? []).Any(rule =>
            Has(rule.Ports, port) && (rule.FromProperty ?? []).Any(peer => IsPod(peer, source)));

    private static IEnumerable<V1NetworkPolicy> Of(Manifests all, Workload pod) =>
        all.All<V1NetworkPolicy>().Where(policy => Manifests.Matches(policy.Spec.PodSelector, pod.Labels));

    private static bool IsPod(V1NetworkPolicyPeer peer, Workload pod) =>
        peer.NamespaceSelector is null && peer.IpBlock is null && peer.PodSelector is not null && Manifests.Matches(peer.PodSelector, pod.Labels);

    private static bool Has(IList<V1NetworkPolicyPort> ports, int port) =>
        ports.Any(known => known.Port.Value == port.ToString(CultureInfo.InvariantCulture));
}
