using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>What the sandbox remembers of a buyer's bank that takes a payment back. The words of its state are those of docs.stripe.com/disputes.</summary>
internal sealed record SandboxChargeback
{
    public const string Prefix = "sbxd_";

    public required string Reference { get; init; }

    public required Money Amount { get; init; }

    public required Money Fee { get; init; }

    public required string Reason { get; init; }

    /// <summary>The bank only asks, and has taken nothing.</summary>
    public bool IsInquiry { get; init; }

    public required DateTime OpenedAtUtc { get; init; }

    public required DateTime AnswerByUtc { get; init; }

    public DateTime? SubmittedAtUtc { get; init; }

    public DateTime? DecidesAtUtc { get; init; }

    public string? Statement { get; init; }

    public string? TrackingNumber { get; init; }

    public IReadOnlyDictionary<EvidenceDocument, string> Documents { get; init; } = new Dictionary<EvidenceDocument, string>();

    /// <summary>How it ended, when somebody or something decided it.</summary>
    public string? Decided { get; init; }

    /// <summary>The state as time has it: silence loses, and a bank that gets an answer decides in weeks by whether it names a parcel.</summary>
    public string At(DateTime nowUtc) =>
        Decided ?? (SubmittedAtUtc is not null
            ? nowUtc < DecidesAtUtc ? (IsInquiry ? "warning_under_review" : "under_review") : IsInquiry ? "warning_closed" : TrackingNumber is null ? "lost" : "won"
            : nowUtc < AnswerByUtc ? (IsInquiry ? "warning_needs_response" : "needs_response") : IsInquiry ? "warning_closed" : "lost");

    /// <summary>The bank has the money.</summary>
    public bool Holds(DateTime nowUtc) => At(nowUtc) is "needs_response" or "under_review" or "lost";

    public bool IsOpen(DateTime nowUtc) => At(nowUtc) is "needs_response" or "under_review";

    public ProviderChargeback ToProvider(string payment, DateTime nowUtc)
    {
        var told = At(nowUtc);
        return new ProviderChargeback(
            Reference,
            told switch
            {
                "warning_needs_response" or "warning_under_review" => ChargebackState.Inquiry,
                "needs_response" => ChargebackState.NeedsAnswer,
                "under_review" => ChargebackState.UnderReview,
                "won" => ChargebackState.Won,
                "lost" => ChargebackState.Lost,
                "warning_closed" => ChargebackState.Closed,
                _ => ChargebackState.Unknown,
            },
            told, Reason, Amount, payment, AnswerByUtc, SubmittedAtUtc is not null, IsInquiry ? null : Fee);
    }

    /// <summary>The payment's reference is in the name: <c>sbxd_(payment)_(number)</c>.</summary>
    public static string? PaymentOf(string reference) =>
        reference.StartsWith(Prefix, StringComparison.Ordinal) && reference.LastIndexOf('_') is var cut && cut > Prefix.Length ? reference[Prefix.Length..cut] : null;
}
