using Storefront.Shipping;

namespace Storefront.Returns;

public enum ReclaimUnit
{
    Days,
    Months,
    Years,
}

/// <summary>From when the time to ask runs.</summary>
public enum ReclaimFrom
{
    Import,

    /// <summary>Of the goods that go back.</summary>
    Export,
}

/// <summary>How import duty and tax of goods that went back are asked for in a destination.</summary>
/// <param name="Form">As the authority calls it.</param>
/// <param name="Limit">Null where the time is not known to us; then nothing is said about it.</param>
/// <param name="LimitText">The limit in words, in English.</param>
public sealed record ReclaimRule(
    Country Destination, IReadOnlyList<ReturnReason> Grounds, string Form, string Authority, int? Limit, ReclaimUnit? Unit, ReclaimFrom? From, string? LimitText, string Remark, string Source, DateOnly CheckedOn,
    DateOnly? ValidFrom, DateOnly? ValidTo)
{
    /// <summary>A day by which it is certainly in time, reckoned from the earliest day on which the clock can have begun; null where the limit is not known, or it has not begun.</summary>
    /// <param name="leftOn">The day on which the goods left the seller: they were not imported before it.</param>
    /// <param name="sentBackOn">The day on which they were sent back.</param>
    public DateOnly? SafeUntil(DateOnly? leftOn, DateOnly? sentBackOn)
    {
        if (Limit is not { } limit || (From == ReclaimFrom.Export ? sentBackOn : leftOn) is not { } begin) return null;
        return Unit switch
        {
            ReclaimUnit.Days => begin.AddDays(limit),
            ReclaimUnit.Months => begin.AddMonths(limit),
            ReclaimUnit.Years => begin.AddYears(limit),
            null => null,
        };
    }
}

/// <summary>The rules of all destinations of which something is known, from the built-in file. About the others nothing is guessed.</summary>
public static class ReclaimRules
{
    public static IReadOnlyList<ReclaimRule> All { get; } = [.. DataRow.In("Returns.Data.reclaim-rules.csv").SelectMany(Read)];

    public static ReclaimRule? Of(Country destination, ReturnReason reason, DateOnly day) =>
        All.FirstOrDefault(r => r.Destination == destination && r.Grounds.Contains(reason) && (r.ValidFrom is null || r.ValidFrom <= day) && (r.ValidTo is null || day <= r.ValidTo));

    private static IEnumerable<ReclaimRule> Read(DataRow row)
    {
        var grounds = row.List("grounds").Select(g => row.NameOf<ReturnReason>("grounds", g)).ToList();
        IEnumerable<Country> destinations = row.Text("destination") == "EU" ? MemberStates.Everyone : [row.Country("destination")];
        return destinations.Select(d => new ReclaimRule(
            d, grounds, row.Text("form"), row.Text("authority"), row.WholeOrNull("limit"), row.TextOrNull("unit") is null ? null : row.Name<ReclaimUnit>("unit"), row.TextOrNull("from") is null ? null : row.Name<ReclaimFrom>("from"),
            row.TextOrNull("limit_text"), row.Text("remark"), row.Text("source"), row.Date("checked_on"), row.DateOrNull("valid_from"), row.DateOrNull("valid_to")));
    }
}
