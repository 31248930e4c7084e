using Ninefold.Torch.Networks;
using static TorchSharp.torch;

namespace Ninefold.Torch.Training;

/// <summary>What a network of one number a row is trained to make small.</summary>
public enum Loss
{
    /// <summary>(y − f)²; the answer is a quantity.</summary>
    Squared,

    /// <summary>|y − f|; the answer is a quantity.</summary>
    Absolute,

    /// <summary>Squared up to one standard deviation, absolute beyond (Huber, 1964); the answer is a quantity.</summary>
    Huber,

    /// <summary>max(0, 1 − y f) with labels 0 and 1 as −1 and 1; the answer is a score.</summary>
    Hinge,

    /// <summary>Log loss; labels are 0 to 1, the answer is a probability.</summary>
    BinaryCrossEntropy,

    /// <summary>Log loss in which rows that are right already hardly count, γ = 2 (Lin et al., 2017); labels are 0 or 1.</summary>
    Focal,

    /// <summary>Log loss with labels .05 and .95 for 0 and 1 (Szegedy et al., 2016): never quite sure.</summary>
    LabelSmoothing,
}

/// <summary>What a network of two sides is trained to make small: each pair's own answer against the others of its batch.</summary>
public enum PairLoss
{
    /// <summary>−log of the own answer's share among all (van den Oord et al., 2018, "InfoNCE").</summary>
    Contrastive,

    /// <summary>The own answer nearer than the nearest other, by a margin of .2 (Schroff et al., 2015).</summary>
    Triplet,

    /// <summary>−log σ of the own score less another, the mean over the batch (Rendle et al., 2009).</summary>
    Bpr,
}

/// <summary>Losses of libtorch's tensors. Each gives one number a row, or their mean where it is no matter of rows.</summary>
internal static class Losses
{
    private const double Smoothing = .1;
    private const double Focus = 2;
    private const double Margin = .2;
    private const double Never = -1e9;

    /// <param name="loss">Which.</param>
    /// <param name="scores">(rows), before any sigmoid.</param>
    /// <param name="labels">(rows)</param>
    /// <returns>(rows)</returns>
    public static Tensor Pointwise(Loss loss, Tensor scores, Tensor labels) =>
        loss switch
        {
            Loss.Squared => (scores - labels).Squared(),
            Loss.Absolute => (scores - labels).abs(),
            Loss.Huber => nn.functional.huber_loss(scores, labels, reduction: nn.Reduction.None),
            Loss.Hinge => (Signs(labels) * scores).neg().Plus(1).relu(),
            Loss.BinaryCrossEntropy => LogLoss(scores, labels),
            Loss.LabelSmoothing => LogLoss(scores, labels.Times(1 - Smoothing).Plus(Smoothing / 2)),
            Loss.Focal => FocalLoss(scores, labels),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, "There is no such loss."),
        };

    /// <summary>Whether scores become probabilities by a sigmoid.</summary>
    public static bool IsOfProbabilities(this Loss loss) =>
        loss is Loss.BinaryCrossEntropy or Loss.Focal or Loss.LabelSmoothing;

    /// <summary>Whether labels are quantities.</summary>
    public static bool IsOfQuantities(this Loss loss) => loss is Loss.Squared or Loss.Absolute or Loss.Huber;

    /// <summary>−log of the softmax at the right class.</summary>
    /// <param name="scores">(rows, classes)</param>
    /// <param name="classes">(rows)</param>
    /// <param name="smoothing">Share of the label that is spread over all classes.</param>
    /// <returns>(rows)</returns>
    public static Tensor Categorical(Tensor scores, Tensor classes, double smoothing = 0) =>
        nn.functional.cross_entropy(scores, classes, reduction: nn.Reduction.None, label_smoothing: smoothing);

    /// <summary>The loss of pairs by its name. An answer that comes twice in a batch is a wrong one of the other pair.</summary>
    /// <param name="loss">Which.</param>
    /// <param name="queries">(rows, width), of length 1</param>
    /// <param name="answers">(rows, width), of length 1</param>
    /// <param name="temperature">Above 0: smaller is stricter; not of triplets.</param>
    /// <param name="logFrequency">(rows), as of <see cref="InfoNce"/>; not of triplets.</param>
    /// <returns>(rows)</returns>
    public static Tensor Pairs(
        PairLoss loss,
        Tensor queries,
        Tensor answers,
        double temperature,
        Tensor? logFrequency = null
    )
    {
        if (loss == PairLoss.Contrastive)
            return InfoNce(queries, answers, temperature, logFrequency);
        var scores = matmul(queries, answers.t()); // (rows, rows)
        if (loss == PairLoss.Triplet)
        {
            var nearest = scores.Plus(eye(scores.shape[0]).Times(Never)).argmax(1);
            return Triplet(queries, answers, answers.index_select(0, nearest), Margin);
        }
        scores = scores.Times(1 / temperature);
        if (logFrequency is not null)
            scores -= logFrequency.unsqueeze(0);
        return Bpr(scores.diagonal().unsqueeze(1), scores).mean([1]); // the own one adds log 2 for all
    }

    /// <summary>Each row's own pair against the other rows' (van den Oord et al., 2018, "InfoNCE").</summary>
    /// <param name="queries">(rows, width)</param>
    /// <param name="answers">(rows, width)</param>
    /// <param name="temperature">Above 0: smaller is stricter.</param>
    /// <param name="logFrequency">
    /// (rows): the logarithm of how often each answer comes up, taken off so that frequent answers are not punished for
    /// being negatives often (Yi et al., 2019); null for none.
    /// </param>
    /// <returns>(rows)</returns>
    public static Tensor InfoNce(Tensor queries, Tensor answers, double temperature, Tensor? logFrequency = null)
    {
        var scores = matmul(queries, answers.t()).Times(1 / temperature); // (rows, rows)
        if (logFrequency is not null)
            scores -= logFrequency.unsqueeze(0);
        return Categorical(scores, tensor([.. Enumerable.Range(0, (int)scores.shape[0]).Select(row => (long)row)]));
    }

    /// <summary>max(0, |a − p| − |a − n| + margin): the right one nearer than the wrong one (Schroff et al., 2015).</summary>
    /// <returns>(rows)</returns>
    public static Tensor Triplet(Tensor anchors, Tensor rights, Tensor wrongs, double margin) =>
        ((anchors - rights).norm(1) - (anchors - wrongs).norm(1)).Plus(margin).relu();

    /// <summary>−log σ(p − n): the right one scored above the wrong one (Rendle et al., 2009).</summary>
    public static Tensor Bpr(Tensor rights, Tensor wrongs) => -nn.functional.logsigmoid(rights - wrongs);

    private static Tensor LogLoss(Tensor scores, Tensor labels) =>
        nn.functional.binary_cross_entropy_with_logits(scores, labels, reduction: nn.Reduction.None);

    private static Tensor FocalLoss(Tensor scores, Tensor labels)
    {
        var wrong = (scores * Signs(labels)).neg().sigmoid();
        return wrong.pow(Held.Number(Focus)) * LogLoss(scores, labels);
    }

    /// <summary>−1 and 1 for 0 and 1.</summary>
    private static Tensor Signs(Tensor labels) => labels.Times(2).Plus(-1);
}
