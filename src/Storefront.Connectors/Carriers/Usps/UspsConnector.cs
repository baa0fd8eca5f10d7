using System.Collections.Frozen;
using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Usps;

/// <summary>The United States Postal Service over its third interface. Labels are paid by an account that a second token stands for.</summary>
/// <remarks>Source: the message schemas and mail classes that the open connectors of karrio 2026.1.32 use; checked 2026-11-22. Not run against the real service.
/// To be confirmed with the carrier: the rate indicator PA of express mail, references of 30 characters, declared values in US dollars, the exemption NOEEI 30.37(a) up to 2,500 dollars an HS code, the kinds of importer's and exporter's references,
/// the kinds of parcels and places of a collection, that a voided label is answered with 404, and all scan codes but 01, OF, 07, A1 and TL. The default allowance is 60 calls an hour for each interface until it is raised.
/// A label cannot be asked for by a reference of ours: a purchase without an answer stays unknown until somebody looks into the account. Duties are the addressee's to pay.</remarks>
internal sealed class UspsConnector(UspsSettings settings, CarrierWire wire, CarrierTokens tokens, TimeProvider clock) : ICarrierConnector
{
    public const string ClientId = "client-id";

    public const string ClientSecret = "client-secret";

    public const string Crid = "crid";

    public const string Mid = "mid";

    public const string ManifestMid = "manifest-mid";

    public const string AccountType = "account-type";

    public const string Account = "account-number";

    /// <summary>The classes in which goods of any kind travel in the sender's own packing, single, from any post office. Media, library and printed matter go by their contents.</summary>
    private static readonly FrozenDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["USPS_GROUND_ADVANTAGE"] = "USPS Ground Advantage", ["PRIORITY_MAIL"] = "USPS Priority Mail", ["PRIORITY_MAIL_EXPRESS"] = "USPS Priority Mail Express",
        ["FIRST-CLASS_PACKAGE_INTERNATIONAL_SERVICE"] = "USPS First-Class Package International", ["PRIORITY_MAIL_INTERNATIONAL"] = "USPS Priority Mail International",
        ["PRIORITY_MAIL_EXPRESS_INTERNATIONAL"] = "USPS Priority Mail Express International", ["GLOBAL_EXPRESS_GUARANTEED"] = "USPS Global Express Guaranteed",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly CarrierAbility[] Paid = [CarrierAbility.Quote, CarrierAbility.Buy, CarrierAbility.Void];

    public string Key => "usps";

    public string Name => "USPS";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(ClientId, "Consumer key") { Hint = "developers.usps.com, Apps" },
        new(ClientSecret, "Consumer secret") { IsSecret = true },
        new(Crid, "CRID", CarrierAbility.Buy, CarrierAbility.Void) { Hint = "Customer registration, gateway.usps.com" },
        new(Mid, "Mailer ID", CarrierAbility.Buy, CarrierAbility.Void) { Hint = "For labels" },
        new(ManifestMid, "Mailer ID for manifests", CarrierAbility.Buy, CarrierAbility.Void),
        new(AccountType, "Kind of account", Paid) { Choices = ["EPS", "PERMIT", "METER"] },
        new(Account, "Account number", Paid) { Hint = "Enterprise Payment System" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(UspsCarrier));

    public static bool IsOffered(string mailClass) => Classes.ContainsKey(mailClass);

    public string ServiceName(string serviceKey) => Classes.GetValueOrDefault(serviceKey, serviceKey);

    /// <summary>Duties are never billed to the sender; the customs form has room for one number of the exporter.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => IncotermAbility.AtDoorOrByNumber;

    public ICarrier Open(CarrierCredentials credentials) => new UspsCarrier(this, credentials, settings, wire, tokens, clock);
}
