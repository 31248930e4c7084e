using System.Text.Json;
using Ninefold.Data.Labelling;

namespace Ninefold.Hosting.Tests;

/// <summary>Answers of the sample that wait in a home.</summary>
internal static class SampleReviews
{
    public static ReviewStore StoreOf(SampleHome home) => new(home.Workspace.Database, TimeProvider.System);

    public static void Queue(SampleHome home, string requestId, int reviewers = 1) =>
        StoreOf(home)
            .Add(
                new(
                    "sample",
                    requestId,
                    DateTimeOffset.UnixEpoch.AddYears(50),
                    "ann",
                    "flat",
                    .5,
                    JsonElement.Parse("""{"district":"hill","squareMetres":50}"""),
                    JsonElement.Parse("""{"rent":800}""")
                )
                {
                    Reviewers = reviewers,
                },
                mostPending: 100
            );
}
