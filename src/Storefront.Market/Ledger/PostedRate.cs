using System.Globalization;

namespace Storefront.Ledger;

/// <summary>The rate at which an entry exchanges: <c>amount in From × Rate = amount in To</c>, major units.</summary>
/// <param name="AsOf">The older of the two currencies' days.</param>
/// <param name="Source">Who states the rate; both sources where they differ.</param>
public sealed record PostedRate(Currency From, Currency To, decimal Rate, DateOnly AsOf, string Source)
{
    /// <summary>As the rates that an order froze are written.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}→{To} {Rate} of {AsOf:yyyy-MM-dd} ({Source})");
}
