using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;

namespace Storefront.Languages;

/// <summary>Numbers, amounts, days, weights and lists as one language writes them. Digits are Latin in every language, days are Gregorian.
/// The texts are plain: pages put amounts, codes and phone numbers into <c>bdi</c>.</summary>
/// <remarks>Marks and patterns are the <c>format</c> messages of the language; nothing depends on the machine's settings.</remarks>
public sealed class Formatter
{
    /// <summary>Characters that hold any number or amount: 29 digits, their marks, a sign, a symbol.</summary>
    internal const int LongestNumber = 96;

    /// <summary>Date ranges kept ready: the cards of all pages share a few.</summary>
    private const int MostRanges = 2000;

    /// <summary>The sign of amounts, which stands as wide and high as a plus and is no place to break a line.</summary>
    private const char Minus = '\u2212';

    private readonly FrozenDictionary<string, MessageFormat> patterns;
    private readonly FrozenDictionary<Currency, MoneyMarks> marks;
    private readonly ConcurrentDictionary<(DateOnly First, DateOnly Last, DateStyle Style), string> ranges = new();
    private readonly NumberFormatInfo numbers;
    private readonly char decimalMark;
    private readonly char groupMark;

    /// <summary>Those of the currency written last: a page shows one currency again and again.</summary>
    private volatile MoneyMarks lastMarks;

    internal Formatter(Language language)
    {
        Language = language;
        patterns = MessageFile.Read(language.Tag, "format")
            .ToFrozenDictionary(t => t.Key["format.".Length..], t => MessageFormat.Parse(t.Pattern, language.Plurals, t.Key), StringComparer.Ordinal);
        (decimalMark, groupMark) = (Say("decimal")[0], Say("group")[0]);
        numbers = new NumberFormatInfo { NumberDecimalSeparator = decimalMark.ToString(), NumberGroupSeparator = groupMark.ToString() };
        marks = Currency.All.ToFrozenDictionary(c => c, MarksOf);
        lastMarks = marks[Currency.Eur];
    }

    public Language Language { get; }

    public static Formatter For(Language language) => language.Format;

    /// <summary>The amount with all digits of its currency's minor unit (ISO 4217; zeros are left out where the currency's data says so) and a symbol that no other currency has in this language,
    /// else the code: <c>US$1,234.50</c>, <c>1 234,50 $US</c>.</summary>
    public string Money(Money amount)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        return new string(buffer[..WriteMoney(buffer, amount)]);
    }

    /// <summary>As <see cref="Money(Storefront.Money)"/>, without the digits after the mark when they are all zero: for price steps and limits.</summary>
    public string RoundMoney(Money amount)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        return new string(buffer[..WriteMoney(buffer, amount, dropsZeros: true)]);
    }

    public string Number(decimal number)
    {
        Span<char> buffer = stackalloc char[LongestNumber];
        return new string(buffer[..WriteNumber(buffer, number)]);
    }

    /// <summary>An average of stars with one digit after the mark, that of whole ones too: <c>4.0</c>.</summary>
    /// <param name="hundredths">Of stars; half a digit goes up.</param>
    public string Stars(int hundredths) => Math.Round(hundredths / 100m, 1, MidpointRounding.AwayFromZero).ToString("0.0", numbers);

    /// <summary>With at most four digits after the mark: <c>8.1%</c>.</summary>
    public string Percent(PartsPerMillion share) => patterns["percent"].Compose(this, ("number", Number(share.AsPercent)));

    public string Date(DateOnly day, DateStyle style = DateStyle.Long)
    {
        var pattern = style switch
        {
            DateStyle.Long or DateStyle.Short => "date.with-year",
            DateStyle.Day or DateStyle.ShortDay => "date.day",
            DateStyle.Weekday => "date.weekday",
        };
        return patterns[pattern].Compose(
            this,
            ("day", Digits(day.Day)),
            ("month", Month(day, style)),
            ("monthNumber", Digits(day.Month)),
            ("year", Digits(day.Year)),
            ("weekday", Language.Culture.DateTimeFormat.DayNames[(int)day.DayOfWeek]));
    }

    /// <summary>The day of an instant in a time zone.</summary>
    public string Date(DateTime utc, TimeZoneInfo zone, DateStyle style = DateStyle.Long) => Date(DateOnly.FromDateTime(Local(utc, zone)), style);

    /// <summary>Hours and minutes of the day, with the zone's distance from UTC: <c>14:07 (UTC+8)</c>.</summary>
    public string Time(DateTime utc, TimeZoneInfo zone)
    {
        var local = Local(utc, zone);
        return patterns["time"].Compose(this, ("clock", local.ToString("HH:mm", CultureInfo.InvariantCulture)), ("zone", Zone(utc, zone)));
    }

    /// <summary>Day and time with the zone: <c>3 December 2026, 14:07 (UTC+8)</c>.</summary>
    public string DateTime(DateTime utc, TimeZoneInfo zone) =>
        patterns["date-and-time"].Compose(this, ("date", Date(utc, zone)), ("time", Time(utc, zone)));

    /// <summary>First to last day, saying month and year once where they are the same: <c>3–8 December</c>. Years show in the styles that have them,
    /// and in every style where they differ.</summary>
    public string DateRange(DateOnly first, DateOnly last, DateStyle style = DateStyle.Day)
    {
        if (ranges.TryGetValue((first, last, style), out var known)) return known;
        if (ranges.Count >= MostRanges) ranges.Clear();
        return ranges[(first, last, style)] = WriteRange(first, last, style);
    }

    /// <summary>Grams below a kilogram, then kilograms with at most two digits after the mark, half away from zero.</summary>
    public string Weight(Weight weight) => weight.Grams < 1000
        ? patterns["weight.grams"].Compose(this, ("amount", weight.Grams))
        : patterns["weight.kilograms"].Compose(this, ("amount", Math.Round(weight.Kilograms, 2, MidpointRounding.AwayFromZero)));

    /// <summary>Centimetres with one digit after the mark where it is not zero.</summary>
    public string Length(int millimetres) => patterns["length"].Compose(this, ("amount", millimetres / 10m));

    /// <summary>Length, width and height in centimetres: <c>30 × 20 × 9.5 cm</c>.</summary>
    public string Size(Dimensions size) => patterns["size"].Compose(
        this, ("length", size.LengthMm / 10m), ("width", size.WidthMm / 10m), ("height", size.HeightMm / 10m));

    /// <summary>How long ago or how far ahead, in whole hours below two days, else in days: <c>2 hours ago</c>, <c>in 45 hours</c>, <c>in 3 days</c>,
    /// <c>just now</c>.</summary>
    public string Relative(DateTime utc, DateTime nowUtc)
    {
        var ahead = utc - nowUtc;
        var span = ahead.Duration();
        var (unit, count) = span switch
        {
            { TotalMinutes: < 1 } => ("now", 0),
            { TotalHours: < 1 } => ("minutes", (int)span.TotalMinutes),
            { TotalDays: < 2 } => ("hours", (int)span.TotalHours),
            _ => ("days", (int)span.TotalDays),
        };
        return patterns[count == 0 ? "relative.now" : $"relative.{unit}-{(ahead > TimeSpan.Zero ? "ahead" : "ago")}"].Compose(this, ("count", count));
    }

    /// <summary><c>A, B and C</c>.</summary>
    public string List(IReadOnlyList<string> items)
    {
        if (items.Count == 0) return "";
        var text = items[^1];
        for (var i = items.Count - 2; i >= 0; i--)
        {
            text = patterns[i == items.Count - 2 ? "list.last-two" : "list.earlier"].Compose(this, ("first", items[i]), ("rest", text));
        }

        return text;
    }

    internal int WriteMoney(Span<char> to, Money amount) => WriteMoney(to, amount, dropsZeros: false);

    internal int WriteNumber(Span<char> to, decimal number)
    {
        if (number is > -1_000_000_000_000 and < 1_000_000_000_000 && decimal.IsInteger(number))
        {
            var whole = (long)number;
            var at = 0;
            if (whole < 0) to[at++] = '-';
            return at + WriteDigits(to[at..], (ulong)Math.Abs(whole), 0);
        }

        return number.TryFormat(to, out var written, "#,##0.##########", numbers)
            ? written
            : throw new InvalidOperationException("A number is longer than its buffer.");
    }

    /// <summary>Works on the minor units, so that no digit passes through a fraction.</summary>
    private int WriteMoney(Span<char> to, Money amount, bool dropsZeros)
    {
        var mark = lastMarks;
        if (mark.Currency != amount.Currency) lastMarks = mark = marks[amount.Currency];
        var minor = (ulong)(amount.Minor < 0 ? -(Int128)amount.Minor : amount.Minor);
        var decimals = mark.Digits;
        if ((dropsZeros || mark.HidesZeros) && minor % mark.MinorPerMajor == 0) (minor, decimals) = (minor / mark.MinorPerMajor, 0);

        var at = 0;
        if (amount.Minor < 0) to[at++] = Minus;
        mark.Before.CopyTo(to[at..]);
        at += mark.Before.Length;
        at += WriteDigits(to[at..], minor, decimals);
        mark.After.CopyTo(to[at..]);
        return at + mark.After.Length;
    }

    /// <summary>The digits in groups of three, the last <paramref name="decimals"/> behind the mark, at least one before it.</summary>
    private int WriteDigits(Span<char> to, ulong number, int decimals)
    {
        Span<char> reversed = stackalloc char[32];
        var count = 0;
        var digits = 0;
        do
        {
            if (digits == decimals && decimals > 0) reversed[count++] = decimalMark;
            else if (digits > decimals && (digits - decimals) % 3 == 0) reversed[count++] = groupMark;
            (number, var digit) = Math.DivRem(number, 10);
            reversed[count++] = (char)('0' + digit);
            digits++;
        }
        while (number > 0 || digits <= decimals);

        reversed[..count].Reverse();
        reversed[..count].CopyTo(to);
        return count;
    }

    private string WriteRange(DateOnly first, DateOnly last, DateStyle style)
    {
        if (first == last) return Date(first, style);
        var withYear = style is DateStyle.Long or DateStyle.Short;
        var pattern = (first.Year == last.Year, first.Month == last.Month, withYear) switch
        {
            (true, true, false) => "date-range.in-month",
            (true, false, false) => "date-range.in-year",
            (true, true, true) => "date-range.in-month-with-year",
            (true, false, true) => "date-range.in-year-with-year",
            (false, _, _) => "date-range.across-years",
        };
        return patterns[pattern].Compose(
            this,
            ("first", Digits(first.Day)),
            ("firstMonth", Month(first, style)),
            ("firstMonthNumber", Digits(first.Month)),
            ("firstYear", Digits(first.Year)),
            ("last", Digits(last.Day)),
            ("month", Month(last, style)),
            ("monthNumber", Digits(last.Month)),
            ("year", Digits(last.Year)));
    }

    /// <summary>A symbol of letters only is set off by a space that does not break.</summary>
    private MoneyMarks MarksOf(Currency currency)
    {
        var symbol = Currencies.Symbol(currency, Language);
        var space = symbol.All(char.IsAsciiLetter) ? "\u00A0" : "";
        var shown = patterns["money"].Compose(this, ("symbol", symbol), ("space", space), ("number", "\uFFFC"));
        var at = shown.IndexOf('\uFFFC', StringComparison.Ordinal);
        return new MoneyMarks(currency, shown[..at], shown[(at + 1)..], currency.MinorDigits, (ulong)currency.MinorPerMajor, Currencies.HidesZeros(currency));
    }

    private string Month(DateOnly day, DateStyle style)
    {
        var names = Language.Culture.DateTimeFormat;
        return (style is DateStyle.Short or DateStyle.ShortDay ? names.AbbreviatedMonthGenitiveNames : names.MonthGenitiveNames)[day.Month - 1];
    }

    private string Say(string pattern) => patterns[pattern].Compose(this);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTime Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(System.DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    private static string Zone(DateTime utc, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(System.DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        if (offset == TimeSpan.Zero) return "UTC";
        var minutes = offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}";
        return $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours)}{minutes}";
    }

    /// <summary>What stands before and after the digits of an amount.</summary>
    private sealed record MoneyMarks(Currency Currency, string Before, string After, int Digits, ulong MinorPerMajor, bool HidesZeros);
}
