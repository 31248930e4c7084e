using Ninefold.Metrics;
using Ninefold.Models.Bayes;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Online;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using static Ninefold.Bench.Tables.LabelKind;
using static Ninefold.Bench.Tables.Measure;

namespace Ninefold.Bench.Tables;

/// <summary>Every trainer of tables with scikit-learn's counterpart at the same parameters.</summary>
internal static class Contests
{
    private const string Logistic = "LogisticRegression(C=1, tol=1e-8, max_iter=2000)";
    private const string Shape = "max_iter=100, early_stopping=False, random_state=1";
    private const string Stopped =
        "max_iter=500, early_stopping=True, validation_fraction=.25, n_iter_no_change=30, random_state=1";
    private const string Wood = "n_estimators=200, min_samples_leaf=5, max_features='sqrt', random_state=1";
    private const string WoodOfQuantities = "n_estimators=200, min_samples_leaf=5, max_features=1/3, random_state=1";
    private const string Small = "max_leaf_nodes=12, max_depth=5, min_samples_leaf=20, random_state=1";
    private const string Deep = "max_leaf_nodes=64, min_samples_leaf=5, random_state=1";
    private const string Three =
        $"[('l', scaled({Logistic})), ('f', filled(RandomForestClassifier({Wood}))), ('b', HistGradientBoostingClassifier({Shape}))]";
    private const string ThreeOfQuantities =
        $"[('r', scaled(Ridge(alpha=1))), ('f', filled(RandomForestRegressor({WoodOfQuantities}))), ('b', HistGradientBoostingRegressor({Shape}))]";

    private static readonly BoostedTrees Boosted = new() { Rounds = 100, Patience = 0 };
    private static readonly BoostedTrees BoostedQuantities = Boosted with { Objective = TreeObjective.Regression };
    private static readonly RandomForest Forest = new();
    private static readonly DecisionTree DeepTree = new()
    {
        Leaves = 64,
        Depth = 1000,
        MinLeafRows = 5,
    };
    private static readonly ITabularTrainer[] Members = [new LogisticRegression(), Forest, Boosted];

    public static IReadOnlyList<Contest> All { get; } =
    [.. OfTwo(), .. WithoutPeer(), .. OfSeveral(), .. OfQuantities()];

    private static IEnumerable<Contest> OfTwo() =>
        [
            new("mean label", Two, [Of(new LogLoss())], "DummyClassifier()", new MeanLabel()),
            new("logistic regression", Two, Probabilities, $"scaled({Logistic})", new LogisticRegression()),
            new(
                "logistic regression, tuned",
                Two,
                Probabilities,
                "GridSearchCV(scaled(LogisticRegression(tol=1e-8, max_iter=2000)), "
                    + "{'logisticregression__C': [10, 1, .1, .01, .001]}, cv=inner, scoring='neg_log_loss')",
                [.. new[] { .1, 1, 10, 100, 1000 }.Select(l2 => new LogisticRegression { L2 = l2 })]
            ),
            new(
                "logistic regression, balanced",
                Two,
                Decisions,
                "scaled(LogisticRegression(C=1, tol=1e-8, max_iter=2000, class_weight='balanced'))",
                new LogisticRegression { Balanced = true }
            ),
            new(
                "support vectors, hinge",
                Two,
                Order,
                "scaled(LinearSVC(loss='hinge', C=1, tol=1e-6, max_iter=100000, random_state=1))",
                new SupportVectorMachine(HingeLoss.Hinge)
            ),
            new(
                "support vectors, squared hinge",
                Two,
                Order,
                "scaled(LinearSVC(C=1, dual=False))",
                new SupportVectorMachine()
            ),
            new("naive Bayes, Gaussian", Two, Probabilities, "filled(GaussianNB())", new NaiveBayes()),
            new(
                "naive Bayes, multinomial",
                Two,
                Probabilities,
                "filled(MultinomialNB())",
                new NaiveBayes(BayesKind.Multinomial)
            ),
            new(
                "naive Bayes, Bernoulli",
                Two,
                Probabilities,
                "filled(BernoulliNB())",
                new NaiveBayes(BayesKind.Bernoulli)
            )
            {
                Takes = rows => rows.Values.Contains(0), // without a 0 it learns nothing
            },
            new("nearest rows", Two, Probabilities, "scaled(KNeighborsClassifier(15))", new NearestRows()),
            new(
                "nearest rows by distance",
                Two,
                Probabilities,
                "scaled(KNeighborsClassifier(15, weights='distance'))",
                new NearestRows(ByDistance: true)
            ),
            new("decision tree", Two, Probabilities, $"filled(DecisionTreeClassifier({Small}))", new DecisionTree()),
            new("random forest", Two, Probabilities, $"filled(RandomForestClassifier({Wood}))", Forest),
            new(
                "extremely random trees",
                Two,
                Probabilities,
                $"filled(ExtraTreesClassifier({Wood}))",
                Forest with
                {
                    ExtremelyRandom = true,
                }
            ),
            new("boosted trees", Two, Probabilities, $"HistGradientBoostingClassifier({Shape})", Boosted),
            new(
                "boosted trees, stopped",
                Two,
                Probabilities,
                $"HistGradientBoostingClassifier({Stopped})",
                new BoostedTrees()
            )
            {
                Stops = true,
            },
            new(
                "boosted trees, tuned",
                Two,
                Probabilities,
                $"GridSearchCV(HistGradientBoostingClassifier({Shape}), "
                    + "{'max_leaf_nodes': [4, 15], 'max_iter': [30, 100]}, cv=inner, scoring='neg_log_loss')",
                [
                    .. from leaves in new[] { 4, 15 }
                    from rounds in new[] { 30, 100 }
                    select Boosted with
                    {
                        Leaves = leaves,
                        Rounds = rounds,
                    },
                ]
            ),
            new(
                "boosted trees, balanced",
                Two,
                Decisions,
                $"HistGradientBoostingClassifier(class_weight='balanced', {Shape})",
                Boosted with
                {
                    Balanced = true,
                }
            ),
            new(
                "regression on leaves",
                Two,
                Probabilities,
                "filled(Leaves(GradientBoostingClassifier(max_leaf_nodes=8, max_depth=None, min_samples_leaf=20, n_estimators=30, random_state=1)))",
                new LeafRegression { Trees = Boosted with { Leaves = 8, Rounds = 30 } }
            ),
            new(
                "bagged trees",
                Two,
                Probabilities,
                $"filled(BaggingClassifier(DecisionTreeClassifier({Deep}), 50, random_state=1))",
                new BaggedTrainer(DeepTree, Models: 50)
            ),
            new(
                "averaged",
                Two,
                Probabilities,
                $"VotingClassifier({Three}, voting='soft')",
                new AveragedTrainers(Members)
            ),
            new("voting", Two, Votes, $"VotingClassifier({Three})", new VotingTrainers(Members)),
            new(
                "stacked",
                Two,
                Probabilities,
                $"StackingClassifier({Three}, scaled({Logistic}), stack_method='predict_proba')",
                new StackedTrainers(Members)
            ),
            new(
                "isolation forest",
                Two,
                Order,
                "filled(IsolationForest(n_estimators=200, random_state=1))",
                new IsolationForest()
            ),
        ];

    private static IEnumerable<Contest> WithoutPeer() =>
        [
            new("focal loss", Two, Order, null, Boosted with { Objective = TreeObjective.Focal }),
            new(
                "logistic regression, SMOTE",
                Two,
                Decisions,
                null,
                new OnChanged("smote", rows => new Smote().Apply(rows, seed: 1), new LogisticRegression())
            ),
            new(
                "logistic regression, mixup",
                Two,
                Probabilities,
                null,
                new OnChanged("mixup", rows => rows.WithMixup(.2, rows.Count, seed: 1), new LogisticRegression())
            ),
            new(
                "boosted trees, noise",
                Two,
                Probabilities,
                null,
                new OnChanged("noise", rows => rows.WithNoise(.1, copies: 2, seed: 1), Boosted)
            ),
            new("FTRL", Two, Probabilities, null, new OnPlaces("ftrl", _ => new FtrlProximal(Passes: 10))),
            new("AdaGrad", Two, Probabilities, null, new OnPlaces("ada", _ => new StochasticGradient(.05, Passes: 10))),
            new(
                "factorisation machine",
                Two,
                Probabilities,
                null,
                new OnPlaces("fm", _ => new FactorizationMachine(Factors: 4, L2: 1e-3, Passes: 10))
            ),
            new(
                "field-aware machine",
                Two,
                Probabilities,
                null,
                new OnPlaces("ffm", fields => new FieldAwareMachine(fields, L2: 1e-3, Passes: 10))
            ),
        ];

    private static IEnumerable<Contest> OfSeveral() =>
        [
            new("class shares", Several, Classes, "DummyClassifier()", new ClassShares()),
            new("multinomial regression", Several, Classes, $"scaled({Logistic})", new MultinomialRegression()),
            new("naive Bayes, Gaussian", Several, Classes, "filled(GaussianNB())", new NaiveBayes()),
            new(
                "naive Bayes, Bernoulli",
                Several,
                Classes,
                "filled(BernoulliNB())",
                new NaiveBayes(BayesKind.Bernoulli)
            ),
            new("nearest rows", Several, Classes, "scaled(KNeighborsClassifier(15))", new NearestRows()),
            new(
                "boosted trees",
                Several,
                Classes,
                $"HistGradientBoostingClassifier({Shape})",
                new MulticlassTrees { Trees = Boosted }
            ),
            new(
                "boosted trees, stopped",
                Several,
                Classes,
                $"HistGradientBoostingClassifier({Stopped})",
                new MulticlassTrees()
            )
            {
                Stops = true,
            },
            new(
                "averaged",
                Several,
                Classes,
                $"VotingClassifier([('l', scaled({Logistic})), ('b', HistGradientBoostingClassifier({Shape}))], voting='soft')",
                new AveragedTrainers(new MultinomialRegression(), new MulticlassTrees { Trees = Boosted })
            ),
        ];

    private static IEnumerable<Contest> OfQuantities() =>
        [
            new("mean label", Quantity, Quantities, "DummyRegressor()", new MeanLabel()),
            new("least squares", Quantity, Quantities, "scaled(LinearRegression())", new LinearRegression()),
            new("ridge", Quantity, Quantities, "scaled(Ridge(alpha=10))", new LinearRegression(L2: 10)),
            new(
                "ridge, tuned",
                Quantity,
                Quantities,
                "GridSearchCV(scaled(Ridge()), {'ridge__alpha': [1, 10, 100, 1000]}, cv=inner, scoring='neg_root_mean_squared_error')",
                [.. new[] { 1, 10, 100, 1000 }.Select(l2 => new LinearRegression(l2))]
            ),
            new("lasso", Quantity, Quantities, "scaled(Lasso(alpha=.01))", new ElasticNet(.01, L1Share: 1)),
            new("elastic net", Quantity, Quantities, "scaled(ElasticNet(alpha=.01))", new ElasticNet()),
            new("nearest rows", Quantity, Quantities, "scaled(KNeighborsRegressor(15))", new NearestRows()),
            new(
                "decision tree",
                Quantity,
                Quantities,
                $"filled(DecisionTreeRegressor({Small}))",
                new DecisionTree { Quantities = true }
            ),
            new(
                "random forest",
                Quantity,
                Quantities,
                $"filled(RandomForestRegressor({WoodOfQuantities}))",
                Forest with
                {
                    Quantities = true,
                }
            ),
            new(
                "extremely random trees",
                Quantity,
                Quantities,
                $"filled(ExtraTreesRegressor({WoodOfQuantities}))",
                Forest with
                {
                    Quantities = true,
                    ExtremelyRandom = true,
                }
            ),
            new("boosted trees", Quantity, Quantities, $"HistGradientBoostingRegressor({Shape})", BoostedQuantities),
            new(
                "boosted trees, stopped",
                Quantity,
                Quantities,
                $"HistGradientBoostingRegressor({Stopped})",
                new BoostedTrees { Objective = TreeObjective.Regression }
            )
            {
                Stops = true,
            },
            .. new[] { .1, .9 }.Select(at => new Contest(
                $"boosted trees, quantile {at}",
                Quantity,
                [Of(new PinballLoss(at))],
                $"HistGradientBoostingRegressor(loss='quantile', quantile={at}, {Shape})",
                Boosted with
                {
                    Objective = TreeObjective.Quantile,
                    Quantile = at,
                }
            )),
            new(
                "bagged trees",
                Quantity,
                Quantities,
                $"filled(BaggingRegressor(DecisionTreeRegressor({Deep}), 50, random_state=1))",
                new BaggedTrainer(DeepTree with { Quantities = true }, Models: 50)
            ),
            new(
                "averaged",
                Quantity,
                Quantities,
                $"VotingRegressor({ThreeOfQuantities})",
                new AveragedTrainers(new LinearRegression(L2: 1), Forest with { Quantities = true }, BoostedQuantities)
            ),
        ];
}
