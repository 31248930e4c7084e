using System.Text;
using Ninefold.Flows;

namespace Ninefold.Hosting.Cards;

/// <summary>Draws a flow and what stands around it as Mermaid diagrams.</summary>
internal static class Diagrams
{
    /// <summary>The stages of a traced request: those of one lane side by side, lanes one after the other.</summary>
    public static void Trace(StringBuilder text, IReadOnlyList<TraceSpan> trace)
    {
        if (trace.Count == 0)
            return;
        Begin(text);
        var lanes = trace.GroupBy(s => s.Lane).OrderBy(l => l.Key).Select(l => l.ToList()).ToList();
        foreach (var (lane, spans) in lanes.Index())
        foreach (var (i, span) in spans.Index())
            text.AppendLine($"  s{lane}_{i}[\"{Safe(span.Name)}<br/>{Safe(span.Note)}\"]");
        for (var lane = 1; lane < lanes.Count; lane++)
            text.AppendLine($"  {Nodes(lanes, lane - 1)} --> {Nodes(lanes, lane)}");
        End(text);
    }

    /// <summary>Apps, services and stores, and what passes between them.</summary>
    public static void Architecture(StringBuilder text, Architecture architecture)
    {
        if (architecture.Nodes.Count == 0)
            return;
        Begin(text);
        var ids = architecture.Nodes.Select((node, i) => (node.Name, Id: $"n{i}")).ToDictionary(n => n.Name, n => n.Id);
        foreach (var node in architecture.Nodes)
        {
            var (open, close) = node.Kind == NodeKind.Store ? ("[(", ")]") : ("[", "]");
            text.AppendLine($"  {ids[node.Name]}{open}\"{Safe(node.Name)}\"{close}");
        }
        foreach (var link in architecture.Links.Where(l => ids.ContainsKey(l.From) && ids.ContainsKey(l.To)))
            text.AppendLine($"  {ids[link.From]} -- \"{Safe(link.What)}\" --> {ids[link.To]}");
        End(text);
    }

    private static string Nodes(List<List<TraceSpan>> lanes, int lane) =>
        string.Join(" & ", lanes[lane].Select((_, i) => $"s{lane}_{i}"));

    private static void Begin(StringBuilder text) =>
        text.AppendLine().AppendLine("```mermaid").AppendLine("flowchart LR");

    private static void End(StringBuilder text) => text.AppendLine("```");

    private static string Safe(string label) => label.Replace('"', '\'').ReplaceLineEndings(" ");
}
