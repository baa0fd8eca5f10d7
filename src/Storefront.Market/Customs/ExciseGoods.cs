using Storefront.Customs.Readiness;

namespace Storefront.Customs;

/// <summary>Alcohol and tobacco: an excise comes on top that no table here holds, so no price with them is a whole one. They are sold only where a merchant's licence admits them.</summary>
internal static class ExciseGoods
{
    private static readonly Lazy<HsPrefixes[]> Rows = new(() => [.. DataRow.In("Customs.Data.excise-goods.csv").Select(row => HsPrefixes.In(row, "hs"))]);

    public static bool Among(IReadOnlyList<LandedItem> items)
    {
        for (var i = 0; i < items.Count; i++)
            foreach (var row in Rows.Value)
                if (row.Fits(items[i].HsCode)) return true;
        return false;
    }
}
