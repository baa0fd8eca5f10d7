using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>What a chargeback will be answered with: the words of a person, and files that we keep. The facts of the order are added when it is sent.</summary>
/// <param name="Statement">Why the payment was right.</param>
/// <param name="RefundRefusalReason">Why no refund is due.</param>
/// <param name="Files">At most one of each kind.</param>
public sealed record StagedEvidence(string? Statement, string? RefundRefusalReason, IReadOnlyList<StagedFile> Files)
{
    public const int LongestText = 10_000;

    public static readonly StagedEvidence None = new(null, null, []);

    public bool IsEmpty => string.IsNullOrWhiteSpace(Statement) && string.IsNullOrWhiteSpace(RefundRefusalReason) && Files.Count == 0;

    public StagedEvidence With(StagedFile file) => this with { Files = [.. Files.Where(f => f.Kind != file.Kind), file] };

    public StagedEvidence Without(EvidenceDocument kind) => this with { Files = [.. Files.Where(f => f.Kind != kind)] };
}

/// <param name="Name">As the file store names it.</param>
public sealed record StagedFile(EvidenceDocument Kind, string Name);
