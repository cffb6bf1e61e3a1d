using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NetArchTest.Rules;
using Orleans.Metadata;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Groups;

namespace PeerMesh.Grains.Tests;

/// <summary>What every page of this code relies on: names that survive renames, and references that run one way.</summary>
public sealed class ConventionTests
{
    private static readonly Type[] All =
    [
        .. typeof(Group).Assembly.GetTypes(),
        .. typeof(IGroupGrain).Assembly.GetTypes(),
        .. typeof(GroupGrain).Assembly.GetTypes(),
    ];

    private static IEnumerable<Type> GrainInterfaces => All.Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)));

    private static IEnumerable<Type> GrainClasses => All.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrain)) && !IsGenerated(type));

    private static IEnumerable<Type> Serialized => All.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    [Fact]
    public void Every_grain_interface_and_method_has_a_name_of_its_own()
    {
        Assert.NotEmpty(GrainInterfaces);
        Assert.All(GrainInterfaces, type =>
        {
            Assert.NotNull(type.GetCustomAttribute<GrainInterfaceTypeAttribute>());
            Assert.StartsWith("pm.", type.GetCustomAttribute<AliasAttribute>()?.Alias, StringComparison.Ordinal);
            var methods = type.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias).ToList();
            Assert.DoesNotContain(null, methods);
            Assert.Equal(methods.Count, methods.Distinct().Count());
        });
    }

    [Fact]
    public void Every_grain_class_has_a_type_name_of_its_own()
    {
        var names = GrainClasses.Select(type => type.GetCustomAttribute<GrainTypeAttribute>()).ToList();
        Assert.NotEmpty(names);
        Assert.DoesNotContain(null, names);
        Assert.All(GrainClasses, type => Assert.False(type.IsPublic, $"{type.Name} is public."));
        Assert.Equal(names.Count, names.Select(name => name!.GetGrainType(services: null!, type: null!)).Distinct().Count());
    }

    [Fact]
    public void Everything_serialised_has_an_alias_of_its_own_and_numbered_members()
    {
        var aliases = Serialized.Select(type => (type.Name, type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias))
            .Concat(GrainInterfaces.Select(type => (type.Name, type.GetCustomAttribute<AliasAttribute>()?.Alias)))
            .ToList();
        Assert.All(aliases, each => Assert.True(each.Alias?.StartsWith("pm.", StringComparison.Ordinal), $"{each.Name} has the alias {each.Alias}."));
        Assert.Empty(aliases.GroupBy(each => each.Alias).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.All(Serialized.Where(type => !type.IsAssignableTo(typeof(Exception))), type =>
        {
            var ids = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.SetMethod is not null)
                .Select(property => property.GetCustomAttribute<IdAttribute>()?.Id)
                .ToList();
            Assert.True(!ids.Contains(null) && ids.Distinct().Count() == ids.Count, $"{type.Name} has members without an id, or two with the same.");
        });
    }

    // A stored row is found by state name and key, without the grain's type.
    [Fact]
    public void Every_stored_document_has_a_name_of_its_own_and_the_one_storage()
    {
        var states = GrainClasses
            .SelectMany(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>())
            .OfType<PersistentStateAttribute>()
            .ToList();
        Assert.NotEmpty(states);
        Assert.Equal(states.Count, states.Select(state => state.StateName).Distinct().Count());
        Assert.All(states, state => Assert.Equal(StorageNames.Default, state.StorageName));
    }

    [Fact]
    public void References_run_one_way()
    {
        string[] grains = ["PeerMesh.Contracts", "PeerMesh.Domain"];
        Assert.Empty(ReferencesOf("PeerMesh.Domain"));
        Assert.Equal(["PeerMesh.Domain"], ReferencesOf("PeerMesh.Contracts"));
        Assert.Equal(grains, ReferencesOf("PeerMesh.Grains"));
        Assert.Empty(ReferencesOf("PeerMesh.Telemetry"));
        Assert.Equal([.. grains, "PeerMesh.Grains", "PeerMesh.Telemetry"], ReferencesOf("PeerMesh.Silo"));
        foreach (var gateway in new[] { "PeerMesh.Api", "PeerMesh.Web" })
        {
            Assert.DoesNotContain("PeerMesh.Grains", ReferencesOf(gateway));
            Assert.DoesNotContain("PeerMesh.Silo", ReferencesOf(gateway));
        }
    }

    [Theory]
    [InlineData(typeof(Group), "Orleans.Runtime")]
    [InlineData(typeof(Group), "Microsoft.Extensions")]
    [InlineData(typeof(GroupGrain), "Microsoft.AspNetCore")]
    [InlineData(typeof(GroupGrain), "Microsoft.Data.Sqlite")]
    public void Code_knows_nothing_of_what_it_is_hosted_in(Type inside, string outside)
    {
        var result = Types.InAssembly(inside.Assembly).That().ResideInNamespaceStartingWith("PeerMesh").ShouldNot().HaveDependencyOn(outside).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));

    /// <summary>All projects that a project's build brings along, by their project files.</summary>
    private static SortedSet<string> ReferencesOf(string project)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Follow(System.IO.Directory.EnumerateFiles(Root(), $"{project}.csproj", SearchOption.AllDirectories).Single());
        return found;

        void Follow(string file)
        {
            foreach (var reference in XDocument.Load(file).Descendants("ProjectReference").Select(element => element.Attribute("Include")!.Value))
            {
                var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference.Replace('\\', '/')));
                if (found.Add(Path.GetFileNameWithoutExtension(path)))
                {
                    Follow(path);
                }
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PeerMesh.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a build inside the repository.");
        }

        return folder.FullName;
    }
}
