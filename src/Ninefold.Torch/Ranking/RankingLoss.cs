using static TorchSharp.torch;

namespace Ninefold.Torch.Ranking;

/// <summary>What a ranker of lists is trained to make small.</summary>
public enum RankingLoss
{
    /// <summary>Log loss of the order of two items, the mean over a list's pairs of different grades (Burges et al., 2005).</summary>
    RankNet,

    /// <summary>
    /// As RankNet, but each pair counts by how much the list's nDCG would change if the two swapped places (Burges, 2010,
    /// "From RankNet to LambdaRank to LambdaMART"), summed over pairs.
    /// </summary>
    LambdaRank,

    /// <summary>Cross-entropy of two softmaxes over a list, of grades and of scores: who comes first (Cao et al., 2007).</summary>
    ListNet,

    /// <summary>Cross-entropy of the softmax of scores with grades over their sum (Bruch et al., 2019).</summary>
    Softmax,

    /// <summary>
    /// −log of how likely the right order is where each place is drawn by the softmax of what is left (Xia et al., 2008,
    /// "ListMLE"). Items of one grade have no right order and get one by chance: for lists of few ties.
    /// </summary>
    ListMle,
}

/// <summary>
/// Losses of lists, as libtorch's tensors. Lists are padded to the longest; what stands beyond an end is not read.
/// </summary>
internal static class RankingLosses
{
    // The exponential is 0, and unlike infinity it may be multiplied by 0.
    private const double Nothing = -1e9;

    /// <param name="loss">Which.</param>
    /// <param name="scores">(lists, items)</param>
    /// <param name="grades">(lists, items), at least 0.</param>
    /// <param name="known">(lists, items), whether there is such an item.</param>
    /// <returns>(lists); 0 for a list in which there is nothing to tell apart, but for ListNet and ListMle.</returns>
    public static Tensor Of(RankingLoss loss, Tensor scores, Tensor grades, Tensor known) =>
        loss switch
        {
            RankingLoss.RankNet => RankNet(scores, Pairs(grades, known)),
            RankingLoss.LambdaRank => (Costs(scores) * Swaps(scores.detach(), grades, known)).sum([1, 2]),
            RankingLoss.ListNet => CrossEntropy(scores, Padded(grades, known, Nothing).softmax(1), known),
            RankingLoss.Softmax => CrossEntropy(scores, Shares(grades * known), known),
            RankingLoss.ListMle => ListMle(scores, grades, known),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
        };

    private static Tensor RankNet(Tensor scores, Tensor pairs) =>
        (Costs(scores) * pairs).sum([1, 2]) / AtLeastOne(pairs.sum([1, 2]));

    /// <summary>(lists, items, items): log(1 + exp(b − a)), what it costs that the first shall be above the second.</summary>
    private static Tensor Costs(Tensor scores) => -nn.functional.logsigmoid(scores.unsqueeze(2) - scores.unsqueeze(1));

    /// <summary>(lists, items, items): 1 where the first has the better grade.</summary>
    private static Tensor Pairs(Tensor grades, Tensor known) =>
        (grades.unsqueeze(2).gt(grades.unsqueeze(1)) & known.unsqueeze(2) & known.unsqueeze(1)).to_type(
            ScalarType.Float32
        );

    /// <summary>(lists, items, items): for pairs, by how much nDCG changes if they swap places.</summary>
    private static Tensor Swaps(Tensor scores, Tensor grades, Tensor known)
    {
        var gains = (grades.exp2() - ones_like(grades)) * known;
        var places = Padded(scores, known, Nothing).argsort(1, descending: true).argsort(1); // (lists, items), from 0
        var byPlace = tensor([
            .. Enumerable.Range(0, (int)grades.shape[1]).Select(place => (float)(1 / Math.Log2(place + 2))),
        ]);
        var discounts = byPlace.index_select(0, places.reshape(-1)).reshape(places.shape);
        var best = AtLeastOne((gains.sort(1, descending: true).Values * byPlace).sum(1)); // a grade of 1 gains as much
        var gain = (gains.unsqueeze(2) - gains.unsqueeze(1)).abs();
        var discount = (discounts.unsqueeze(2) - discounts.unsqueeze(1)).abs();
        return Pairs(grades, known) * gain * discount / best.reshape(-1, 1, 1);
    }

    private static Tensor CrossEntropy(Tensor scores, Tensor right, Tensor known) =>
        -(right * nn.functional.log_softmax(Padded(scores, known, Nothing), 1)).sum(1);

    private static Tensor Shares(Tensor grades) => grades / AtLeastOne(grades.sum(1, keepdim: true));

    private static Tensor ListMle(Tensor scores, Tensor grades, Tensor known)
    {
        var order = Padded(grades, known, -1).argsort(1, descending: true);
        var sorted = Padded(scores, known, Nothing).gather(1, order);
        var left = sorted.flip(1).logcumsumexp(1).flip(1); // of each place and those below
        return ((left - sorted) * known.gather(1, order)).sum(1);
    }

    private static Tensor AtLeastOne(Tensor x) => maximum(x, ones_like(x));

    private static Tensor Padded(Tensor values, Tensor known, double padding) =>
        values.where(known, tensor((float)padding));
}
