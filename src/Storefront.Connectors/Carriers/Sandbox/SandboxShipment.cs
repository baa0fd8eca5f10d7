using System.Text.Json;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>What the sandbox carrier remembers of a parcel: enough to answer and to track, and nobody's name.</summary>
internal sealed record SandboxShipment
{
    public required string Reference { get; init; }

    public required string TrackingNumber { get; init; }

    public required string ServiceKey { get; init; }

    public required Money Price { get; init; }

    public required DateTime BoughtAtUtc { get; init; }

    public DateTime? VoidedAtUtc { get; init; }

    public DateTime? HandedOverAtUtc { get; init; }

    public required Country From { get; init; }

    public string? FromPlace { get; init; }

    public required Country To { get; init; }

    public string? ToPlace { get; init; }

    /// <summary>The sorting code that stands on the label.</summary>
    public required string Routing { get; init; }

    public SandboxFate Fate { get; init; }

    public static SandboxShipment Read(string json) => JsonSerializer.Deserialize<SandboxShipment>(json) ?? throw new JsonException("A shipment is missing.");

    public string Write() => JsonSerializer.Serialize(this);

    public BoughtLabel AsLabel()
    {
        var service = SandboxService.Find(ServiceKey) ?? throw new InvalidOperationException($"The sandbox has no service '{ServiceKey}'.");
        return new BoughtLabel
        {
            Reference = Reference,
            CarrierKey = SandboxCarrier.CarrierKey,
            ServiceKey = service.Key,
            ServiceName = service.Name,
            TrackingNumber = TrackingNumber,
            Price = Price,
            BoughtAtUtc = BoughtAtUtc,
            VoidedAtUtc = VoidedAtUtc,
            Marks = new LabelMarks(SandboxCarrier.CarrierName, service.Mark, Routing, service.Mail, "SANDBOX - NOT VALID FOR CARRIAGE"),
        };
    }
}
