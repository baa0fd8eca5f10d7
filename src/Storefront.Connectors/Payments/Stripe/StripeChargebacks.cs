using Storefront.Payments;
using Stripe;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Answers disputes of card holders (docs.stripe.com/disputes/api, checked 2026-11-29).</summary>
internal sealed class StripeChargebacks(StripeCalls calls) : IContestChargebacks
{
    /// <summary>All texts of the evidence together.</summary>
    private const int LongestEvidence = 150_000;

    public string Key => StripeCalls.ProviderKey;

    public async Task<ProviderChargeback?> ReadChargebackAsync(string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Disputes.GetAsync(reference, null, null, cancel)) is { } dispute ? Told(dispute) : null;

    public async Task<string> UploadAsync(DocumentToUpload document, CancellationToken cancel)
    {
        using var bytes = new MemoryStream(document.Bytes.ToArray(), writable: false);
        var options = new FileCreateOptions { File = new MultipartFileContent { Data = bytes, Name = document.FileName, Type = document.MediaType }, Purpose = "dispute_evidence" };
        // One that was made nevertheless is named by nobody and does nothing: it is not looked for.
        return (await calls.ChangeAsync($"document {document.Key}", () => Task.FromResult<global::Stripe.File?>(null), () => calls.Api.Files.CreateAsync(options, StripeCalls.With(document.Key), cancel))).Id;
    }

    public async Task<ProviderFraudWarning?> ReadWarningAsync(string reference, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Radar.EarlyFraudWarnings.GetAsync(reference, null, null, cancel)) is { } warning
            ? new ProviderFraudWarning(warning.Id, warning.PaymentIntentId, warning.FraudType, warning.Created)
            : null;

    public Task<ProviderChargeback> StageAsync(EvidenceToGive evidence, CancellationToken cancel) => GiveAsync(evidence, submit: false, cancel);

    public Task<ProviderChargeback> SubmitAsync(EvidenceToGive evidence, CancellationToken cancel) => GiveAsync(evidence, submit: true, cancel);

    public async Task<ProviderChargeback> ConcedeAsync(string key, string reference, CancellationToken cancel) =>
        Told(await calls.ChangeAsync(
            $"conceding {reference}", () => FindAsync(reference, d => StateOf(d.Status) == ChargebackState.Lost, cancel), () => calls.Api.Disputes.CloseAsync(reference, null, StripeCalls.With(key), cancel)));

    private async Task<ProviderChargeback> GiveAsync(EvidenceToGive given, bool submit, CancellationToken cancel)
    {
        var options = new DisputeUpdateOptions { Submit = submit };
        if (Options(given.Evidence) is { } evidence) options.Evidence = evidence;
        return Told(await calls.ChangeAsync(
            $"evidence {given.Key}", () => FindAsync(given.Reference, d => submit && d.EvidenceDetails?.SubmissionCount > 0, cancel),
            () => calls.Api.Disputes.UpdateAsync(given.Reference, options, StripeCalls.With(given.Key), cancel)));
    }

    private async Task<Dispute?> FindAsync(string reference, Predicate<Dispute> isDone, CancellationToken cancel) =>
        await calls.FindAsync($"reading {reference}", () => calls.Api.Disputes.GetAsync(reference, null, null, cancel)) is { } dispute && isDone(dispute) ? dispute : null;

    /// <summary>Only what was given is set: a member that is set to nothing would be erased at Stripe. Null when nothing was given.</summary>
    private static DisputeEvidenceOptions? Options(ChargebackEvidence given)
    {
        var (evidence, length, any) = (new DisputeEvidenceOptions(), 0, false);
        Give(given.ProductDescription, text => evidence.ProductDescription = text);
        Give(given.BuyerName, text => evidence.CustomerName = text);
        Give(given.BuyerEmail, text => evidence.CustomerEmailAddress = text);
        Give(given.BuyerAddress, text => evidence.BillingAddress = text);
        Give(given.BuyerIp, text => evidence.CustomerPurchaseIp = text);
        Give(given.ShippingAddress, text => evidence.ShippingAddress = text);
        Give(given.Carrier, text => evidence.ShippingCarrier = text);
        Give(given.TrackingNumber, text => evidence.ShippingTrackingNumber = text);
        Give(given.ShippedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), text => evidence.ShippingDate = text);
        Give(given.RefundTermsShown, text => evidence.RefundPolicyDisclosure = text);
        Give(given.RefundRefusalReason, text => evidence.RefundRefusalExplanation = text);
        Give(given.Statement, text => evidence.UncategorizedText = text);
        if (length > LongestEvidence) throw new ProviderRefusedException("evidence_too_long", $"The evidence has {length} characters of {LongestEvidence}.");
        foreach (var (kind, file) in given.Documents)
        {
            any = true;
            Attach(evidence, kind, file);
        }

        return any ? evidence : null;

        void Give(string? text, Action<string> set)
        {
            if (string.IsNullOrEmpty(text)) return;
            (any, length) = (true, length + text.Length);
            set(text);
        }
    }

    private static string Attach(DisputeEvidenceOptions evidence, EvidenceDocument kind, string file) => kind switch
    {
        EvidenceDocument.Receipt => evidence.Receipt = file,
        EvidenceDocument.ProofOfShipping => evidence.ShippingDocumentation = file,
        EvidenceDocument.Messages => evidence.CustomerCommunication = file,
        EvidenceDocument.RefundTerms => evidence.RefundPolicy = file,
        EvidenceDocument.Signature => evidence.CustomerSignature = file,
        EvidenceDocument.Other => evidence.UncategorizedFile = file,
    };

    private static ProviderChargeback Told(Dispute dispute) => new(
        dispute.Id, StateOf(dispute.Status), dispute.Status, dispute.Reason, StripeMoney.From(dispute.Amount, dispute.Currency), dispute.PaymentIntentId, dispute.EvidenceDetails?.DueBy,
        dispute.EvidenceDetails?.SubmissionCount > 0, FeeOf(dispute));

    /// <summary>The sum of what its balance transactions cost; they are in the currency in which Stripe settles with us.</summary>
    private static Money? FeeOf(Dispute dispute) =>
        dispute.BalanceTransactions is [var first, ..] all && all.TrueForAll(t => t.Currency == first.Currency) ? StripeMoney.TryFrom(all.Sum(t => t.Fee), first.Currency) : null;

    /// <summary>The list is open: Stripe added to it in the version that we pin.</summary>
    private static ChargebackState StateOf(string status) => status switch
    {
        "warning_needs_response" or "warning_under_review" => ChargebackState.Inquiry,
        "needs_response" or "appeal_needs_response" => ChargebackState.NeedsAnswer,
        "under_review" or "appeal_under_review" => ChargebackState.UnderReview,
        "won" => ChargebackState.Won,
        "lost" => ChargebackState.Lost,
        "warning_closed" or "prevented" => ChargebackState.Closed,
        _ => ChargebackState.Unknown,
    };
}
