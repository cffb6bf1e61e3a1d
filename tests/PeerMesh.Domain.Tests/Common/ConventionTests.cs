using System.Reflection;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Common;

/// <summary>What is promised of everything that is stored or crosses a wire: names that survive a rename of the code.</summary>
public sealed class ConventionTests
{
    private static readonly Type[] All = typeof(Session).Assembly.GetTypes();

    private static IEnumerable<Type> Serialized => All.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false));

    [Fact]
    public void Everything_serialised_has_an_alias_of_its_own_that_starts_with_pm()
    {
        var aliases = Serialized.Select(type => (type.Name, type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias)).ToList();
        Assert.NotEmpty(aliases);
        Assert.All(aliases, each => Assert.True(each.Alias?.StartsWith("pm.", StringComparison.Ordinal), $"{each.Name} has the alias {each.Alias}."));
        Assert.Equal(aliases.Count, aliases.Select(each => each.Alias).Distinct().Count());
    }

    [Fact]
    public void Every_stored_member_has_an_id_and_no_two_share_one()
    {
        Assert.All(Serialized, type =>
        {
            var own = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.SetMethod is not null)
                .ToList();
            var ids = own.Select(property => property.GetCustomAttribute<IdAttribute>()?.Id).ToList();
            Assert.DoesNotContain(null, ids);
            // From 0 without gaps: a gap would be a member that was taken away, and its number must then stay written down.
            Assert.Equal(Enumerable.Range(0, own.Count).Select(id => (uint?)id), ids.Order());
        });
    }

    [Theory]
    [InlineData(typeof(SessionCommand))]
    [InlineData(typeof(SessionEvent))]
    [InlineData(typeof(Recurrence))]
    [InlineData(typeof(TimetableEdit))]
    public void Every_kind_has_a_discriminator_that_is_its_name(Type parent)
    {
        var listed = parent.GetCustomAttributes<JsonDerivedTypeAttribute>().ToDictionary(each => each.DerivedType, each => each.TypeDiscriminator);
        var kinds = All.Where(type => type.IsSubclassOf(parent)).ToList();
        Assert.Equal(kinds.Count, listed.Count);
        Assert.All(kinds, kind => Assert.Equal(char.ToLowerInvariant(kind.Name[0]) + kind.Name[1..], listed[kind]));
        Assert.All(kinds, kind => Assert.True(kind.IsSealed, $"{kind.Name} is not sealed."));
    }

    [Fact]
    public void Every_enum_is_written_as_a_word_that_does_not_change_with_the_code()
    {
        var enums = All.Where(type => type is { IsEnum: true, IsPublic: true } && type != typeof(RefusalKind)).ToList();
        Assert.NotEmpty(enums);
        Assert.All(enums, type =>
        {
            Assert.Equal(
                typeof(JsonStringEnumConverter<>).MakeGenericType(type),
                type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType);
            Assert.All(
                type.GetFields(BindingFlags.Public | BindingFlags.Static),
                field => Assert.NotNull(field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()));
        });
    }

    [Fact]
    public void Every_refusal_has_a_code_of_its_own_and_a_sentence_a_person_understands()
    {
        var refusals = All.Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal)).SelectMany(RefusalsOf).ToList();
        Assert.Equal(refusals.Count, refusals.Select(refusal => refusal.Code).Distinct().Count());
        Assert.All(refusals, refusal =>
        {
            Assert.Matches("^(session|group|sign_in|second_step|profile|person|notice|membership|registration|schedule|listing|body|affiliation|import)\\.[a-z]+(_[a-z]+)*$", refusal.Code);
            Assert.Matches("^[A-Z].{10,160}\\.$", refusal.Detail);
            Assert.True(Enum.IsDefined(refusal.Kind));
        });
    }

    [Fact]
    public void An_account_behind_a_participant_is_told_to_nobody()
    {
        var told = All.Where(type => type.IsSubclassOf(typeof(SessionEvent)))
            .SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(MemberId))
            .ToList();
        Assert.NotEmpty(told);
        Assert.All(told, property => Assert.True(property.IsDefined(typeof(NotToldAttribute)), $"{property.DeclaringType!.Name}.{property.Name} names an account."));
    }

    /// <summary>Every refusal that a live session knows.</summary>
    internal static List<Refusal> Refusals() => [.. RefusalsOf(typeof(SessionRefusals))];

    private static IEnumerable<Refusal> RefusalsOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!);
}
