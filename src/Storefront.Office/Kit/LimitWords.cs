using Storefront.Customs.Readiness;

namespace Storefront.Office.Kit;

/// <summary>How much of restricted goods may be sent at once, and what has to be confirmed, in words.</summary>
internal static class LimitWords
{
    /// <returns>Empty where the source names nothing of the kind.</returns>
    public static string Of(Seat seat, Restriction restriction)
    {
        List<string> said = [];
        if (restriction.MostUnits is { } units) said.Add(seat.Say("limits.units", ("most", units)));
        if (restriction.MostWeight is { } weight) said.Add(seat.Say("limits.weight", ("most", seat.Words.Format.Weight(weight))));
        if (restriction.IsToConfirm) said.Add(seat.Say("limits.confirm"));
        return string.Join(' ', said);
    }
}
