using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>
/// A source file with behaviour has its test at the same path, or is named by a test of the same folder. Behaviour is
/// more than <see cref="Few"/> statements in its methods, as the compiler's debugging symbols count them: records, enums,
/// interfaces and one-liners pass without.
/// </summary>
public sealed class TestPlacementTests
{
    private const int Few = 3;

    /// <summary>Files, or folders of files, that hold a part of another's work, and the test of the whole.</summary>
    private static readonly Dictionary<string, string> TestedThrough = new()
    {
        ["src/Ninefold.Hosting/Api/Answer.cs"] = "tests/Ninefold.Hosting/Api/FaultsTests.cs",
        ["src/Ninefold.Hosting/Api/ApiRoutes.cs"] = "tests/Ninefold.Hosting/Api/SystemRoutesTests.cs",
        ["src/Ninefold.Hosting/Auto/"] = "tests/Ninefold.Hosting/Auto/AutoProjectTests.cs",
        ["src/Ninefold.Hosting/Cards/CardText.cs"] = "tests/Ninefold.Hosting/Cards/SystemCardTests.cs",
        ["src/Ninefold.Hosting/Commands/CardCommand.cs"] = "tests/Ninefold.Hosting/Cards/SystemCardTests.cs",
        ["src/Ninefold.Hosting/Commands/CommandContext.cs"] = "tests/Ninefold.Hosting/Commands/CommandLineTests.cs",
        ["src/Ninefold.Hosting/Commands/CommandOptions.cs"] = "tests/Ninefold.Hosting/Commands/CommandLineTests.cs",
        ["src/Ninefold.Hosting/Commands/DesignText.cs"] = "tests/Ninefold.Hosting/Commands/RunCommandTests.cs",
        ["src/Ninefold.Hosting/Commands/ExperimentsCommands.cs"] =
            "tests/Ninefold.Hosting/Commands/ReplayCommandTests.cs",
        ["src/Ninefold.Hosting/Commands/MonitoringText.cs"] = "tests/Ninefold.Hosting/Commands/RunCommandTests.cs",
        ["src/Ninefold.Hosting/Commands/RehearsalText.cs"] = "tests/Ninefold.Hosting/Commands/RunCommandTests.cs",
        ["src/Ninefold.Hosting/Server/ServedSystems.cs"] = "tests/Ninefold.Hosting/Server/ServedSystemTests.cs",
        ["src/Ninefold.Hosting/Server/WatchService.cs"] = "tests/Ninefold.Hosting/Server/ServedSystemTests.cs",
        ["src/Ninefold.Hosting/ViewReading.cs"] = "tests/Ninefold.Hosting/Api/ViewRoutesTests.cs",
        ["src/Ninefold/LiveReleases.cs"] = "tests/Ninefold/LiveSystemOfTests.cs",
        ["src/Ninefold/Materialization.cs"] = "tests/Ninefold.Hosting/Commands/FeaturesMaterializeCommandTests.cs",
        ["src/Ninefold/ReleasePredictorOf.cs"] = "tests/Ninefold.Hosting/Commands/PredictCommandTests.cs",
        ["src/Ninefold/RequestReader.cs"] = "tests/Ninefold.Hosting/Api/PredictEndpointTests.cs",
        ["src/Ninefold/Data/Catalog/FileHash.cs"] = "tests/Ninefold/Data/Catalog/DatasetStoreTests.cs",
        ["src/Ninefold/Data/Reading/InteractionTables.cs"] = "tests/Ninefold/Data/Reading/InteractionFolderTests.cs",
        ["src/Ninefold/Data/Sources/Archive.cs"] = "tests/Ninefold/Data/Sources/DownloadSourceTests.cs",
        ["src/Ninefold/Data/Sources/Checksum.cs"] = "tests/Ninefold/Data/Sources/DownloadSourceTests.cs",
        ["src/Ninefold/Data/Sources/Selection.cs"] = "tests/Ninefold/Data/Sources/DownloadSourceTests.cs",
        ["src/Ninefold/Data/Tables/"] = "tests/Ninefold/Data/Tables/DelimitedFileTests.cs",
        ["src/Ninefold/Data/Verification/DistinctCounter.cs"] = "tests/Ninefold/Data/Verification/TableProfileTests.cs",
        ["src/Ninefold/Features/FeatureEncoder.cs"] = "tests/Ninefold/Features/FeatureSetTests.cs",
        ["src/Ninefold/Models/Runs/IRunLog.cs"] = "tests/Ninefold/Models/Runs/RunTests.cs",
        ["src/Ninefold/Data/Observations/FolderFlush.cs"] = "tests/Ninefold/Data/Observations/KilledWriterTests.cs",
        ["src/Ninefold/Data/Observations/LogFrame.cs"] = "tests/Ninefold/Data/Observations/SegmentTests.cs",
        ["src/Ninefold/Data/Observations/LogRecovery.cs"] = "tests/Ninefold/Data/Observations/KilledWriterTests.cs",
        ["src/Ninefold/Data/Observations/PendingAppend.cs"] = "tests/Ninefold/Data/Observations/ObservationLogTests.cs",
        ["src/Ninefold/Data/Observations/RolledFile.cs"] = "tests/Ninefold/Data/Observations/SegmentRollerTests.cs",
        ["src/Ninefold/Experiments/RolloutStage.cs"] = "tests/Ninefold/Experiments/RolloutStoreTests.cs",
        ["src/Ninefold/Metrics/Columns.cs"] = "tests/Ninefold/Metrics/MetricContractTests.cs",
        ["src/Ninefold/Metrics/Contingency.cs"] = "tests/Ninefold/Metrics/ClusteringMetricTests.cs",
        ["src/Ninefold/Metrics/GroupedRanking.cs"] = "tests/Ninefold/Metrics/RankingMetricTests.cs",
        ["src/Ninefold/Metrics/Ratio.cs"] = "tests/Ninefold/Metrics/MetricContractTests.cs",
        ["src/Ninefold/Metrics/ScoreOrder.cs"] = "tests/Ninefold/Metrics/RocAucTests.cs",
        ["src/Ninefold/Features/Views/DecayedSum.cs"] = "tests/Ninefold/Features/Views/PartialTests.cs",
        ["src/Ninefold/Features/Views/Moments.cs"] = "tests/Ninefold/Features/Views/PartialTests.cs",
        ["src/Ninefold/Features/Views/FeatureValues.cs"] = "tests/Ninefold/Features/Views/ViewStateTests.cs",
        ["src/Ninefold/Features/Views/RedisFill.cs"] = "tests/Ninefold/Features/Views/RedisViewsTests.cs",
        ["src/Ninefold/Features/Views/RedisRows.cs"] = "tests/Ninefold/Features/Views/RedisViewsTests.cs",
        ["src/Ninefold/Features/Views/RedisView.cs"] = "tests/Ninefold/Features/Views/RedisViewsTests.cs",
        ["src/Ninefold/Features/Views/ViewPast.cs"] = "tests/Ninefold/Features/Views/ViewStateTests.cs",
        ["src/Ninefold/Features/Views/ViewReplay.cs"] = "tests/Ninefold/Features/Views/OfflineViewTests.cs",
        ["src/Ninefold/Models/Auto/AutoColumns.cs"] = "tests/Ninefold/Models/Auto/AutoPlanTests.cs",
        ["src/Ninefold/Models/Auto/AutoRungs.cs"] = "tests/Ninefold/Models/Auto/AutoSearchTests.cs",
        ["src/Ninefold/Models/Factorization/ImplicitLeastSquares.cs"] =
            "tests/Ninefold/Models/Factorization/AlternatingLeastSquaresTests.cs",
        ["src/Ninefold/Models/Inspection/CounterfactualSearch.cs"] =
            "tests/Ninefold/Models/Inspection/CounterfactualsTests.cs",
        ["src/Ninefold/Models/Neighbors/ItemScores.cs"] = "tests/Ninefold/Models/Neighbors/ItemToItemModelTests.cs",
        ["src/Ninefold/Models/Neighbors/UserKnnModel.cs"] = "tests/Ninefold/Models/Neighbors/UserKnnTests.cs",
        ["src/Ninefold/Models/Popularity/PopularityModel.cs"] = "tests/Ninefold/Models/Popularity/MostPopularTests.cs",
        ["src/Ninefold/Models/Popularity/TrendingModel.cs"] = "tests/Ninefold/Models/Popularity/TrendingTests.cs",
        ["src/Ninefold/Models/Trees/LightGbmText.cs"] = "tests/Ninefold/Models/Trees/BoostedTreesTests.cs",
        ["src/Ninefold/Models/Trees/LightGbmTraining.cs"] = "tests/Ninefold/Models/Trees/BoostedTreesTests.cs",
        ["src/Ninefold/Models/Trees/TreeCheck.cs"] = "tests/Ninefold/Models/Trees/BoostedTreesTests.cs",
        ["src/Ninefold/Models/Tuning/SearchTrials.cs"] = "tests/Ninefold/Models/Tuning/SearchMethodTests.cs",
        ["src/Ninefold/Serving/Buckets.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/CentroidRouter.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/HnswFile.cs"] = "tests/Ninefold/Serving/IndexFileTests.cs",
        ["src/Ninefold/Models/Onnx/ExternalData.cs"] = "tests/Ninefold/Models/Onnx/OnnxModelTests.cs",
        ["src/Ninefold/Models/Onnx/OnnxBuffers.cs"] = "tests/Ninefold/Models/Onnx/OnnxModelTests.cs",
        ["src/Ninefold/Models/Onnx/OnnxTabularModel.cs"] = "tests/Ninefold/Models/Onnx/ImportedOnnxTests.cs",
        ["src/Ninefold.Torch/Layers/"] = "tests/Ninefold.Torch/Layers/ExportTests.cs",
        ["src/Ninefold.Torch/Native/LibTorch.cs"] = "tests/Ninefold.Torch/Serving/ServingTests.cs",
        ["src/Ninefold.Torch/Networks/"] = "tests/Ninefold.Torch/Layers/ExportTests.cs",
        ["src/Ninefold.Torch/Tasks/"] = "tests/Ninefold.Torch/Tasks/TaskTrainerTests.cs",
        ["src/Ninefold.Torch/Sequences/"] = "tests/Ninefold.Torch/Sequences/SequenceTrainerTests.cs",
        ["src/Ninefold.Torch/Tables/"] = "tests/Ninefold.Torch/Tables/TableTrainerTests.cs",
        ["src/Ninefold.Torch/Training/Checkpoint.cs"] = "tests/Ninefold.Torch/Training/TrainingLoopTests.cs",
        ["src/Ninefold/Serving/HnswLinks.cs"] = "tests/Ninefold/Serving/HnswIndexTests.cs",
        ["src/Ninefold/Serving/HnswTraversal.cs"] = "tests/Ninefold/Serving/HnswIndexTests.cs",
        ["src/Ninefold/Serving/HnswWriter.cs"] = "tests/Ninefold/Serving/HnswIndexTests.cs",
        ["src/Ninefold/Serving/KMeans.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/NativeBlock.cs"] = "tests/Ninefold/Serving/IndexFileTests.cs",
        ["src/Ninefold/Serving/Partition.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/PoolOffer.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/ProductCodes.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/ProductLists.cs"] = "tests/Ninefold/Serving/IvfIndexTests.cs",
        ["src/Ninefold/Serving/ProjectionRouter.cs"] = "tests/Ninefold/Serving/TreeIndexTests.cs",
        ["src/Ninefold/Serving/Selectivity.cs"] = "tests/Ninefold/Serving/VectorSearchContract.cs",
        ["src/Ninefold/Serving/StoreQuery.cs"] = "tests/Ninefold/Serving/ExactIndexTests.cs",
        ["src/Ninefold/Serving/StoredIndex.cs"] = "tests/Ninefold/Serving/VectorIndexContract.cs",
        ["src/Ninefold/Serving/VectorChecks.cs"] = "tests/Ninefold/Serving/VectorIndexContract.cs",
        ["src/Ninefold.Text/Collections/JudgementFile.cs"] = "tests/Ninefold.Text/Collections/CollectionFolderTests.cs",
        ["src/Ninefold.Text/Embeddings/EmbeddingCorpus.cs"] =
            "tests/Ninefold.Text/Embeddings/EmbeddingTrainerContract.cs",
        ["src/Ninefold.Text/Embeddings/GloveLearning.cs"] = "tests/Ninefold.Text/Embeddings/GloveTrainerTests.cs",
        ["src/Ninefold.Text/Embeddings/SkipGramLearning.cs"] = "tests/Ninefold.Text/Embeddings/SkipGramTrainerTests.cs",
        ["src/Ninefold.Text/Indexing/ClauseQuery.cs"] = "tests/Ninefold.Text/Indexing/TextIndexTests.cs",
        ["src/Ninefold.Text/Indexing/FacetCounter.cs"] = "tests/Ninefold.Text/Indexing/TextIndexTests.cs",
        ["src/Ninefold.Text/Indexing/FoldingAnalyzer.cs"] = "tests/Ninefold.Text/Indexing/TextAnalysisTests.cs",
        ["src/Ninefold.Text/Indexing/IndexedFields.cs"] = "tests/Ninefold.Text/Indexing/TextIndexTests.cs",
        ["src/Ninefold.Text/Tokenizers/PairCounts.cs"] = "tests/Ninefold.Text/Tokenizers/PairMergesTests.cs",
        ["src/Ninefold.Text/Tokenizers/TokenVocabulary.cs"] = "tests/Ninefold.Text/Tokenizers/WordTrainerTests.cs",
        ["src/Ninefold.Text/Unicode/UnicodeTable.cs"] = "tests/Ninefold.Text/Unicode/UnicodeNormalizerTests.cs",
        ["src/Ninefold/Serving/VectorSearch.cs"] = "tests/Ninefold/Serving/VectorSearchContract.cs",
        ["src/Ninefold/Serving/VectorStore.cs"] = "tests/Ninefold/Serving/VectorIndexContract.cs",
    };

    [Fact]
    public void Every_file_with_behaviour_has_its_test()
    {
        var sources = SourceTree.Under("src", ".cs").ToHashSet(); // without what generators add
        var missing =
            from assembly in Assemblies.All
            from file in Sources(assembly)
            where sources.Contains(file.Path)
            where file.Statements > Few && !HasTest(file) && !TestedThrough.Keys.Any(file.Path.StartsWith)
            select $"{file.Path} has {file.Statements} statements, but there is no {TestOf(file.Path)}.";
        Rule.Holds(missing);
    }

    [Fact]
    public void No_exception_is_out_of_date()
    {
        var outdated =
            from exception in TestedThrough
            where !Exists(exception.Key) || !Exists(exception.Value)
            select $"{exception.Key} → {exception.Value}";
        Rule.Holds(outdated);
    }

    private static bool Exists(string path) => Path.Exists(SourceTree.FullPath(path));

    private static string TestOf(string file) => $"tests{file["src".Length..^".cs".Length]}Tests.cs";

    private static bool HasTest(Source file) =>
        SourceTree.Files.Contains(TestOf(file.Path))
        || SourceTree
            .Under(Path.GetDirectoryName(TestOf(file.Path))!, ".cs")
            .Any(test => Regex.IsMatch(SourceTree.Code(test), $@"\b({string.Join('|', file.Types)})\b"));

    private static IEnumerable<Source> Sources(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        from method in type.Methods
        where !method.IsConstructor && !IsAutomatic(method)
        from point in method.DebugInformation.SequencePoints
        where !point.IsHidden
        group (Type: Outermost(type), point.StartLine, point.StartColumn) by point.Document.Url into file
        let path = Path.GetRelativePath(SourceTree.Root, file.Key).Replace('\\', '/')
        select new Source(
            path,
            [.. file.Select(p => p.Type).Distinct()],
            file.Select(p => (p.StartLine, p.StartColumn)).Distinct().Count()
        );

    private static string Outermost(TypeDefinition type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type.Name.Split('`')[0];

    private static bool IsAutomatic(MethodDefinition method) =>
        (method.IsGetter || method.IsSetter)
        && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private sealed record Source(string Path, IReadOnlyList<string> Types, int Statements);
}
