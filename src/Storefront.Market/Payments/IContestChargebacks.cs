namespace Storefront.Payments;

/// <summary>Answers a buyer's bank that takes a payment back.</summary>
public interface IContestChargebacks
{
    string Key { get; }

    /// <summary>The present state, or null when the provider knows no such chargeback.</summary>
    Task<ProviderChargeback?> ReadChargebackAsync(string reference, CancellationToken cancel);

    /// <summary>Uploads a document and gives the reference to name it by in <see cref="ChargebackEvidence.Documents"/>.</summary>
    Task<string> UploadAsync(DocumentToUpload document, CancellationToken cancel);

    /// <summary>Keeps evidence with the provider without sending it to the bank; later evidence adds to it.</summary>
    /// <exception cref="ProviderRefusedException">The evidence is too long, or the chargeback takes none any more.</exception>
    Task<ProviderChargeback> StageAsync(EvidenceToGive evidence, CancellationToken cancel);

    /// <summary>Sends what was staged, and this, to the bank. It can be done once.</summary>
    Task<ProviderChargeback> SubmitAsync(EvidenceToGive evidence, CancellationToken cancel);

    /// <summary>An early warning of fraud, or null when the provider knows no such warning.</summary>
    Task<ProviderFraudWarning?> ReadWarningAsync(string reference, CancellationToken cancel);

    /// <summary>Gives the chargeback up. It cannot be taken back.</summary>
    Task<ProviderChargeback> ConcedeAsync(string key, string reference, CancellationToken cancel);
}

public enum ChargebackState
{
    /// <summary>The bank asks; no money has been taken yet.</summary>
    Inquiry,

    /// <summary>The money was taken and we may answer.</summary>
    NeedsAnswer,

    /// <summary>We answered and the bank decides.</summary>
    UnderReview,
    Won,
    Lost,

    /// <summary>Closed without a loss: an inquiry that went no further, or a chargeback that was prevented.</summary>
    Closed,

    /// <summary>A state that this build does not know; see <see cref="ProviderChargeback.Told"/>.</summary>
    Unknown,
}

/// <param name="Told">The state in the provider's own word.</param>
/// <param name="Reason">The provider's code for what the buyer says.</param>
/// <param name="Payment">The provider's name for the payment, which need not be the one under which it was opened: see <see cref="IPaymentProvider.FindPaymentAsync"/>.</param>
/// <param name="AnswerByUtc">No answer by then loses it.</param>
/// <param name="Fee">What the provider has charged for it until now, in the currency in which it settles with us; null when it tells none.</param>
public sealed record ProviderChargeback(
    string Reference, ChargebackState State, string Told, string Reason, Money Amount, string? Payment, DateTime? AnswerByUtc, bool Submitted, Money? Fee = null);

/// <summary>The card's network says that a payment was probably not its holder's, before any chargeback.</summary>
/// <param name="Payment">As in <see cref="ProviderChargeback"/>.</param>
/// <param name="Kind">The provider's code for what the holder said.</param>
public sealed record ProviderFraudWarning(string Reference, string? Payment, string Kind, DateTime CreatedAtUtc);

/// <summary>What shows that the order was right. Empty members are left as they are at the provider.</summary>
public sealed record ChargebackEvidence
{
    public string? ProductDescription { get; init; }

    public string? BuyerName { get; init; }

    public string? BuyerEmail { get; init; }

    public string? BuyerAddress { get; init; }

    /// <summary>The address on the internet from which the order was placed.</summary>
    public string? BuyerIp { get; init; }

    public string? ShippingAddress { get; init; }

    public string? Carrier { get; init; }

    public string? TrackingNumber { get; init; }

    public DateOnly? ShippedOn { get; init; }

    /// <summary>The refund terms as the buyer saw them, and why no refund is due.</summary>
    public string? RefundTermsShown { get; init; }

    public string? RefundRefusalReason { get; init; }

    public string? Statement { get; init; }

    /// <summary>References of uploaded documents.</summary>
    public IReadOnlyDictionary<EvidenceDocument, string> Documents { get; init; } = new Dictionary<EvidenceDocument, string>();
}

public enum EvidenceDocument
{
    Receipt,
    ProofOfShipping,
    Messages,
    RefundTerms,
    Signature,
    Other,
}

public sealed record EvidenceToGive(string Key, string Reference, ChargebackEvidence Evidence);

public sealed record DocumentToUpload(string Key, string FileName, string MediaType, ReadOnlyMemory<byte> Bytes);
