using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Tests.Common;

/// <summary>
/// Makes a value of any record of the domain with every member filled and told apart, and compares two of them member by
/// member. A record added tomorrow is covered by the tests that use it without a new line here.
/// </summary>
internal static class Samples
{
    private static readonly DateTimeOffset Start = new(2026, 3, 5, 19, 0, 0, TimeSpan.Zero);

    public static object Of(Type type)
    {
        var number = 0;
        return Make(type, ref number);
    }

    public static void AssertSame(object? expected, object? actual, string where = "")
    {
        if (expected is null || actual is null || expected is string or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or double or int or long or bool or Enum)
        {
            Assert.True(Equals(expected, actual), $"{where}: {expected} became {actual}.");
            return;
        }

        Assert.True(expected.GetType() == actual.GetType(), $"{where}: {expected.GetType().Name} became {actual.GetType().Name}.");
        if (expected is IDictionary<string, string> pairs)
        {
            Assert.Equal(pairs.OrderBy(pair => pair.Key), ((IDictionary<string, string>)actual).OrderBy(pair => pair.Key));
            return;
        }

        if (expected is IList list)
        {
            var other = (IList)actual;
            Assert.True(list.Count == other.Count, $"{where}: {list.Count} elements became {other.Count}.");
            for (var i = 0; i < list.Count; i++)
            {
                AssertSame(list[i], other[i], $"{where}[{i}]");
            }

            return;
        }

        foreach (var property in Members(expected.GetType()))
        {
            AssertSame(property.GetValue(expected), property.GetValue(actual), $"{where}.{property.Name}");
        }
    }

    /// <summary>What a record holds, as against what it works out from that.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null);

    private static object Make(Type type, ref int number)
    {
        number++;
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Make(inner, ref number);
        }

        if (type == typeof(string))
        {
            return $"text {number}, with \"quotes\", ü and <tags>";
        }

        if (type == typeof(int))
        {
            return number;
        }

        if (type == typeof(long))
        {
            return 5_000_000_000L + number;
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type == typeof(DateTimeOffset))
        {
            return Start.AddTicks(number * 12_345_678_901L);
        }

        if (type == typeof(DateOnly))
        {
            return DateOnly.FromDateTime(Start.Date).AddDays(number);
        }

        if (type == typeof(TimeOnly))
        {
            return new TimeOnly(19, number % 60);
        }

        if (type == typeof(double))
        {
            return number + 0.123456789012345;
        }

        if (type == typeof(ImmutableDictionary<string, string>))
        {
            return ImmutableDictionary<string, string>.Empty.Add($"key {number}", $"value {number}").Add($"other {number}", "");
        }

        if (type == typeof(ulong))
        {
            return 12_000_000_000_000_000_000UL + (ulong)number;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>))
        {
            var (key, value) = (Make(type.GenericTypeArguments[0], ref number), Make(type.GenericTypeArguments[1], ref number));
            var empty = type.GetField(nameof(ImmutableDictionary<int, int>.Empty))!.GetValue(null)!;
            return type.GetMethod(nameof(ImmutableDictionary<int, int>.Add))!.Invoke(empty, [key, value])!;
        }

        if (type.IsAbstract && type.GetCustomAttributes<JsonDerivedTypeAttribute>().FirstOrDefault() is { } kind)
        {
            return Make(kind.DerivedType, ref number);
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.FromTicks(number * 98_765_432_101L);
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(values.Length - 1)!;
        }

        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ImmutableList<>) || type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)))
        {
            IList items = Array.CreateInstance(type.GenericTypeArguments[0], 3);
            for (var i = 0; i < items.Count; i++)
            {
                items[i] = Make(type.GenericTypeArguments[0], ref number);
            }

            var maker = type.GetGenericTypeDefinition() == typeof(ImmutableList<>) ? typeof(ImmutableList) : typeof(ImmutableArray);
            return maker.GetMethods()
                .Single(method => method.Name == "CreateRange" && method.GetParameters().Length == 1)
                .MakeGenericMethod(type.GenericTypeArguments[0]).Invoke(null, [items])!;
        }

        if (type.IsGenericType && type.GetConstructors().Length == 0 && type.IsAssignableTo(typeof(IEnumerable)))
        {
            // A list of our own, which is made from its JSON alone.
            var items = Make(typeof(ImmutableList<>).MakeGenericType(type.GenericTypeArguments[0]), ref number);
            return JsonSerializer.Deserialize(JsonSerializer.Serialize(items), type)!;
        }

        return MakeRecord(type, ref number);
    }

    private static object MakeRecord(Type type, ref int number)
    {
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        var arguments = new List<object>();
        foreach (var parameter in constructor.GetParameters())
        {
            arguments.Add(Make(parameter.ParameterType, ref number));
        }

        var made = constructor.Invoke([.. arguments]);
        foreach (var property in Members(type).Where(property => property.GetValue(made) is null))
        {
            property.SetValue(made, Make(property.PropertyType, ref number));
        }

        return made;
    }
}
