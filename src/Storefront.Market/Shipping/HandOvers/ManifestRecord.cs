using Storefront.Data;
using Storefront.Merchants;

namespace Storefront.Shipping;

public enum ManifestStatus
{
    /// <summary>Written down; the carrier may or may not have made it.</summary>
    Making,
    Made,

    /// <summary>There is none: the carrier said no, or was not reached. Its parcels are free again.</summary>
    Refused,
}

/// <summary>A paper with which many parcels of one carrier account are handed over at once. It is committed with its reference before the carrier is called, and a parcel stands on
/// one that lives at most (<see cref="Parcel.Manifest"/>), so that no parcel is closed twice.</summary>
public sealed class ManifestRecord
{
    private ManifestRecord()
    {
    }

    public ManifestId Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    public string Carrier { get; private set; } = "";

    /// <summary>Null for the installation's own carrier.</summary>
    public CarrierAccountId? Account { get; private set; }

    /// <summary>Our key for the carrier; unique.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>As the carrier knows it, or that of our own list.</summary>
    public string? Number { get; private set; }

    /// <summary>Our own hand-over list: the carrier makes none.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>Key of the paper's file, kept as it was made; null where it could not be kept.</summary>
    public string? File { get; private set; }

    public DocumentFormat? FileFormat { get; private set; }

    public int Parcels { get; private set; }

    /// <summary>Gross, of all parcels together.</summary>
    public Weight Weight { get; private set; }

    /// <summary>On which it is handed over.</summary>
    public DateOnly Day { get; private set; }

    public ManifestStatus Status { get; private set; }

    public string? RefusalCode { get; private set; }

    /// <summary>In the carrier's words.</summary>
    public string? RefusalReason { get; private set; }

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? MadeAtUtc { get; private set; }

    public int Version { get; private set; }

    public static ManifestRecord Making(MerchantId merchant, string carrier, CarrierAccountId? account, IReadOnlyCollection<Parcel> parcels, bool isOurs, DateOnly day, DateTime nowUtc)
    {
        var id = Storefront.Id.New<ManifestId>();
        return new ManifestRecord
        {
            Id = id, Merchant = merchant, Carrier = carrier, Account = account, Reference = $"manifest-{id.Value:N}", IsOurs = isOurs, Parcels = parcels.Count,
            Weight = parcels.Aggregate(default(Weight), static (sum, p) => sum + p.Weight), Day = day, Status = ManifestStatus.Making, CreatedAtUtc = nowUtc,
        };
    }

    public void Made(string number, StoredFile? file, DocumentFormat? format, DateTime nowUtc)
    {
        if (Status != ManifestStatus.Making) throw new InvalidOperationException($"A manifest that is {Status} cannot be made.");
        (Status, Number, File, FileFormat, MadeAtUtc) = (ManifestStatus.Made, number, file?.Name, file is null ? null : format, nowUtc);
        Version++;
    }

    public void Refused(Refusal why)
    {
        if (Status != ManifestStatus.Making) throw new InvalidOperationException($"A manifest that is {Status} cannot be refused.");
        var reason = why.Arguments.GetValueOrDefault("reason")?.ToString();
        (Status, RefusalCode, RefusalReason) = (ManifestStatus.Refused, why.Code, reason is { Length: > 300 } ? reason[..300] : reason);
        Version++;
    }
}
