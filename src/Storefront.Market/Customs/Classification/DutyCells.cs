using System.Globalization;

namespace Storefront.Customs.Classification;

/// <summary>A duty as a tariff file tells it beside a code.</summary>
/// <param name="Origin">Null: goods of every origin.</param>
public sealed record FileDuty(string HsPrefix, Country? Origin, DutyRateKind Kind, PartsPerMillion Rate, DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>The cells of a row that tell a duty, as they were written.</summary>
internal sealed record DutyCells(string Percent, string Origin, string Kind, string From, string To)
{
    /// <summary>The row says something of a duty.</summary>
    public bool IsTold => (Percent + Origin + Kind + From + To).Length > 0;

    /// <summary>A share of the customs value, up to four digits after the point, <c>free</c> for none. The kind is <c>law</c> where none is named; a rate that the file cannot name in percent is of the kind <c>unknown</c>.</summary>
    public Outcome<FileDuty> Read(string code)
    {
        var kind = DutyRateKind.Law;
        if (Kind.Length > 0 && (char.IsAsciiDigit(Kind[0]) || !Enum.TryParse(Kind, ignoreCase: true, out kind))) return TariffRefusals.KindWrong(Kind);
        if ((kind == DutyRateKind.Unknown) != (Percent.Length == 0) || Rate() is not { } rate) return TariffRefusals.DutyWrong(Percent);
        Country? origin = null;
        if (Origin.Length > 0)
        {
            if (!Country.TryParse(Origin, out var named)) return TariffRefusals.OriginWrong(Origin);
            origin = named;
        }

        if (!Day(From, out var from)) return TariffRefusals.DayWrong(From);
        if (!Day(To, out var to)) return TariffRefusals.DayWrong(To);
        return from > to ? TariffRefusals.DayWrong(To) : new FileDuty(code, origin, kind, rate, from, to);
    }

    private PartsPerMillion? Rate()
    {
        var text = Percent.TrimEnd('%', ' ');
        if (text.Length == 0 || text.Equals("free", StringComparison.OrdinalIgnoreCase)) return PartsPerMillion.Zero;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= TariffFile.HighestDuty.Value / 10_000m && percent * 10_000 == decimal.Truncate(percent * 10_000)
            ? PartsPerMillion.FromPercent(percent)
            : null;
    }

    private static bool Day(string text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return day is not null || text.Length == 0;
    }
}
