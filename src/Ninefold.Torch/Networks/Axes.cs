using static TorchSharp.torch;

namespace Ninefold.Torch.Networks;

/// <summary>Operations along axes.</summary>
internal static class Axes
{
    /// <summary>The product of matrices, the axes before them side by side.</summary>
    public static Node By(this Node a, Node b) =>
        new(
            new Computed((v, _) => matmul(v[0], v[1]), (onnx, names) => onnx.Add("MatMul", names)) { IsProduct = true },
            a,
            b
        );

    /// <summary>Another shape for the same numbers: 0 keeps the axis at that place, −1 takes what is left.</summary>
    public static Node Reshape(this Node x, params long[] shape) =>
        new(
            new Computed(
                (v, _) => v[0].reshape([.. shape.Select((length, axis) => length == 0 ? v[0].shape[axis] : length)]),
                (onnx, names) => onnx.Add("Reshape", [names[0], onnx.Numbers(shape)])
            ),
            x
        );

    public static Node Transpose(this Node x, params long[] order) =>
        Computed.By("Transpose", v => v[0].permute(order), [x], ("perm", order));

    public static Node Concat(long axis, params IReadOnlyList<Node> parts) =>
        parts.Count == 1 ? parts[0] : Computed.By("Concat", v => cat(v, axis), parts, ("axis", axis));

    /// <summary>The places from one on up to another, along an axis; negative places count from the end.</summary>
    public static Node Slice(this Node x, long axis, long from, long to) =>
        new(
            new Computed(
                (v, _) => v[0].slice(axis, from, to, 1),
                (onnx, names) => onnx.Add("Slice", [names[0], onnx.Numbers(from), onnx.Numbers(to), onnx.Numbers(axis)])
            ),
            x
        );

    /// <summary>The last place along an axis, without the axis.</summary>
    public static Node Last(this Node x, long axis) =>
        new(
            new Computed(
                (v, _) => v[0].select(axis, -1),
                (onnx, names) =>
                    onnx.Add(
                        "Squeeze",
                        [
                            onnx.Add(
                                "Slice",
                                [names[0], onnx.Numbers(-1), onnx.Numbers(long.MaxValue), onnx.Numbers(axis)]
                            ),
                            onnx.Numbers(axis),
                        ]
                    )
            ),
            x
        );

    /// <summary>As many places of a table along an axis as another value has along one of its own.</summary>
    /// <param name="fromEnd">Whether the last places are taken rather than the first.</param>
    public static Node Places(this Node table, long axis, Node like, long likeAxis, bool fromEnd = false) =>
        new(
            new Computed(
                (v, _) =>
                {
                    var (all, count) = (v[0].shape[axis], v[1].shape[likeAxis]);
                    return v[0].narrow(axis, fromEnd ? all - count : 0, count);
                },
                (onnx, names) =>
                {
                    var count = onnx.Add("Shape", [names[1]], ("start", likeAxis), ("end", likeAxis + 1));
                    return onnx.Add(
                        "Slice",
                        fromEnd
                            ? [names[0], onnx.Add("Neg", [count]), onnx.Numbers(long.MaxValue), onnx.Numbers(axis)]
                            : [names[0], onnx.Numbers(0), count, onnx.Numbers(axis)]
                    );
                }
            ),
            table,
            like
        );

    /// <summary>Some columns of a matrix (rows, columns).</summary>
    public static Node Columns(this Node x, int[] columns) =>
        new(
            new Computed(
                (v, _) => v[0].index_select(1, tensor([.. columns.Select(column => (long)column)], [columns.Length])),
                (onnx, names) =>
                    onnx.Add(
                        "Gather",
                        [names[0], onnx.Numbers([.. columns.Select(column => (long)column)])],
                        ("axis", 1L)
                    )
            ),
            x
        );

    /// <summary>The rows of a table at ids of any shape.</summary>
    public static Node LookUp(this Node table, Node ids) =>
        Computed.By(
            "Gather",
            v => v[0].index_select(0, v[1].reshape(-1)).reshape([.. v[1].shape, .. v[0].shape[1..]]),
            [table, ids],
            ("axis", 0L)
        );

    public static Node Sum(this Node x, long axis, bool keep = false) =>
        new(
            new Computed(
                (v, _) => v[0].sum([axis], keep),
                (onnx, names) => onnx.Add("ReduceSum", [names[0], onnx.Numbers(axis)], ("keepdims", keep ? 1L : 0L))
            ),
            x
        );

    public static Node Mean(this Node x, long axis, bool keep = false) =>
        Computed.By(
            "ReduceMean",
            v => v[0].mean([axis], keep),
            [x],
            ("axes", new[] { axis }),
            ("keepdims", keep ? 1L : 0L)
        );

    public static Node Max(this Node x, long axis) =>
        Computed.By("ReduceMax", v => v[0].amax([axis]), [x], ("axes", new[] { axis }), ("keepdims", 0L));

    public static Node Softmax(this Node x, long axis) =>
        Computed.By("Softmax", v => v[0].softmax(axis), [x], ("axis", axis));
}
