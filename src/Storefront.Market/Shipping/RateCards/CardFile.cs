using System.Globalization;
using System.Text;

namespace Storefront.Shipping;

/// <param name="Line">In the file, from 1.</param>
/// <param name="Column">Its name, or empty for the whole line.</param>
public sealed record CardFault(int Line, string Column, Refusal Refusal);

/// <summary>A rate card as a file for a spreadsheet: a row for each weight step, <c>zone,places,days_min,days_max,up_to_kg,price</c>.
/// Places and days stand in the first row of a zone and may be left out in the others. What holds for the whole card stands in rows that begin with <c>#</c>: its name and its value.</summary>
public static class CardFile
{
    public const int MostRows = 5_000;

    public const int LargestBytes = 1024 * 1024;

    public const int HeaviestKilograms = 1_000;

    private static readonly string[] Columns = ["zone", "places", "days_min", "days_max", "up_to_kg", "price"];

    /// <summary>Reads the zones; any fault is told with its line, and then nothing is taken.</summary>
    public static (IReadOnlyList<CardZone> Zones, IReadOnlyList<CardFault> Faults) Read(string text, Currency currency)
    {
        var (terms, faults) = Read(text, new CardTerms { Currency = currency, Zones = [] });
        return (terms?.Zones ?? [], faults);
    }

    /// <summary>Reads all of it: what the file does not name is as in <paramref name="usual"/>. Any fault is told with its line, and then nothing is taken.</summary>
    public static (CardTerms? Terms, IReadOnlyList<CardFault> Faults) Read(string text, CardTerms usual)
    {
        var faults = new List<CardFault>();
        var zones = new Dictionary<string, Draft>(StringComparer.OrdinalIgnoreCase);
        int[]? at = null;
        var rows = 0;
        var (terms, currency) = (usual, usual.Currency);
        try
        {
            using var reader = new StringReader(text);
            List<(int Line, string[] Cells)> all = [.. Csv.ReadWithLines(reader).Where(r => !Array.TrueForAll(r.Cells, string.IsNullOrWhiteSpace))];
            // Amounts are read in the currency that the file names, wherever it does.
            (terms, var wrong) = CardSettings.Read([.. all.Where(r => IsSetting(r.Cells))], usual);
            faults.AddRange(wrong);
            currency = terms.Currency;
            foreach (var (line, cells) in all.Where(r => !IsSetting(r.Cells)))
            {
                if (at is null)
                {
                    at = [.. Columns.Select(c => Array.FindIndex(cells, x => string.Equals(x.Trim().TrimStart('\uFEFF'), c, StringComparison.OrdinalIgnoreCase)))];
                    if (Array.IndexOf(at, -1) is >= 0 and var missing) return (null, [new CardFault(line, Columns[missing], new Refusal("shipping.card-column-missing").With("column", Columns[missing]))]);
                    continue;
                }

                if (++rows > MostRows) return (null, [new CardFault(line, "", RateCardRefusals.TooLarge)]);
                Take(line, [.. at.Select(i => i < cells.Length ? cells[i].Trim() : "")], currency, zones, faults);
            }
        }
        catch (CsvException fault)
        {
            return (null, [new CardFault(fault.Line, "", new Refusal("shipping.card-file-broken"))]);
        }

        foreach (var draft in zones.Values.Where(z => z.Places.Count == 0)) faults.Add(new CardFault(draft.Line, "places", new Refusal("shipping.card-places-missing").With("zone", draft.Name)));
        if (zones.Count == 0 && faults.Count == 0) faults.Add(new CardFault(1, "", RateCardRefusals.NoZones));
        return faults.Count > 0 ? (null, [.. faults.OrderBy(f => f.Line)]) : (terms with { Zones = [.. zones.Values.Select(z => z.Done())] }, []);
    }

    /// <summary>The whole card: reading what was written gives the same terms.</summary>
    public static string Write(CardTerms terms) => CardSettings.Write(terms) + Write(terms.Zones, terms.Currency);

    /// <summary>The zones alone: reading what was written gives the same zones.</summary>
    public static string Write(IReadOnlyList<CardZone> zones, Currency currency)
    {
        var text = new StringBuilder(string.Join(',', Columns)).Append('\n');
        foreach (var zone in zones)
        {
            for (var i = 0; i < zone.Steps.Count; i++)
            {
                string[] cells =
                [
                    zone.Name, i == 0 ? string.Join("; ", zone.Places) : "", i == 0 ? Number(zone.DaysMin) : "", i == 0 ? Number(zone.DaysMax) : "",
                    zone.Steps[i].UpTo.Kilograms.ToString("0.###", CultureInfo.InvariantCulture), new Money(zone.Steps[i].Minor, currency).Major.ToString("F" + currency.MinorDigits, CultureInfo.InvariantCulture),
                ];
                text.Append(Csv.Line(cells)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static bool IsSetting(string[] cells) => cells[0].Trim().TrimStart('\uFEFF') == "#";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Take(int line, string[] cells, Currency currency, Dictionary<string, Draft> zones, List<CardFault> faults)
    {
        var (name, places, min, max, upTo, price) = (cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        void Fault(int column, string code, string value) => faults.Add(new CardFault(line, Columns[column], new Refusal(code).With("value", value)));
        if (name.Length is 0 or > 60)
        {
            Fault(0, "shipping.card-zone-missing", name);
            return;
        }

        if (!zones.TryGetValue(name, out var zone)) zones[name] = zone = new Draft(name, line);
        foreach (var text in places.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!CardPlace.TryParse(text, out var place)) Fault(1, "shipping.card-place-wrong", text);
            else if (zones.Values.Any(z => z.Places.Contains(place)))
            {
                if (!zone.Places.Contains(place)) Fault(1, "shipping.card-place-twice", text);
            }
            else
            {
                zone.Places.Add(place);
            }
        }

        if (min.Length > 0)
        {
            if (int.TryParse(min, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 365) zone.DaysMin = days;
            else Fault(2, "shipping.card-days-wrong", min);
        }

        if (max.Length > 0)
        {
            if (int.TryParse(max, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 365 && days >= (zone.DaysMin ?? 0)) zone.DaysMax = days;
            else Fault(3, "shipping.card-days-wrong", max);
        }

        if (zone.DaysMin is null || zone.DaysMax is null) Fault(2, "shipping.card-days-wrong", $"{min}-{max}");
        var isWeight = decimal.TryParse(upTo, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilograms) && kilograms is > 0 and <= HeaviestKilograms && kilograms * 1000 == decimal.Truncate(kilograms * 1000);
        if (!isWeight) Fault(4, "shipping.card-weight-wrong", upTo);
        else if (zone.Steps.Count > 0 && kilograms * 1000 <= zone.Steps[^1].UpTo.Grams) Fault(4, "shipping.card-weight-order", upTo);
        if (!Money.TryParse(price, currency, out var amount) || amount.IsNegative) Fault(5, "shipping.card-price-wrong", price);
        else if (isWeight) zone.Steps.Add(new CardStep(new Weight((int)(kilograms * 1000)), amount.Minor));
    }

    private sealed record Draft(string Name, int Line)
    {
        public List<CardPlace> Places { get; } = [];

        public List<CardStep> Steps { get; } = [];

        public int? DaysMin { get; set; }

        public int? DaysMax { get; set; }

        public CardZone Done() => new(Name, Places, DaysMin ?? 0, DaysMax ?? 0, Steps);
    }
}
