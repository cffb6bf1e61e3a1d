using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Common;

/// <summary>An id that is one short text. Every id is its own type, so that one cannot stand in for another.</summary>
public interface IId<TSelf>
    where TSelf : struct, IId<TSelf>
{
    string Value { get; }

    static abstract TSelf From(string value);
}

/// <summary>One person's account, the same in every group and session they attend. Never shown to other members.</summary>
[GenerateSerializer, Immutable, Alias("pm.member-id"), JsonConverter(typeof(IdJsonConverter<MemberId>))]
public readonly record struct MemberId([property: Id(0)] string Value) : IId<MemberId>
{
    public static MemberId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One group, for as long as it exists.</summary>
[GenerateSerializer, Immutable, Alias("pm.group-id"), JsonConverter(typeof(IdJsonConverter<GroupId>))]
public readonly record struct GroupId([property: Id(0)] string Value) : IId<GroupId>
{
    public static GroupId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One body of a network: the network itself, an affiliate, a chapter.</summary>
[GenerateSerializer, Immutable, Alias("pm.body-id"), JsonConverter(typeof(IdJsonConverter<BodyId>))]
public readonly record struct BodyId([property: Id(0)] string Value) : IId<BodyId>
{
    public static BodyId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One live session: <c>{groupId}.{occurrence}</c>, so that its group can be told from the id alone.</summary>
[GenerateSerializer, Immutable, Alias("pm.session-id"), JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId([property: Id(0)] string Value) : IId<SessionId>
{
    public static SessionId From(string value) => new(value);

    /// <summary>The session of a group that goes by this name (a date, or chance for one started on the spot).</summary>
    public static SessionId Of(GroupId group, string occurrence) => new($"{group.Value}.{occurrence}");

    /// <summary>The group this session belongs to, or null where the id is not of the form above.</summary>
    [JsonIgnore]
    public GroupId? Group => Value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? new GroupId(Value[..dot]) : null;

    public override string ToString() => Value;
}

/// <summary>
/// One person inside one session, as the others there know them. It says nothing about the account behind it and is
/// worthless in any other session.
/// </summary>
[GenerateSerializer, Immutable, Alias("pm.participant-id"), JsonConverter(typeof(IdJsonConverter<ParticipantId>))]
public readonly record struct ParticipantId([property: Id(0)] string Value) : IId<ParticipantId>
{
    public static ParticipantId From(string value) => new(value);

    public override string ToString() => Value;
}
