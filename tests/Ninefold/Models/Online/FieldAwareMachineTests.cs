using Ninefold.Models;
using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class FieldAwareMachineTests : OnlineModelContract<FieldAwareMachineModel>
{
    protected override ITrainer<SparseExamples, FieldAwareMachineModel> Trainer =>
        new FieldAwareMachine([0, 40, 80, 120, 160]);

    [Fact]
    public void A_place_has_a_vector_for_the_field_of_its_partner()
    {
        var model = new FieldAwareMachine([0, 2], Factors: 1).Start(4, 1);
        // For each place a weight, a number for the first field and one for the second.
        for (var i = 0; i < 12; i++)
            model.Weights[i] = i;
        model.Weights[12] = -30;
        // Places 1 and 3: weights 3 and 9, of the first for the second's field 5, of the second for the first's 10.
        Assert.Equal(1 / (1 + Math.Exp(30 - 3 * .5 - 9 - 5 * 10 * .5)), model.Predict([1, 3], [.5f, 1]), 1e-6);
    }

    [Fact]
    public void It_learns_what_only_pairs_tell()
    {
        var trainer = new FieldAwareMachine([0, 10]);
        var found = ProgressiveValidation.Run(trainer.Start(20, 1), PairsOnly.Make(6000), window: 1000);
        Assert.InRange(found.Curve[^1], 0, .4);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new FieldAwareMachine([1], 0, 0, -1, 0)).Message;
        foreach (var part in new[] { "FieldStarts must rise from 0, got [1]", "Factors", "LearningRate", "L2" })
            Assert.Contains(part, message);
    }
}
