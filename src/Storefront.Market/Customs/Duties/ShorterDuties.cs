namespace Storefront.Customs;

/// <summary>Tariffs name their rates at eight or ten digits, listings often say six. What holds for the shorter code follows from the lines below it: their one rate where all agree, else the highest as an
/// estimate, so that nobody is charged a figure that the law may not ask.</summary>
internal static class ShorterDuties
{
    /// <summary>Rows for codes of eight and six digits that the tariff itself gives no rate. Rates for single origins are left to the lines that name them.</summary>
    public static IReadOnlyList<DutyRate> Of(IReadOnlyList<DutyRate> rates)
    {
        var made = new List<DutyRate>();
        foreach (var country in rates.Where(r => r.Origin is null && r.Kind != DutyRateKind.Additional).GroupBy(r => r.Destination))
        {
            var held = country.GroupBy(r => r.HsPrefix, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
            foreach (var length in new[] { 8, 6 })
            {
                foreach (var below in held.Where(h => h.Key.Length > length).GroupBy(h => h.Key[..length], StringComparer.Ordinal).Where(g => !held.ContainsKey(g.Key)).ToList())
                {
                    var rows = Shorter(below.Key, [.. below.SelectMany(b => b.Value)], Above(below.Key, held)).ToList();
                    made.AddRange(rows);
                    held[below.Key] = rows;
                }
            }
        }

        return made;
    }

    /// <summary>What holds for lines that the tariff does not name.</summary>
    private static List<DutyRate> Above(string prefix, Dictionary<string, List<DutyRate>> held)
    {
        for (var length = prefix.Length - 2; length >= 0; length -= 2)
            if (held.TryGetValue(prefix[..length], out var rows)) return rows;
        return [];
    }

    private static IEnumerable<DutyRate> Shorter(string prefix, List<DutyRate> lines, List<DutyRate> above)
    {
        var codes = lines.Select(l => l.HsPrefix).Distinct(StringComparer.Ordinal).Count();
        foreach (var (from, to) in Periods(lines))
        {
            var held = lines.FindAll(l => Meets(l, from, to));
            if (held.Count == 0) continue;
            var all = held.Concat(above.Where(r => Meets(r, from, to))).ToList();
            var highest = all.MaxBy(r => r.Rate.Value)!;
            var agree = held.Select(l => l.HsPrefix).Distinct(StringComparer.Ordinal).Count() == codes && all.TrueForAll(r => r.Kind == DutyRateKind.Law && r.Rate == highest.Rate);
            yield return held[0] with
            {
                HsPrefix = prefix, Rate = highest.Rate, ValidFrom = from, ValidTo = to,
                Kind = all.Exists(r => r.Kind == DutyRateKind.Unknown) ? DutyRateKind.Unknown : agree ? DutyRateKind.Law : DutyRateKind.Estimate,
            };
        }
    }

    /// <summary>All days, cut wherever a line begins or ends: within each of them the same lines hold.</summary>
    private static IEnumerable<(DateOnly? From, DateOnly? To)> Periods(List<DutyRate> lines)
    {
        DateOnly? from = null;
        foreach (var begins in lines.SelectMany(l => new[] { l.ValidFrom, l.ValidTo is { } last && last < DateOnly.MaxValue ? last.AddDays(1) : null }).OfType<DateOnly>().Where(d => d > DateOnly.MinValue).Distinct().Order())
        {
            yield return (from, begins.AddDays(-1));
            from = begins;
        }

        yield return (from, null);
    }

    private static bool Meets(DutyRate row, DateOnly? from, DateOnly? to) => !(row.ValidTo < from) && !(row.ValidFrom > to);
}
