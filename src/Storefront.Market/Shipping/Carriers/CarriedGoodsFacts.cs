using System.Globalization;
using System.Reflection;

namespace Storefront.Shipping;

/// <summary>What a carrier's service says of goods with a hazard, as the row tells it.</summary>
/// <param name="Service">A code, a beginning of codes that ends with <c>*</c>, or <c>*</c> alone.</param>
/// <param name="Contents">Names of battery contents or sensitive goods.</param>
public sealed record CarriedGoodsFact(string Carrier, string Service, IReadOnlyList<string> Contents, bool IsTaken, DateOnly? ValidFrom, DateOnly? ValidTo, string Source, DateOnly CheckedOn, string Confidence);

/// <summary>The table of goods with hazards by carrier service, for whoever wants to see where it is from. What may be sent by what is asked of <see cref="ITellCarriedGoods"/>.</summary>
public sealed record CarriedGoodsFacts(IReadOnlyList<CarriedGoodsFact> Rows)
{
    private const string File = "Carriers.Data.carried-goods.csv";

    /// <param name="carriers">The assembly that the table travels in.</param>
    public static CarriedGoodsFacts In(Assembly carriers) => new([.. EmbeddedFile.Rows(File, carriers).Select(row => new CarriedGoodsFact(
        row["carrier"], row["service"], row["content"].Split(';'), row["taken"] == "yes", Day(row["valid_from"]), Day(row["valid_to"]), row["source"], Day(row["checked_on"]) ?? throw new FormatException($"A row of {File} has no day."), row["confidence"]))]);

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
