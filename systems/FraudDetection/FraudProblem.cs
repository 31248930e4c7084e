using Ninefold.Flows;
using Ninefold.Problems;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>Step 1, and what stands around the flow.</summary>
internal static class FraudProblem
{
    public static readonly Problem Statement = new()
    {
        Title = "Fraud detection",
        UseCase =
            "A card is used at a terminal, and the bank decides within a moment whether the payment goes through.",
        BusinessGoal = "Little money is lost to fraud, and few honest customers are turned away.",
        Clarifications =
        [
            new(
                "What is a fraud?",
                "A payment that the customer did not make. Somebody finds out, in a week at the latest."
            ),
            new("What may be done with a payment?", "Let it through, ask the customer to confirm it, or block it."),
            new("How fast must it answer?", "Within 10 ms at the 99th percentile: the terminal waits."),
            new(
                "How large is it?",
                "Some 10,000 payments a day on one machine, of which less than one in a hundred is fraud."
            ),
            new(
                "What does an error cost?",
                "A fraud that goes through costs its amount, an honest customer who is blocked 40, a confirmation 2."
            ),
            new("Who looks at what was suspicious?", "Investigators, who can call 100 customers a day."),
            new("Must a decision be explained?", "Yes: to the investigator, and to the customer who asks."),
        ],
        InScope = ["payments by card", "customers and terminals seen for the first time", "reasons for each verdict"],
        OutOfScope =
        [
            "opening of accounts",
            "money laundering",
            "how the customer confirms",
            "paying back what was lost",
        ],
        Actors =
        [
            new("Customer", "to pay without being asked, and never for somebody else"),
            new("Merchant", "to be paid, and not to lose the customer at the till"),
            new("Investigator", "few alerts, most of them right, each with its reasons"),
            new("Bank", "low losses, low costs, customers who stay"),
            new("Fraudster", "to look like the customer; changes as soon as it no longer works"),
        ],
        Personalisation = "By how the customer has paid so far, and by what happened at the terminal.",
        Objective = "Estimate the probability that a payment is fraud, and take the action of least expected cost.",
        Input = "a customer's and a terminal's id, an amount, a moment",
        Output = "allow, step up or block, with the risk and the reasons",
        Target = "whether the payment is fraud, known a week later",
        Category = "binary classification with few positives and late labels",
        Requirements =
        [
            Require.BeatsHeuristic("average_precision"),
            Require.Beats(FraudTraining.Handbook, "average_precision"),
            Require.AtLeast("roc_auc", .88, on: CardFraud.Entry.Id),
            Require.AtLeast("average_precision", .70, on: CardFraud.Entry.Id),
            Require.AtLeast("card_precision@100", .292, on: CardFraud.Entry.Id),
            Require.AtMost(Measurements.P99, 10),
        ],
        Constraints =
        [
            "nothing that was known only after the payment: a fraud counts from the day it was found",
            "no data of the customer beyond the payments",
            "every verdict can be explained in words",
            "without the model payments still go through",
        ],
        DataAtHand =
        [
            new(
                "payments (Fraud Detection Handbook, simulated)",
                "1,754,155 payments in 183 days, 14,681 of them fraud",
                "free"
            ),
            new("what turned out to be fraud", "some 80 a day", "an investigator's call each, and a week"),
            new("verdicts and their reasons", "logged once the system serves", "storage"),
        ],
        Assumptions =
        [
            "Who is not known to be defrauded after a week is not.",
            "A card whose fraud is known is closed, and its payments need no verdict.",
            "Of the frauds that must be confirmed one in ten gets through.",
            "The simulation has three kinds of fraud; real ones are more, and change.",
        ],
        Heuristic = "large amounts are suspicious",
        // What one payment costs is the loss to bring down, so that one less of it is worth 1.
        Costs = new(
            Source: 0,
            Labels: 3_000,
            Compute: 150,
            Requests: 300_000,
            ValueOfHit: -1,
            HitMetric: "cost_per_payment"
        ),
    };

    public static readonly Architecture Around = new(
        [
            new("Terminal", NodeKind.App, "asks whether a payment goes through"),
            new("Prediction service", NodeKind.Service, "features, risk, calibration, decision"),
            new("Observation log", NodeKind.Store, "payments, verdicts, frauds as they are found"),
            new("Histories", NodeKind.Store, "payments of each card, frauds at each terminal, as of any moment"),
            new("Investigation", NodeKind.App, "the riskiest cards of the day with their reasons; says what was fraud"),
            new("Releases", NodeKind.Store, "risk model, calibration and thresholds, by content"),
            new("Training", NodeKind.Job, "ladders, evaluation, release; a process of its own"),
            new("Monitors", NodeKind.Job, "drift, latency, outcomes, alarms, retraining"),
        ],
        [
            new("Terminal", "Prediction service", "payment"),
            new("Prediction service", "Terminal", "verdict"),
            new("Prediction service", "Observation log", "payments, verdicts"),
            new("Prediction service", "Investigation", "risky cards, reasons"),
            new("Investigation", "Observation log", "frauds, days later"),
            new("Observation log", "Histories", "payments, frauds"),
            new("Histories", "Prediction service", "windows"),
            new("Observation log", "Training", "the past"),
            new("Training", "Releases", "release"),
            new("Releases", "Prediction service", "champion, challenger"),
            new("Observation log", "Monitors", "outcomes"),
            new("Monitors", "Training", "retrain"),
        ]
    );
}
