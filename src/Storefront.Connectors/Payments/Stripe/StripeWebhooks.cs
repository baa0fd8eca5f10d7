using System.Text.Json;
using Storefront.Payments;

namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Judges and reads Stripe's events (docs.stripe.com/webhooks, checked 2026-11-29). The copy of the object in an event is of then and is not read:
/// its name is, and its present state is fetched.</summary>
internal sealed class StripeWebhooks(StripeSettings settings)
{
    /// <summary>The inbox's room for an id and for a kind.</summary>
    private const int LongestId = 100;

    private const int LongestKind = 80;

    /// <summary>An event of a payee's account counts under the secret of the payees' endpoint alone, and one of our own under that of ours: who knows one secret speaks for no more than
    /// its endpoint. Null when it is not genuine.</summary>
    public ProviderEvent? Verify(ReadOnlySpan<byte> body, string? signature, DateTime nowUtc)
    {
        var (own, payees) = (WebhookSignature.IsGenuine(body, signature, settings.OwnSecrets(nowUtc), nowUtc), WebhookSignature.IsGenuine(body, signature, settings.PayeesSecrets(nowUtc), nowUtc));
        if ((!own && !payees) || Read(body) is not { } news) return null;
        return (news.Account is null ? own : payees) ? news : null;
    }

    /// <summary>Null when it is no event. Members that we do not know are passed over, kinds that we do not know are kept.</summary>
    private ProviderEvent? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            using var json = JsonDocument.ParseValue(ref reader);
            var told = json.RootElement;
            if (told.ValueKind != JsonValueKind.Object) return null;
            if (Text(told, "id") is not { Length: > 0 and <= LongestId } id || Text(told, "type") is not { Length: > 0 and <= LongestKind } kind) return null;
            var about = told.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("object", out var inner) ? inner : default;
            // Some objects, such as a balance, have no id: there is one of them per account.
            var subject = Text(about, "id") ?? Text(about, "object") ?? "";
            if (subject.Length > LongestId) return null;
            return Of(id, kind, subject, told.TryGetProperty("livemode", out var live) && live.ValueKind == JsonValueKind.True, Text(told, "account"),
                told.TryGetProperty("created", out var at) && at.TryGetInt64(out var seconds) ? DateTime.UnixEpoch.AddSeconds(seconds) : null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An endpoint for payees' accounts gets test events too when it is live: those are told apart here.</summary>
    internal ProviderEvent Of(string id, string kind, string subject, bool live, string? account, DateTime? atUtc) =>
        new(id, kind, subject) { Live = live, Account = account, IsOurs = live == settings.IsLive, HappenedAtUtc = atUtc, About = AboutOf(kind) };

    private static NewsAbout AboutOf(string kind) => kind switch
    {
        _ when kind.StartsWith("checkout.session.", StringComparison.Ordinal) => NewsAbout.Payment,
        _ when kind.StartsWith("refund.", StringComparison.Ordinal) => NewsAbout.Refund,
        _ when kind.StartsWith("charge.dispute.", StringComparison.Ordinal) => NewsAbout.Chargeback,
        _ when kind.StartsWith("radar.early_fraud_warning.", StringComparison.Ordinal) => NewsAbout.FraudWarning,
        _ when kind.StartsWith("account.", StringComparison.Ordinal) || kind.StartsWith("capability.", StringComparison.Ordinal) => NewsAbout.Payee,
        _ when kind.StartsWith("payout.", StringComparison.Ordinal) => NewsAbout.Payout,
        _ when kind.StartsWith("transfer.", StringComparison.Ordinal) => NewsAbout.Transfer,
        _ => NewsAbout.Other,
    };

    private static string? Text(JsonElement from, string member) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
