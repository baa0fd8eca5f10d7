using Storefront.Data.Conventions;

namespace Storefront.Shipping;

/// <summary>A carrier's scan of a parcel, as it was told, never altered.</summary>
public sealed class ParcelScan : IInsertOnly
{
    private ParcelScan()
    {
    }

    public Guid Id { get; private set; }

    public ParcelId Parcel { get; private set; }

    /// <summary>The carrier's event identity within the parcel, so that one scan is stored once.</summary>
    public string Code { get; private set; } = "";

    public string Status { get; private set; } = "";

    public Country? Country { get; private set; }

    public string? Place { get; private set; }

    public DateTime AtUtc { get; private set; }

    public static ParcelScan Of(ParcelId parcel, string code, string status, Country? country, string? place, DateTime atUtc) =>
        new() { Id = Guid.CreateVersion7(), Parcel = parcel, Code = code, Status = status, Country = country, Place = place, AtUtc = atUtc };
}
