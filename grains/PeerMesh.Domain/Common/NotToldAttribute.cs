namespace PeerMesh.Domain.Common;

/// <summary>A fact that is stored with an event and told to nobody: the gateway leaves the property out of everything it sends.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotToldAttribute : Attribute;
