using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>A parcel's whole journey, worked out from its number, lane and hand-over alone, so that moving the clock moves the parcel
/// and every node tells the same story. Event codes after UPU EMSEVT.</summary>
internal static class SandboxJourney
{
    /// <summary>Every event of the journey in order, also those that lie ahead.</summary>
    public static IReadOnlyList<TrackingEvent> Of(SandboxShipment shipment)
    {
        var events = new List<TrackingEvent> { At(shipment.BoughtAtUtc, TrackingStatus.LabelMade, "LBL", shipment.From, shipment.FromPlace) };
        if (shipment.VoidedAtUtc is not null || shipment.HandedOverAtUtc is not { } handedOver) return events;

        var chance = new Chance(shipment.TrackingNumber);
        var delivered = DeliveryAt(shipment, handedOver, chance);
        var outForDelivery = delivered - TimeSpan.FromMinutes(100 + chance.Below(100));
        events.Add(At(handedOver, TrackingStatus.HandedOver, "EMA", shipment.From, shipment.FromPlace));
        foreach (var (share, status, code, country, place) in Stations(shipment))
        {
            // Shares are of the way to the van; a little chance keeps two parcels of a day from moving in step.
            var moved = share + ((chance.Below(5) - 2) / 100.0);
            events.Add(At(handedOver + ((outForDelivery - handedOver) * moved), status, code, country, place));
        }

        events.AddRange(Ending(shipment, outForDelivery, delivered));
        return events;
    }

    /// <summary>By day at the addressee's, the tariff's days after hand-over.</summary>
    private static DateTime DeliveryAt(SandboxShipment shipment, DateTime handedOver, Chance chance)
    {
        var service = SandboxService.Find(shipment.ServiceKey)!;
        var (min, max) = SandboxTariff.DaysFor(service, SandboxMap.ZoneBetween(shipment.From, shipment.To)!.Value);
        var offset = SandboxMap.OffsetOf(shipment.To);
        var day = (handedOver + offset).Date.AddDays(min + chance.Below(max - min + 1));
        return day.AddHours(9.5).AddMinutes(chance.Below(7 * 60)) - offset;
    }

    private static IEnumerable<(double Share, TrackingStatus Status, string Code, Country Country, string? Place)> Stations(SandboxShipment shipment)
    {
        var (from, to) = (shipment.From, shipment.To);
        if (from == to)
        {
            yield return (0.30, TrackingStatus.InTransit, "SRT", from, SandboxMap.ExchangeOffice(from));
            yield return (0.80, TrackingStatus.InTransit, "DPT", to, shipment.ToPlace);
            yield break;
        }

        var border = SandboxMap.CrossesBorder(from, to);
        yield return (0.10, TrackingStatus.InTransit, "EMB", from, SandboxMap.ExchangeOffice(from));
        if (border) yield return (0.17, TrackingStatus.ExportCustoms, "EXC", from, SandboxMap.ExchangeOffice(from));
        yield return (0.25, TrackingStatus.DepartedOrigin, "EMC", from, SandboxMap.ExchangeOffice(from));
        yield return (0.62, TrackingStatus.ArrivedDestination, "EMD", to, SandboxMap.ExchangeOffice(to));
        if (border) yield return (0.70, TrackingStatus.ImportCustoms, "EME", to, SandboxMap.ExchangeOffice(to));
        yield return (0.80, TrackingStatus.InTransit, "EMF", to, SandboxMap.ExchangeOffice(to));
        yield return (0.93, TrackingStatus.InTransit, "EMG", to, shipment.ToPlace);
    }

    private static IEnumerable<TrackingEvent> Ending(SandboxShipment shipment, DateTime outForDelivery, DateTime delivered)
    {
        var (to, place) = (shipment.To, shipment.ToPlace);
        var day = TimeSpan.FromDays(1);
        if (shipment.Fate == SandboxFate.Lost)
        {
            yield return At(delivered + (14 * day), TrackingStatus.Lost, "LST", to, null);
            yield break;
        }

        yield return At(outForDelivery, TrackingStatus.OutForDelivery, "EDH", to, place);
        switch (shipment.Fate)
        {
            case SandboxFate.Delivered:
                yield return At(delivered, TrackingStatus.Delivered, "EMI", to, place);
                break;
            case SandboxFate.DeliveredAtSecondTry:
                yield return At(delivered, TrackingStatus.DeliveryFailed, "EMH", to, place);
                yield return At(outForDelivery + day, TrackingStatus.OutForDelivery, "EDH", to, place);
                yield return At(delivered + day, TrackingStatus.Delivered, "EMI", to, place);
                break;
            case SandboxFate.Returned:
                yield return At(delivered, TrackingStatus.DeliveryFailed, "EMH", to, place);
                yield return At(delivered + (9 * day), TrackingStatus.Returned, "RET", shipment.From, shipment.FromPlace);
                break;
        }
    }

    private static TrackingEvent At(DateTime atUtc, TrackingStatus status, string code, Country country, string? place) =>
        new(status, new DateTime(atUtc.Ticks - (atUtc.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc), country, place, code, status.TextKey());

    /// <summary>Numbers that look like chance and are the same for the same parcel everywhere.</summary>
    private sealed class Chance(string seed)
    {
        private readonly byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        private int next;

        public int Below(int bound)
        {
            var value = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(next));
            next = (next + 2) % (bytes.Length - 1);
            return value % bound;
        }
    }
}
