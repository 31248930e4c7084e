using Ninefold.Metrics.Cost;

namespace Ninefold.Models;

/// <summary>A model that knows what it costs by its making; reports show it.</summary>
public interface ICostedModel
{
    /// <summary>Its parameters, and the operations of one answer; null where they are not known.</summary>
    ModelCost? Cost();
}
