namespace Storefront.Connectors.Payments.Stripe;

/// <summary>Which payment methods are offered for a currency and a destination. Pure; the rows of <c>methods.csv</c> carry their source and date.</summary>
internal static class StripeMethods
{
    private const string Card = "card";

    /// <summary>Members of the European Union, and with them of the European Economic Area (europa.eu, checked 2026-11-29).</summary>
    private static readonly string[] Eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".Split(' ');

    private static readonly string[] Eea = [.. Eu, "IS", "LI", "NO"];

    private static readonly List<StripeMethod> All = [.. EmbeddedFile.Rows("Payments.Stripe.Data.methods.csv", typeof(StripeMethods).Assembly)
        .Select(r => new StripeMethod(r["method"], List(r["currencies"]), Places(r["accounts"]), Places(r["buyers"]), r["answer"] == "delayed", r["refunds"] == "native"))];

    public static IReadOnlyList<StripeMethod> Known => All;

    /// <summary>Methods to name when the account's country is known: those that fit it, the currency and the buyer, and can be refunded by us alone. Cards always.</summary>
    public static List<string> Allowed(Currency currency, Country? destination, Country account) =>
        [.. All.Where(m => m.Fits(currency, destination) && (m.Accounts is null || m.Accounts.Contains(account.Code))).Select(m => m.Name)];

    /// <summary>Methods to take out when the account's own settings choose: those that cannot fit the currency or the buyer, or whose refund would
    /// ask the buyer for a bank account, which we do not do.</summary>
    public static List<string> Excluded(Currency currency, Country? destination) => [.. All.Where(m => !m.Fits(currency, destination)).Select(m => m.Name)];

    private static HashSet<string>? List(string cell) => cell == "*" ? null : [.. cell.Split(';')];

    private static HashSet<string>? Places(string cell) => cell == "*" ? null : [.. cell.Split(';').SelectMany(p => p switch { "EU" => Eu, "EEA" => Eea, _ => [p] })];

    /// <param name="Currencies">Null for any.</param>
    /// <param name="Accounts">Countries of accounts that may offer it; null for any.</param>
    /// <param name="Buyers">Countries of buyers who have it; null for any.</param>
    /// <param name="IsDelayed">It is told hours or days later whether money comes.</param>
    /// <param name="RefundsAlone">Money goes back without asking the buyer where to.</param>
    internal sealed record StripeMethod(string Name, HashSet<string>? Currencies, HashSet<string>? Accounts, HashSet<string>? Buyers, bool IsDelayed, bool RefundsAlone)
    {
        /// <summary>Cards fit everyone. Without a destination, what only some countries have is not offered.</summary>
        public bool Fits(Currency currency, Country? destination) =>
            Name == Card || (RefundsAlone && (Currencies is null || Currencies.Contains(currency.Code)) && (Buyers is null || (destination is { } to && Buyers.Contains(to.Code))));
    }
}
