using System.Collections.Frozen;
using Storefront.Customs.Readiness;
using Storefront.Merchants;
using Storefront.Shipping;

namespace Storefront.Customs;

/// <summary>All licences that were ever approved, with their days: an immutable snapshot. Those that are over stay, so that a paper that is printed again names what it named.</summary>
public sealed class LicenceTable(IEnumerable<Licence> licences)
{
    public static LicenceTable None { get; } = new([]);

    private readonly FrozenDictionary<(MerchantId, Country, string), Licence[]> byPlace =
        licences.GroupBy(l => (l.Merchant, l.Destination, l.Restriction)).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(l => l.ValidFrom).ToArray());

    private readonly FrozenSet<MerchantId> merchants = licences.Select(l => l.Merchant).ToFrozenSet();

    /// <summary>Those of one merchant at one moment.</summary>
    public HeldLicences Of(MerchantId merchant, DateTime atUtc) => new(this, merchant, atUtc);

    internal bool Names(MerchantId merchant) => merchants.Contains(merchant);

    internal Licence? Find(MerchantId merchant, Country destination, string restriction, DateTime atUtc) =>
        byPlace.TryGetValue((merchant, destination, restriction), out var held) ? Array.Find(held, l => l.IsInForce(atUtc)) : null;
}

/// <summary>The licences of one merchant that are in force at one moment. The default is nobody's and lifts nothing.</summary>
public readonly record struct HeldLicences(LicenceTable? Table, MerchantId Merchant, DateTime AtUtc)
{
    /// <summary>The merchant never had one.</summary>
    public bool IsNone => Table?.Names(Merchant) != true;

    /// <summary>By what the restriction is lifted; null where it is not, and for one that no licence lifts.</summary>
    public Licence? For(Restriction restriction, Country destination) =>
        restriction.IsLiftedByLicence ? Table?.Find(Merchant, destination, restriction.Key, AtUtc) : null;
}

/// <summary>The licences that this node knows.</summary>
public sealed class CurrentLicences() : CurrentTable<LicenceTable>(LicenceTable.None);
