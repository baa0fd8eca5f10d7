namespace Storefront.Payouts;

public sealed class PayoutOptions
{
    /// <summary>Above this many euro, or what comes to it at the middle rate of now, two admins have to approve.</summary>
    public decimal ApprovalAboveEuro { get; set; } = 10_000m;

    /// <summary>How long nothing goes to a bank account that is new, so that its owner can say that it is not his.</summary>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromHours(72);

    public Money ApprovalAbove => Money.Of(ApprovalAboveEuro, Currency.Eur, Rounding.Down);
}

/// <summary>The least that is paid out, per currency: about ten euro, so that a bank's fee never eats a payout.</summary>
/// <remarks>The market's own choice, made 2026-11-30; a currency without a row has no minimum but the smallest payable amount.</remarks>
public static class PayoutMinimums
{
    private static readonly Lazy<Dictionary<Currency, Money>> Rows = new(() => DataRow.In("Payouts.Data.payout-minimums.csv")
        .ToDictionary(row => row.Currency("currency"), row => Money.Exactly(row.Decimal("minimum"), row.Currency("currency"))));

    public static Money Of(Currency currency) => Rows.Value.GetValueOrDefault(currency, new Money(1, currency));
}
