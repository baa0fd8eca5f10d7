using Storefront.Merchants;

namespace Storefront.Customs;

public enum LicenceStatus
{
    /// <summary>The merchant has recorded it; it lifts nothing yet.</summary>
    Asked,

    Approved,

    Refused,

    /// <summary>It was approved and counts no more, from a moment on.</summary>
    Ended,
}

/// <summary>A merchant's licence or registration, by which a destination admits goods that it otherwise does not. It counts once an admin has approved it, and on its days alone.</summary>
public sealed class MerchantLicence
{
    private MerchantLicence()
    {
    }

    public Guid Id { get; private set; }

    public MerchantId Merchant { get; private set; }

    public Country Destination { get; private set; }

    /// <summary>The <see cref="Readiness.Restriction.Key"/> that it lifts.</summary>
    public string Restriction { get; private set; } = "";

    public string Number { get; private set; } = "";

    /// <summary>Who issued it.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>First day in UTC.</summary>
    public DateOnly ValidFrom { get; private set; }

    /// <summary>Last day in UTC; null for one without an end.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Name of the stored picture of it.</summary>
    public string File { get; private set; } = "";

    public LicenceStatus Status { get; private set; }

    /// <summary>Why it was refused or ended; told to the merchant.</summary>
    public string? Reason { get; private set; }

    public UserId AskedBy { get; private set; }

    public DateTime AskedAtUtc { get; private set; }

    public DateTime? ApprovedAtUtc { get; private set; }

    /// <summary>Refused or ended.</summary>
    public DateTime? ClosedAtUtc { get; private set; }

    /// <summary>The shop's copies of the merchant's listings were last made while it was in force.</summary>
    public bool ShownInForce { get; private set; }

    public int Version { get; private set; }

    internal static MerchantLicence Ask(MerchantId merchant, LicenceDraft draft, UserId by, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Merchant = merchant, Destination = draft.Destination, Restriction = draft.Restriction, Number = draft.Number, Authority = draft.Authority, ValidFrom = draft.ValidFrom, ValidTo = draft.ValidTo,
        File = draft.File, Status = LicenceStatus.Asked, AskedBy = by, AskedAtUtc = nowUtc, Version = 1,
    };

    internal Licence ToLicence() => new(Merchant, Destination, Restriction, Number, Authority, ValidFrom, ValidTo, ApprovedAtUtc ?? DateTime.MaxValue, ClosedAtUtc);

    internal void Approve(DateTime nowUtc)
    {
        (Status, ApprovedAtUtc) = (LicenceStatus.Approved, nowUtc);
        Version++;
    }

    /// <param name="status">Refused or ended.</param>
    internal void Close(LicenceStatus status, string reason, DateTime nowUtc)
    {
        (Status, Reason, ClosedAtUtc) = (status, reason, nowUtc);
        Version++;
    }

    /// <summary>The copies are made anew by whether it is in force.</summary>
    internal void Shown(DateTime nowUtc)
    {
        ShownInForce = Status == LicenceStatus.Approved && ToLicence().IsInForce(nowUtc);
        Version++;
    }
}

/// <summary>A licence as it counts: approved, on its days, until it was ended.</summary>
public sealed record Licence(MerchantId Merchant, Country Destination, string Restriction, string Number, string Authority, DateOnly ValidFrom, DateOnly? ValidTo, DateTime ApprovedAtUtc, DateTime? EndedAtUtc)
{
    public bool IsInForce(DateTime atUtc) =>
        ApprovedAtUtc <= atUtc && !(EndedAtUtc <= atUtc) && DateOnly.FromDateTime(atUtc) is var day && ValidFrom <= day && !(ValidTo < day);
}
