using Storefront.Shipping;

namespace Storefront.Connectors.Carriers.Sandbox;

/// <summary>One of the sandbox carrier's three services and its limits.</summary>
/// <param name="Indicator">The two letters that begin its S10 numbers.</param>
/// <param name="VolumeDivisor">Cubic centimetres to a kilogram, or null where only mass counts, as in letter post.</param>
internal sealed record SandboxService(
    string Key, string Name, string Mark, string Indicator, MailStream Mail, Weight Heaviest, int? VolumeDivisor, int LongestSideMm, int LargestSumMm, bool TakesPostBoxes)
{
    /// <summary>Limits after UPU small packets (2 kg, side 60 cm, sides together 90 cm) and postal parcels (30 kg, side 1.5 m, length and girth 3 m).</summary>
    public static readonly IReadOnlyList<SandboxService> All =
    [
        new("post-tracked", "Post tracked", "P", "LX", MailStream.LetterPost, new Weight(2_000), null, 600, 900, true),
        new("parcel", "Parcel", "C", "CX", MailStream.ParcelPost, new Weight(30_000), 5000, 1500, 3000, true),
        new("express", "Express", "E", "EX", MailStream.Express, new Weight(30_000), 5000, 1500, 3000, false),
    ];

    public static SandboxService? Find(string key) => All.FirstOrDefault(s => s.Key == key);

    /// <summary>The greater of mass and volume.</summary>
    public Weight ChargeableWeight(Weight weight, Dimensions size) =>
        VolumeDivisor is { } divisor ? Weight.Max(weight, size.Volumetric(divisor)) : weight;

    public bool Fits(Dimensions size) =>
        size.LengthMm <= LongestSideMm
        && (Mail == MailStream.LetterPost ? size.LengthMm + size.WidthMm + size.HeightMm : size.LengthPlusGirthMm) <= LargestSumMm;
}
