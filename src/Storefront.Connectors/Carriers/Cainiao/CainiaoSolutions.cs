using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Cainiao;

/// <summary>What Cainiao sells. Merchants may have others by contract, which are taken as they are written.</summary>
internal static class CainiaoSolutions
{
    private const string WithBattery = "_BAT";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["CN_GLO_EXP"] = "Global Express", ["CN_GLO_EXP_BAT"] = "Global Express, with battery",
        ["CN_GLO_STD"] = "Global Standard", ["CN_GLO_STD_BAT"] = "Global Standard, with battery",
        ["CN_GLO_SAV"] = "Global Saver", ["CN_GLO_SAV_BAT"] = "Global Saver, with battery",
        ["CAINIAO_STANDARD_CD"] = "Standard, United States", ["CAINIAO_ECONOMY_SRM_CD"] = "Economy, Latin America",
        ["GM_OPEN_STD_CD"] = "Standard, growth markets", ["CN_GLO_CD_STD"] = "International Standard",
    };

    public static string Name(string code) => Names.GetValueOrDefault(code, code);

    /// <summary>The solution that takes what is inside: goods with batteries travel in the battery sister of a solution, others in the plain one.</summary>
    /// <returns>Null when batteries are inside and the solution has no sister for them.</returns>
    public static string? For(string code, IEnumerable<CustomsLine> lines)
    {
        var isBattery = code.EndsWith(WithBattery, StringComparison.Ordinal);
        if (lines.All(l => l.Battery == BatteryContent.None)) return isBattery && Names.ContainsKey(code[..^WithBattery.Length]) ? code[..^WithBattery.Length] : code;
        if (isBattery) return code;
        return Names.ContainsKey(code + WithBattery) ? code + WithBattery : null;
    }
}
