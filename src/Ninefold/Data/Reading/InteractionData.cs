using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Data.Reading;

/// <summary>Interactions with what is known of items and users: what every recommender starts from, whatever the source.</summary>
/// <param name="Info">Where it comes from.</param>
/// <param name="Interactions">Who did what, when; no user has two at the same moment.</param>
/// <param name="Items">Each item's details, by its number; items that nobody touched are among them.</param>
/// <param name="Users">Each user's attributes by name, by the user's number; empty where no file of users came along.</param>
/// <param name="Report">What was verified.</param>
/// <param name="Tables">What was read, as it was, for reports on it.</param>
public sealed record InteractionData(
    DatasetInfo Info,
    Interactions Interactions,
    IReadOnlyList<ItemDetails> Items,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Users,
    VerificationReport Report,
    IReadOnlyList<Table> Tables
);
