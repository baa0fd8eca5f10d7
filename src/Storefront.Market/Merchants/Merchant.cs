using Storefront.Shipping;

namespace Storefront.Merchants;

/// <summary>A shop on the market and the business behind it, with the facts that buyers must be shown.</summary>
public sealed class Merchant
{
    private Merchant()
    {
    }

    public MerchantId Id { get; private set; }

    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? NativeName { get; private set; }

    /// <summary>Trade register entry.</summary>
    public string Registration { get; private set; } = "";

    public string? VatNumber { get; private set; }

    public string? Eori { get; private set; }

    /// <summary>Its numbers with tax and customs authorities abroad, for papers and carriers; never shown to buyers.</summary>
    public IReadOnlyList<TaxRegistration> Registrations { get; private set; } = [];

    /// <summary>How its members want carriers' offers put in order.</summary>
    public OfferOrder OffersBy { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>Where parcels leave and the business is reached.</summary>
    public PostalAddress Address { get; private set; } = null!;

    public Country ShipsFrom => Address.Country;

    /// <summary>The currency of its prices and payouts.</summary>
    public Currency Currency { get; private set; }

    /// <summary>Days from payment to hand-over that it promises.</summary>
    public int HandlingDays { get; private set; }

    /// <summary>Where buyers of a country send goods back to, at most one for each; elsewhere it is <see cref="Address"/>.</summary>
    public IReadOnlyList<PostalAddress> ReturnAddresses { get; private set; } = [];

    /// <summary>Days after delivery in which it takes goods back without a reason, where that is longer than the law's; null for the law's alone.</summary>
    public int? ReturnDays { get; private set; }

    public ReturnPostage ReturnPostage { get; private set; }

    /// <summary>About the shop, by language tag.</summary>
    public IReadOnlyDictionary<string, string> About { get; private set; } = new Dictionary<string, string>();

    public MerchantStatus Status { get; private set; }

    public string? StatusReason { get; private set; }

    public DateTime AppliedAtUtc { get; private set; }

    public DateTime? ApprovedAtUtc { get; private set; }

    public int Version { get; private set; }

    /// <summary>What it says of itself, as it would say it again.</summary>
    public MerchantProfile Profile => MerchantProfile.Of(this);

    public bool MaySell => Status == MerchantStatus.Approved;

    public static Merchant Apply(string slug, MerchantProfile profile, DateTime nowUtc)
    {
        var merchant = new Merchant { Id = Storefront.Id.New<MerchantId>(), Slug = slug, Currency = profile.Currency, Status = MerchantStatus.Applied, AppliedAtUtc = nowUtc };
        merchant.Change(profile);
        return merchant;
    }

    /// <summary>Takes new facts. The currency stays: prices and the ledger stand in it.</summary>
    public void Change(MerchantProfile profile)
    {
        (Name, NativeName, Registration, VatNumber, Eori, Email) = (profile.Name, profile.NativeName, profile.Registration, profile.VatNumber, profile.Eori, profile.Email);
        (Address, HandlingDays, About, Registrations) = (profile.Address, profile.HandlingDays, profile.About, [.. profile.Registrations]);
        (ReturnAddresses, ReturnDays, ReturnPostage) = ([.. profile.ReturnAddresses], profile.ReturnDays, profile.ReturnPostage);
        Version++;
    }

    public void Approve(DateTime nowUtc)
    {
        (Status, StatusReason) = (MerchantStatus.Approved, null);
        ApprovedAtUtc ??= nowUtc;
        Version++;
    }

    /// <summary>Refuses an application, or stops a shop that sells.</summary>
    public void Stop(MerchantStatus status, string reason)
    {
        (Status, StatusReason) = (status, reason);
        Version++;
    }
}

/// <summary>What a merchant says of itself.</summary>
public sealed record MerchantProfile
{
    public required string Name { get; init; }

    public string? NativeName { get; init; }

    public required string Registration { get; init; }

    public string? VatNumber { get; init; }

    public string? Eori { get; init; }

    /// <summary>Numbers with authorities abroad, each of the form that its kind has; see <see cref="TaxNumberRules"/>.</summary>
    public IReadOnlyList<TaxRegistration> Registrations { get; init; } = [];

    public required string Email { get; init; }

    public required PostalAddress Address { get; init; }

    public required Currency Currency { get; init; }

    public required int HandlingDays { get; init; }

    /// <summary>At most one for each country.</summary>
    public IReadOnlyList<PostalAddress> ReturnAddresses { get; init; } = [];

    /// <summary>Days after delivery; see <see cref="Merchant.ReturnDays"/>.</summary>
    public int? ReturnDays { get; init; }

    public ReturnPostage ReturnPostage { get; init; }

    public IReadOnlyDictionary<string, string> About { get; init; } = new Dictionary<string, string>();

    public static MerchantProfile Of(Merchant merchant) => new()
    {
        Name = merchant.Name, NativeName = merchant.NativeName, Registration = merchant.Registration, VatNumber = merchant.VatNumber, Eori = merchant.Eori, Email = merchant.Email,
        Address = merchant.Address, Currency = merchant.Currency, HandlingDays = merchant.HandlingDays, About = merchant.About, Registrations = merchant.Registrations,
        ReturnAddresses = merchant.ReturnAddresses, ReturnDays = merchant.ReturnDays, ReturnPostage = merchant.ReturnPostage,
    };
}
