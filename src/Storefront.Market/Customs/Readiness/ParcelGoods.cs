namespace Storefront.Customs.Readiness;

/// <summary>A line of what would lie in one parcel, as far as destinations limit it.</summary>
/// <param name="Declared">The code that the destination is told.</param>
/// <param name="Own">The listing's own code.</param>
/// <param name="Grams">Packed, of all units; 64 bits, since a large order can outgrow any parcel.</param>
public sealed record ParcelGoods(HsCode? Declared, HsCode? Own, BatteryContent Battery, IReadOnlyList<SensitiveGoods> Sensitive, int Units, long Grams, string Title);
