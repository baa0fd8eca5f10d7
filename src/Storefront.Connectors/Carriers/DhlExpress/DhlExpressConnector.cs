using System.Collections.Frozen;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.DhlExpress;

/// <summary>DHL Express over MyDHL API.</summary>
/// <remarks>Source: the message schemas that the open connector of karrio 2026.1.32 makes of MyDHL API 3.1.1; checked 2026-11-22. Not run against the real service.
/// To be confirmed with the carrier: the names of products, the kinds of registration numbers (VAT, EOR, SDT, GST, CNP), the services DD (duties paid), OO and OB (remote areas), the code WC of scans, three address lines of 45 characters,
/// the account's kind <c>payer</c> for parcels that come back, and that a collection is booked without the parcels' measures.
/// There is no voiding: a waybill that is never scanned is not billed. Of finding a shipment by a reference of ours see <see cref="DhlExpressMapping.ByReference"/>: it tells the number alone, and its no proves nothing.</remarks>
internal sealed class DhlExpressConnector(DhlExpressSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string User = "username";

    public const string Password = "password";

    public const string Account = "account-number";

    public const string PointKey = "service-point-key";

    private static readonly FrozenDictionary<string, string> Products = new Dictionary<string, string>
    {
        ["P"] = "Express Worldwide", ["D"] = "Express Worldwide, documents", ["U"] = "Express Worldwide EU", ["N"] = "Express Domestic", ["K"] = "Express 9:00", ["E"] = "Express 9:00", ["L"] = "Express 10:30",
        ["M"] = "Express 10:30", ["T"] = "Express 12:00", ["Y"] = "Express 12:00", ["W"] = "Economy Select", ["H"] = "Economy Select", ["8"] = "Express Easy",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public string Key => "dhl-express";

    public string Name => "DHL Express";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(User, "API key") { Hint = "developer.dhl.com, user name of the application" },
        new(Password, "API secret") { IsSecret = true },
        new(Account, "Account number") { Hint = "Nine digits, for export" },
        new(PointKey, "Service point key", CarrierAbility.PickupPoints) { IsSecret = true, Hint = "Given on request by your contact at DHL Express" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(DhlExpressCarrier));

    public string ServiceName(string serviceKey) => Products.TryGetValue(serviceKey, out var name) ? $"DHL {name}" : serviceKey;

    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.Either;

    public bool DeliversToPoint(string serviceKey) => true;

    /// <summary>A waybill that nobody scans is not billed.</summary>
    public string? Instead(CarrierAbility ability) => ability == CarrierAbility.Void ? "void-not-billed" : null;

    public ICarrier Open(CarrierCredentials credentials) => new DhlExpressCarrier(this, credentials, settings, wire, clock);
}
