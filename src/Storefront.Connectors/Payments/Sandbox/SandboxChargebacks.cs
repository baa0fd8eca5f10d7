using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Sandbox;

/// <summary>Chargebacks of development and demo. Two statements decide at once, as in Stripe's test world: "winning_evidence" and "losing_evidence"
/// (docs.stripe.com/testing, checked 2026-11-29).</summary>
public sealed class SandboxChargebacks(SandboxGateway gateway, IConnectorRecords records, SandboxPaymentSettings settings, SandboxPaymentScript script, TimeProvider clock) : IContestChargebacks
{
    private const string Files = "sandbox-files";
    private const string WarningPrefix = "sbxw_";

    public string Key => SandboxPaymentProvider.ProviderKey;

    public Task<ProviderChargeback?> ReadChargebackAsync(string reference, CancellationToken cancel) => gateway.FindChargebackAsync(reference, cancel);

    public async Task<string> UploadAsync(DocumentToUpload document, CancellationToken cancel)
    {
        await records.AddAsync(Files, document.Key, document.FileName, cancel);
        return $"sbxf_{document.Key}";
    }

    public Task<ProviderChargeback> StageAsync(EvidenceToGive evidence, CancellationToken cancel) => GiveAsync(evidence, submit: false, cancel);

    public Task<ProviderChargeback> SubmitAsync(EvidenceToGive evidence, CancellationToken cancel) => script.MeetAsync(SandboxPaymentCall.Submit, evidence.Key, _ => GiveAsync(evidence, submit: true, cancel));

    public async Task<ProviderChargeback> ConcedeAsync(string key, string reference, CancellationToken cancel) =>
        await gateway.ChangeChargebackAsync(reference, c => c.IsOpen(Now) ? c with { Decided = "lost" } : c, cancel) ?? throw Missing(reference);

    public async Task<ProviderFraudWarning?> ReadWarningAsync(string reference, CancellationToken cancel) =>
        reference.StartsWith(WarningPrefix, StringComparison.Ordinal) && await gateway.FindAsync(reference[WarningPrefix.Length..], cancel) is { Warning: { } kind, WarnedAtUtc: { } at } payment
            ? new ProviderFraudWarning(reference, payment.Reference, kind, at)
            : null;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<ProviderChargeback> GiveAsync(EvidenceToGive given, bool submit, CancellationToken cancel)
    {
        var refused = false;
        var told = await gateway.ChangeChargebackAsync(given.Reference, c =>
        {
            refused = c.SubmittedAtUtc is not null || c.At(Now) is not ("needs_response" or "warning_needs_response");
            if (refused) return c;
            var (evidence, documents) = (given.Evidence, new Dictionary<EvidenceDocument, string>(c.Documents));
            foreach (var (kind, file) in given.Evidence.Documents) documents[kind] = file;
            var after = c with { Statement = evidence.Statement ?? c.Statement, TrackingNumber = evidence.TrackingNumber ?? c.TrackingNumber, Documents = documents };
            if (!submit) return after;
            return after with
            {
                SubmittedAtUtc = Now, DecidesAtUtc = Now + settings.ChargebackDecision,
                Decided = after.Statement switch { "winning_evidence" => after.IsInquiry ? "warning_closed" : "won", "losing_evidence" => after.IsInquiry ? "warning_closed" : "lost", _ => null },
                IsInquiry = after.IsInquiry && after.Statement != "escalate_inquiry_evidence",
            };
        }, cancel) ?? throw Missing(given.Reference);
        return refused ? throw new ProviderRefusedException("dispute_not_open", $"{given.Reference} takes no answer any more.") : told;
    }

    private static ProviderRefusedException Missing(string reference) => new("resource_missing", $"There is no chargeback {reference}.");
}
