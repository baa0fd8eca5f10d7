using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.EasyPost;

/// <summary>EasyPost, which sells the labels of many carriers under one account.</summary>
/// <remarks>Source: the exchanges that EasyPost's own C# client records, and docs.easypost.com (a reference in place of an id; tax identifiers); checked 2026-11-30. Not run against the real service.
/// To be confirmed with the carrier: how the mark on a webhook is made, the kind <c>VOEC</c> among tax identifiers, and that <c>label_url</c> is of the asked <c>label_format</c>.</remarks>
internal sealed class EasyPostConnector(EasyPostSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string ApiKey = "api-key";

    public const string WebhookSecret = "webhook-secret";

    /// <summary>How the keys of services begin that bill duties to the sender.</summary>
    private static readonly string[] Couriers = ["DHLExpress", "FedEx", "UPS:", "UPSDAP"];

    public string Key => "easypost";

    public string Name => "EasyPost";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(ApiKey, "API key") { IsSecret = true, Hint = "Account, API keys: the test key for a test account, else the production key" },
        new(WebhookSecret, "Webhook secret", CarrierAbility.News) { IsSecret = true, IsOptional = true, Hint = "The secret that the webhook was made with" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(EasyPostCarrier));

    /// <summary>A service's key is the carrier and its service with a colon between.</summary>
    public string ServiceName(string serviceKey) => serviceKey.Replace(":", " ", StringComparison.Ordinal);

    /// <summary>Couriers behind the account bill the sender; a post passes numbers on, and of a carrier that is not known no more is expected.</summary>
    public IncotermAbility IncotermsOf(string serviceKey) => Couriers.Any(c => serviceKey.StartsWith(c, StringComparison.OrdinalIgnoreCase)) ? IncotermAbility.Either : IncotermAbility.AtDoorOrByNumber;

    public ICarrier Open(CarrierCredentials credentials) => new EasyPostCarrier(this, credentials, settings, wire, clock);
}
