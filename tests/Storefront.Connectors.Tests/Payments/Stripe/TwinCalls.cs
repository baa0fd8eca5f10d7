using System.Globalization;
using System.Text.Json;
using Storefront.Payments;

namespace Storefront.Connectors.Tests.Payments.Stripe;

/// <summary>Makes a row of the table with our client.</summary>
internal static class TwinCalls
{
    private static readonly Dictionary<string, Func<StripeDesk, Row, Task>> Calls = new()
    {
        ["open"] = (d, r) => d.Payments.OpenAsync(
            new PaymentToOpen(
                r["key"], new PaymentId(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")), r["order"], r.Amount, r["email"], r["language"], r["returnUrl"], new DateTime(2026, 11, 29, 10, 30, 0, DateTimeKind.Utc),
                r.Find("to") is { } to ? new Country(to) : null, d.Clock.NowUtc),
            default),
        ["lookUp"] = (d, r) => d.Payments.LookUpAsync(r["reference"], default),
        ["close"] = (d, r) => d.Payments.CloseAsync(r["reference"], default),
        ["refund"] = (d, r) => d.Payments.RefundAsync(new RefundToMake(r["key"], r["payment"], r.Amount, r.WrittenAt(d)), default),
        ["transfer"] = (d, r) => d.Of<ITransferFunds>().TransferAsync(new TransferToMake(r["key"], r["payee"], r.Amount, r["order"], r.Find("payment"), r.WrittenAt(d)), default),
        ["findTransfer"] = (d, r) => d.Of<ITransferFunds>().FindTransferAsync(r["order"], r["key"], default),
        ["lookUpTransfer"] = (d, r) => d.Of<ITransferFunds>().LookUpTransferAsync(r["reference"], default),
        ["reverse"] = (d, r) => d.Of<ITransferFunds>().ReverseAsync(new ReversalToMake(r["key"], r["transfer"], r.Amount, r.WrittenAt(d)), default),
        ["findReversal"] = (d, r) => d.Of<ITransferFunds>().FindReversalAsync(r["transfer"], r["key"], default),
        ["createPayee"] = (d, r) => d.Of<IOnboardPayees>().CreatePayeeAsync(
            new PayeeToCreate(r["key"], r["reference"], new Country(r["country"]), r["email"], r.Find("currency") is { } currency ? new Currency(currency) : null, d.Clock.NowUtc), default),
        ["onboard"] = (d, r) => d.Of<IOnboardPayees>().OnboardAsync(new PageToOnboard(r["key"], r["payee"], r["returnUrl"], r["refreshUrl"]), default),
        ["readPayee"] = (d, r) => d.Of<IOnboardPayees>().ReadPayeeAsync(r["payee"], default),
        ["payOut"] = (d, r) => d.Of<IPayOut>().PayOutAsync(new PayoutToMake(r["key"], r.Find("payee"), r.Amount, r.WrittenAt(d)), default),
        ["lookUpPayout"] = (d, r) => d.Of<IPayOut>().LookUpPayoutAsync(r.Find("payee"), r["reference"], default),
        ["balance"] = (d, r) => d.Of<IPayOut>().ReadBalanceAsync(r.Find("payee"), default),
        ["readChargeback"] = (d, r) => d.Of<IContestChargebacks>().ReadChargebackAsync(r["reference"], default),
        ["stage"] = (d, r) => d.Of<IContestChargebacks>().StageAsync(new EvidenceToGive(r["key"], r["reference"], r.Evidence), default),
        ["submit"] = (d, r) => d.Of<IContestChargebacks>().SubmitAsync(new EvidenceToGive(r["key"], r["reference"], r.Evidence), default),
        ["concede"] = (d, r) => d.Of<IContestChargebacks>().ConcedeAsync(r["key"], r["reference"], default),
        ["upload"] = (d, r) => d.Of<IContestChargebacks>().UploadAsync(new DocumentToUpload(r["key"], r["name"], r["type"], System.Text.Encoding.UTF8.GetBytes(r["text"])), default),
        ["news"] = (d, r) => d.Of<IListProviderNews>().ListNewsAsync(r.Find("payee"), r.Since, [.. r.Json.GetProperty("kinds").EnumerateArray().Select(k => k.GetString()!)], r.Find("after"), default),
        ["objects"] = (d, r) => d.Of<IListProviderObjects>().ListAsync(Enum.Parse<ProviderObjectKind>(r["kind"]), r.Since, r.Find("within"), r.Find("after"), default),
    };

    public static Task MakeAsync(StripeDesk desk, string call, JsonElement with) => Calls[call](desk, new Row(with));

    /// <summary>What a row gives to its call.</summary>
    private sealed record Row(JsonElement Json)
    {
        public string this[string name] => Json.GetProperty(name).GetString()!;

        public Money Amount => Money.TryParse(this["amount"], new Currency(this["currency"]), out var money) ? money : throw new FormatException(this["amount"]);

        public DateTime Since => DateTime.Parse(this["since"], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

        public ChargebackEvidence Evidence => Json.GetProperty("evidence").Deserialize<ChargebackEvidence>()! with
        {
            ShippedOn = Find("shippedOn") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Documents = Json.TryGetProperty("documents", out var files) ? files.Deserialize<Dictionary<EvidenceDocument, string>>()! : [],
        };

        public string? Find(string name) => Json.TryGetProperty(name, out var value) ? value.GetString() : null;

        public DateTime WrittenAt(StripeDesk desk) => desk.Clock.NowUtc.AddDays(Json.TryGetProperty("daysAgo", out var days) ? -days.GetInt32() : 0);
    }
}
