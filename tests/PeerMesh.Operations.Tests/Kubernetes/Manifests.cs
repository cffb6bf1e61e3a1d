using System.Collections.Concurrent;
using k8s;
using k8s.Models;

namespace PeerMesh.OperationsTests.Kubernetes;

/// <summary>A workload with the pods it makes.</summary>
internal sealed record Workload(string Kind, string Name, IDictionary<string, string>? Selector, V1PodTemplateSpec Template, int? Replicas)
{
    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    public V1PodSpec Pod => Template.Spec;

    public string? Component => Labels.TryGetValue("app.kubernetes.io/component", out var component) ? component : null;

    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>All objects of one rendering, read as strictly as the cluster would.</summary>
internal sealed class Manifests
{
    public static readonly string[] Overlays = ["k8s/overlays/dev", "k8s/overlays/small", "k8s/overlays/statewide"];

    private static readonly ConcurrentDictionary<string, Lazy<Task<Manifests>>> Rendered = new();

    private Manifests(string folder, string yaml, IReadOnlyList<object> objects) => (Folder, Yaml, Objects) = (folder, yaml, objects);

    public string Folder { get; }

    public string Yaml { get; }

    public IReadOnlyList<object> Objects { get; }

    public IReadOnlyList<Workload> Workloads => [.. Objects.Select(AsWorkload).OfType<Workload>()];

    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    public Workload Workload(string component) => Workloads.Single(workload => workload.Component == component);

    /// <summary>What kustomize makes of a folder.</summary>
    public static Task<Manifests> Render(string folder) => Rendered.GetOrAdd(folder, _ => new(async () =>
    {
        var yaml = await Tool.Run("kubectl", "kustomize", folder);
        return new Manifests(folder, yaml, Parse(yaml));
    })).Value;

    /// <summary>Refuses unknown and doubled members, and quantities that are none.</summary>
    public static IReadOnlyList<object> Parse(string yaml) => [.. KubernetesYaml.LoadAllFromString(yaml, null, strict: true)];

    public static bool Matches(IDictionary<string, string>? wanted, IDictionary<string, string> labels) =>
        wanted is null || wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public static bool Matches(V1LabelSelector selector, IDictionary<string, string> labels) =>
        Matches(selector.MatchLabels, labels)
        && (selector.MatchExpressions ?? []).All(expression =>
            expression.OperatorProperty == "In" && labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value));

    private static Workload? AsWorkload(object made) => made switch
    {
        V1Deployment one => new("Deployment", one.Metadata.Name, one.Spec.Selector.MatchLabels, one.Spec.Template, one.Spec.Replicas),
        V1StatefulSet one => new("StatefulSet", one.Metadata.Name, one.Spec.Selector.MatchLabels, one.Spec.Template, one.Spec.Replicas),
        V1Job one => new("Job", one.Metadata.Name, null, one.Spec.Template, 1),
        _ => null,
    };
}
