namespace Ninefold.Flows;

/// <summary>What stands around the flow: the apps that ask, the stores that are read and written. Drawn on the card.</summary>
/// <param name="Nodes">Apps, services and stores.</param>
/// <param name="Links">What passes between them.</param>
public sealed record Architecture(IReadOnlyList<ArchitectureNode> Nodes, IReadOnlyList<ArchitectureLink> Links);

/// <summary>What a node of an architecture is.</summary>
public enum NodeKind
{
    /// <summary>Something people use.</summary>
    App,

    /// <summary>Something that answers.</summary>
    Service,

    /// <summary>Something that keeps.</summary>
    Store,

    /// <summary>Something that runs now and then.</summary>
    Job,
}

/// <summary>An app, a service, a store or a job.</summary>
public sealed record ArchitectureNode(string Name, NodeKind Kind, string Purpose);

/// <summary>What passes from one node to another.</summary>
public sealed record ArchitectureLink(string From, string To, string What);
