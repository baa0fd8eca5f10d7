using Storefront.Accounts;
using Storefront.Data;
using Storefront.Ledger;
using Storefront.Pricing;

namespace Storefront.Orders;

/// <summary>What the market holds or owes in one currency because it exchanged money.</summary>
/// <param name="Balance">Of the exchange account, debit positive, as the ledger shows it.</param>
/// <param name="Holds">The other way round: positive is money that is the market's own, negative is money that it has to find.</param>
/// <param name="InEuro">What that is in euro at the middle rate of now, half a cent up; null where the currency has no rate.</param>
/// <param name="Rate">The rate of that valuation, with its day and source.</param>
public sealed record FxPosition(Currency Currency, Money Balance, Money Holds, Money? InEuro, RateUsed? Rate);

/// <param name="Result">Gain, or with a minus loss, in euro if all positions were closed at the rates of now: the spread that shoppers paid and what
/// rates have done since. The sum of <see cref="FxPosition.InEuro"/>.</param>
/// <param name="IsWhole">False where a currency has no rate and is not in the result.</param>
public sealed record FxPositionSheet(IReadOnlyList<FxPosition> Positions, Money Result, bool IsWhole, RateOrigin Rates);

/// <summary>The exchange account, valued. Sums of postings at one rate table; nothing is written.</summary>
public sealed class ReadFxPosition(MarketDb db, CurrentRates rates)
{
    public async Task<Outcome<FxPositionSheet>> RunAsync(Actor actor, CancellationToken cancel)
    {
        if (!await actor.IsAdminAsync(db, cancel)) return AccountRefusals.AdminsOnly;
        var turnovers = (await db.TurnoversAsync(null, cancel)).Where(t => t.Account == AccountKind.FxPosition);
        var now = rates.Now;
        var positions = turnovers.OrderBy(t => t.Currency.Code, StringComparer.Ordinal).Select(t => Value(new Money(t.DebitsMinor - t.CreditsMinor, t.Currency), now)).ToList();
        return new FxPositionSheet(
            positions, positions.Select(p => p.InEuro).OfType<Money>().Sum(Currency.Eur), positions.TrueForAll(p => p.InEuro is not null), now.Origin);
    }

    private static FxPosition Value(Money balance, ExchangeRates rates)
    {
        if (!rates.Knows(balance.Currency)) return new FxPosition(balance.Currency, balance, -balance, null, null);
        var rate = rates.Middle(balance.Currency, Currency.Eur);
        return new FxPosition(balance.Currency, balance, -balance, rate.Apply(-balance, Rounding.HalfUp), rate);
    }
}
