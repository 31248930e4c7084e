using Ninefold.Models.Onnx;
using Ninefold.Torch.Layers;
using Ninefold.Torch.Networks;
using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Training;

public sealed class ClassTrainingTests
{
    [Fact]
    public void Labels_that_do_not_fit_are_named()
    {
        Assert.Empty(ClassTraining.Faults([0, 2], [1, 2]));
        Assert.Equal(
            [
                "labels must be 0 or more, got -1",
                "labels of the validation part must be 0 to 1, as in the training part",
            ],
            ClassTraining.Faults([-1, 1], [2])
        );
        Assert.Equal(["the training part needs two different labels"], ClassTraining.Faults([3, 3], [9]));
    }

    /// <summary>Of a label that cannot be told apart, the probability becomes its share.</summary>
    [Theory]
    [InlineData(0, .75)]
    [InlineData(.4, .6 * .75 + .4 / 2)]
    public void The_network_answers_with_probabilities(double smoothing, double expected)
    {
        var network = new Network();
        var scores = network.Linear(Network.Floats("x", "batch", "1"), 1, 2);
        using var state = new NetworkState(network, seed: 1);
        var examples = new ClassExamples([1, 1, 1, 0], (rows, _) => ones(rows.Length, 1));
        var plan = new NeuralTraining(300, 4, LearningRate: .05, Patience: 0);
        var training = new ClassTraining("x", scores, 2, smoothing);
        var model = new OnnxModel(training.Fit(state, examples, new([], examples.Batch), plan, new(1)));
        var answer = model.Run([OnnxTensor.Of("x", [1, 1], (ReadOnlySpan<float>)[1])])[0].Values<float>();
        Assert.Equal(expected, answer[1], .01);
        Assert.Equal(1, answer[0] + answer[1], 1e-5);
    }

    [Fact]
    public void Chance_is_given_in_training_only_and_follows_the_seed()
    {
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));

        static List<int> Drawn(int seed)
        {
            var (network, drawn, asked) = (new Network(), new List<int>(), 0);
            var scores = network.Linear(Network.Floats("x", "batch", "1"), 1, 2);
            using var state = new NetworkState(network, seed: 1);
            Tensor Batch(int[] rows, Random? chance)
            {
                if (chance is null)
                    asked++;
                else
                    drawn.Add(chance.Next());
                return ones(rows.Length, 1);
            }
            var examples = new ClassExamples([0, 1, 1, 0], Batch);
            var plan = new NeuralTraining(3, 2, Patience: 5);
            new ClassTraining("x", scores, 2, 0).Fit(state, examples, examples, plan, new(seed));
            Assert.Equal((6, 6), (drawn.Count, asked));
            return drawn;
        }
    }
}
