using System.Numerics.Tensors;

namespace Ninefold.Models.Linear;

/// <summary>A smooth function: returns its value at a point and writes its gradient.</summary>
internal delegate double Smooth(double[] point, double[] gradient);

/// <summary>
/// Finds the minimum of a smooth convex function by limited-memory BFGS (Nocedal and Wright, Numerical Optimization,
/// 2006, algorithm 7.4) with backtracking.
/// </summary>
internal static class Lbfgs
{
    private const int Memory = 10;

    /// <param name="function">The function.</param>
    /// <param name="start">Where to start.</param>
    /// <param name="iterations">At most so many steps.</param>
    /// <param name="tolerance">The largest entry of the gradient at which the search ends.</param>
    /// <returns>The best point found.</returns>
    public static double[] Minimise(Smooth function, double[] start, int iterations, double tolerance)
    {
        var point = start.ToArray();
        var gradient = new double[point.Length];
        var value = function(point, gradient);
        var steps = new Queue<(double[] Moved, double[] Turned, double Curvature)>();
        for (var i = 0; i < iterations && Math.Abs(TensorPrimitives.MaxMagnitude(gradient)) > tolerance; i++)
        {
            var direction = Direction(gradient, steps);
            var slope = TensorPrimitives.Dot(direction, gradient);
            var (next, nextGradient) = (new double[point.Length], new double[point.Length]);
            var length = steps.Count == 0 ? 1 / TensorPrimitives.Norm(gradient) : 1.0;
            double nextValue;
            while (true)
            {
                TensorPrimitives.MultiplyAdd(direction, length, point, next);
                nextValue = function(next, nextGradient);
                if (nextValue <= value + 1e-4 * length * slope)
                    break;
                length /= 2;
                if (length < 1e-12)
                    return point; // no better point can be told apart in double precision
            }
            var (moved, turned) = (new double[point.Length], new double[point.Length]);
            TensorPrimitives.Subtract(next, point, moved);
            TensorPrimitives.Subtract(nextGradient, gradient, turned);
            if (TensorPrimitives.Dot(moved, turned) is > 0 and var curvature)
                steps.Enqueue((moved, turned, curvature));
            if (steps.Count > Memory)
                steps.Dequeue();
            (point, gradient, value) = (next, nextGradient, nextValue);
        }
        return point;
    }

    /// <summary>The two-loop recursion: minus the approximate inverse Hessian times the gradient.</summary>
    private static double[] Direction(
        double[] gradient,
        Queue<(double[] Moved, double[] Turned, double Curvature)> steps
    )
    {
        var direction = new double[gradient.Length];
        TensorPrimitives.Negate(gradient, direction);
        var factors = new double[steps.Count];
        foreach (var (i, step) in steps.Index().Reverse())
        {
            factors[i] = TensorPrimitives.Dot(step.Moved, direction) / step.Curvature;
            TensorPrimitives.MultiplyAdd(step.Turned, -factors[i], direction, direction);
        }
        if (steps.Count > 0)
        {
            var last = steps.Last();
            TensorPrimitives.Multiply(
                direction,
                last.Curvature / TensorPrimitives.SumOfSquares(last.Turned),
                direction
            );
        }
        foreach (var (i, step) in steps.Index())
        {
            var factor = TensorPrimitives.Dot(step.Turned, direction) / step.Curvature;
            TensorPrimitives.MultiplyAdd(step.Moved, factors[i] - factor, direction, direction);
        }
        return direction;
    }
}
