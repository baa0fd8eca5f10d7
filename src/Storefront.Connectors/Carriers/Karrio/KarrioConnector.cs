using Storefront.Connectors.Carriers.Wire;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Karrio;

/// <summary>A merchant's own karrio server, behind which are the carriers that it was connected with.</summary>
/// <remarks>Source: the interface description of karrio 2026.1.32 (commit deea10f8), checked 2026-11-22;
/// its list of shipments with a filter by reference that also finds parts of it, the names of customs options and the answer about a collection, checked 2026-11-30.
/// Not run against the real service. To be confirmed with the server: <c>voec_number</c> among customs options, and the words by which surcharges for remote areas are known.
/// Source of manifests, their papers and the pushed news: the server's own code on the same day, which sends a webhook's secret in the header <c>X-Event-Id</c> and signs nothing.
/// To be confirmed as well: that all versions since then name the shipments that they put on a manifest.</remarks>
internal sealed class KarrioConnector(KarrioSettings settings, CarrierWire wire, TimeProvider clock) : ICarrierConnector
{
    public const string Address = "url";

    public const string ApiKey = "api-key";

    public const string WebhookSecret = "webhook-secret";

    /// <summary>How services begin that bill duties to the sender.</summary>
    private static readonly string[] Couriers = ["dhl_express_", "fedex_", "ups_"];

    private readonly PublicHosts hosts = new(settings.Hosts, settings.AllowLoopback);

    private readonly Lazy<CarrierWire> own = new(() => wire.Over(CarrierWire.Client(new PublicHosts(settings.Hosts, settings.AllowLoopback))));

    public string Key => "karrio";

    public string Name => "karrio";

    public IReadOnlyList<CredentialField> Fields { get; } =
    [
        new(Address, "Server address") { Hint = "https://karrio.example.com" },
        new(ApiKey, "API key") { IsSecret = true, Hint = "Settings, API keys; begins with key_" },
        new(WebhookSecret, "Webhook secret", CarrierAbility.News) { IsSecret = true, IsOptional = true, Hint = "Developers, Webhooks: the secret that the server gave the webhook; it sends tracker.created and tracker.updated" },
    ];

    public IReadOnlyList<CarrierAbility> Abilities { get; } = CarrierAbilities.Of(typeof(KarrioCarrier));

    /// <summary>A service's key is the connection and its service with a colon between.</summary>
    public string ServiceName(string serviceKey) => string.Join(' ', serviceKey.Split(':')).Replace('_', ' ');

    /// <inheritdoc cref="EasyPost.EasyPostConnector.IncotermsOf"/>
    public IncotermAbility IncotermsOf(string serviceKey)
    {
        var service = serviceKey[(serviceKey.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Couriers.Any(c => service.StartsWith(c, StringComparison.Ordinal)) ? IncotermAbility.Either : IncotermAbility.AtDoorOrByNumber;
    }

    public ICarrier Open(CarrierCredentials credentials) => new KarrioCarrier(this, credentials, hosts, own.Value, clock);
}
