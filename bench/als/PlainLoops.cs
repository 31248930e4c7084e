using Ninefold.Data;

namespace Ninefold.Bench.Als;

/// <summary>The peer: the same algorithm as one would first write it, arrays and plain loops, on one thread.</summary>
internal sealed class PlainLoops
{
    private readonly int factors;
    private readonly int[][] itemsOf;
    private readonly int[][] usersOf;
    private readonly float[][] users;
    private readonly float[][] items;

    public PlainLoops(Interactions data, int factors, int seed)
    {
        this.factors = factors;
        itemsOf =
        [
            .. Enumerable.Range(0, data.Users).Select(u => data.Of(u).ToArray().Select(r => r.Item).Order().ToArray()),
        ];
        usersOf = new int[data.Items][];
        var lists = Enumerable.Range(0, data.Items).Select(_ => new List<int>()).ToArray();
        for (var user = 0; user < data.Users; user++)
            foreach (var item in itemsOf[user])
                lists[item].Add(user);
        usersOf = [.. lists.Select(l => l.ToArray())];
        var random = new Random(seed);
        users = Start(data.Users, random);
        items = Start(data.Items, random);
    }

    public void Iterate(float regularization, float alpha, int steps)
    {
        SolveAll(users, items, itemsOf, regularization, alpha, steps);
        SolveAll(items, users, usersOf, regularization, alpha, steps);
    }

    /// <summary>The objective that both minimise.</summary>
    private static double Loss(float[][] users, float[][] items, int[][] itemsOf, double regularization, double alpha)
    {
        var loss = regularization * (users.Sum(Square) + items.Sum(Square));
        for (var user = 0; user < users.Length; user++)
        {
            foreach (var item in items)
                loss += Math.Pow(Dot(users[user], item), 2);
            foreach (var item in itemsOf[user])
            {
                var score = Dot(users[user], items[item]);
                loss += ((1 + alpha) * Math.Pow(1 - score, 2)) - (score * score);
            }
        }
        return loss;
    }

    public double Loss(double regularization, double alpha) => Loss(users, items, itemsOf, regularization, alpha);

    public double LossOf(float[] userFactors, float[] itemFactors, double regularization, double alpha) =>
        Loss([.. userFactors.Chunk(factors)], [.. itemFactors.Chunk(factors)], itemsOf, regularization, alpha);

    private static double Square(float[] vector) => Dot(vector, vector);

    private float[][] Start(int count, Random random) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    Enumerable
                        .Range(0, factors)
                        .Select(_ => (float)((random.NextDouble() - .5) / Math.Sqrt(factors)))
                        .ToArray()
                ),
        ];

    private void SolveAll(float[][] solved, float[][] other, int[][] rows, float regularization, float alpha, int steps)
    {
        var gram = new float[factors, factors];
        foreach (var y in other)
            for (var i = 0; i < factors; i++)
            for (var j = 0; j < factors; j++)
                gram[i, j] += y[i] * y[j];
        for (var i = 0; i < factors; i++)
            gram[i, i] += regularization;
        for (var row = 0; row < rows.Length; row++)
            Solve(solved[row], gram, other, rows[row], alpha, steps);
    }

    private void Solve(float[] x, float[,] gram, float[][] other, int[] columns, float alpha, int steps)
    {
        var residual = Times(gram, x);
        for (var i = 0; i < factors; i++)
            residual[i] = -residual[i];
        foreach (var column in columns)
        {
            var scale = 1 + alpha - (alpha * Dot(other[column], x));
            for (var i = 0; i < factors; i++)
                residual[i] += scale * other[column][i];
        }
        var direction = (float[])residual.Clone();
        var squared = Dot(residual, residual);
        for (var step = 0; step < steps && squared > 1e-12f; step++)
        {
            var product = Times(gram, direction);
            foreach (var column in columns)
            {
                var scale = alpha * Dot(other[column], direction);
                for (var i = 0; i < factors; i++)
                    product[i] += scale * other[column][i];
            }
            var length = squared / Dot(direction, product);
            for (var i = 0; i < factors; i++)
            {
                x[i] += length * direction[i];
                residual[i] -= length * product[i];
            }
            var next = Dot(residual, residual);
            for (var i = 0; i < factors; i++)
                direction[i] = residual[i] + (next / squared * direction[i]);
            squared = next;
        }
    }

    private float[] Times(float[,] gram, float[] x)
    {
        var result = new float[factors];
        for (var i = 0; i < factors; i++)
        for (var j = 0; j < factors; j++)
            result[i] += gram[i, j] * x[j];
        return result;
    }

    private static float Dot(float[] a, float[] b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
