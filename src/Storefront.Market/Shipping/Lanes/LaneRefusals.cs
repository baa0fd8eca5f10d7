namespace Storefront.Shipping.Lanes;

public static class LaneRefusals
{
    public static readonly Refusal NotFound = new("lanes.not-found");

    /// <summary>A notice for all lanes and carriers would close the market.</summary>
    public static readonly Refusal Everything = new("lanes.everything", "from");

    public static readonly Refusal DaysOutside = new Refusal("lanes.days-outside", "days").With("most", SetLane.MostDays);

    public static readonly Refusal ReasonMissing = new Refusal("lanes.reason-missing", "reason").With("most", SetLane.LongestReason);

    public static readonly Refusal EndsBefore = new("lanes.ends-before", "until");

    public static readonly Refusal CarrierUnknown = new("lanes.carrier-unknown", "carrier");

    public static readonly Refusal Over = new("lanes.over");

    /// <summary>Nothing goes from there to here for now. Arguments: <c>from</c>, <c>country</c>.</summary>
    public static Refusal Suspended(Country from, Country to) => new Refusal("lanes.suspended").With("from", from.Code).With("country", to.Code);

    /// <summary>One carrier takes nothing on this lane for now. Arguments: <c>carrier</c>, <c>reason</c>.</summary>
    public static Refusal CarrierSuspended(string carrier, string reason) => new Refusal("lanes.carrier-suspended").With("carrier", carrier).With("reason", reason);
}
