namespace PeerMesh.Domain.Members;

/// <summary>Marks what only those who lead or administer do: a grain's method, or a command that is put by one for all. Where the operator demands a second step, it is not done without.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class NeedsSecondStepAttribute : Attribute;
