namespace PeerMesh.OperationsTests.Kubernetes;

/// <summary>Every file by itself, as the cluster would read it.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Files => [.. ((string[])["k8s/base", "k8s/components", "k8s/overlays", "k8s/standalone"])
        .SelectMany(folder => Repository.Files(folder, "*.yaml"))
        .Where(file => Path.GetFileName(file) != "kustomization.yaml")
        .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_only_what_kubernetes_knows(string file) => Assert.NotEmpty(Manifests.Parse(Repository.Read(file)));

    [Theory]
    [InlineData("replicas: 3", "replica: 3")]
    [InlineData("replicas: 3", "replicas: 3\n  replicas: 4")]
    [InlineData("memory: 1Gi", "memory: 1Gb")]
    [InlineData("terminationGracePeriodSeconds: 120", "terminationGracePeriodSeconds: two minutes")]
    public void A_slip_is_found(string right, string wrong)
    {
        var yaml = Repository.Read("k8s/base/silo.yaml");
        Assert.Contains(right, yaml, StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => Manifests.Parse(yaml.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_layout_is_what_the_documents_say()
    {
        foreach (var file in new[] { "kustomization", "namespace", "silo", "api", "migrate-job", "networkpolicy", "pdb", "hpa", "config" })
        {
            Assert.True(File.Exists(Repository.PathOf($"k8s/base/{file}.yaml")), file);
        }

        foreach (var folder in new[] { "components/monitoring", "components/ingress", "components/single-node-postgres", "overlays/dev", "overlays/small", "overlays/statewide", "standalone" })
        {
            Assert.True(File.Exists(Repository.PathOf($"k8s/{folder}/kustomization.yaml")), folder);
        }
    }
}
