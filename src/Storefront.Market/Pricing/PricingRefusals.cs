namespace Storefront.Pricing;

public static class PricingRefusals
{
    /// <summary>No source of rates is configured.</summary>
    public static readonly Refusal NoSource = new("pricing.no-source");

    /// <summary>Neither XML, CSV nor a zip that holds one of them in the official layout.</summary>
    public static readonly Refusal NotRates = new("pricing.not-rates");

    /// <summary>The rate table does not hold this currency. Argument: <c>currency</c>.</summary>
    public static Refusal NoRate(Currency currency) => new Refusal("pricing.no-rate").With("currency", currency.Code);

    /// <summary>The source gave no answer, or none that is one. Argument: <c>answer</c>, its status or the fault's name.</summary>
    public static Refusal SourceSilent(string answer) => new Refusal("pricing.source-silent").With("answer", answer);

    /// <summary>The source sends to another host. Argument: <c>host</c>.</summary>
    public static Refusal SourceElsewhere(string host) => new Refusal("pricing.source-elsewhere").With("host", host);

    public static Refusal FileTooLarge(int mostBytes) => new Refusal("pricing.file-too-large").With("megabytes", mostBytes / (1024 * 1024));

    /// <summary>The file breaks off, or is not what its layout says. Argument: <c>line</c>, from 1.</summary>
    public static Refusal FileBroken(int line) => new Refusal("pricing.file-broken").With("line", line);

    /// <summary>Argument: <c>text</c>, as it stands in the file.</summary>
    public static Refusal NotADay(string text) => new Refusal("pricing.not-a-day").With("text", Short(text));

    /// <summary>A day that has not come yet.</summary>
    public static Refusal DayAhead(DateOnly day) => new Refusal("pricing.day-ahead").With("day", day);

    public static Refusal DayTwice(DateOnly day) => new Refusal("pricing.day-twice").With("day", day);

    /// <summary>Not a number of units, or none that is more than zero.</summary>
    public static Refusal RateNotPositive(string currency, DateOnly day, string text) =>
        new Refusal("pricing.rate-not-positive").With("currency", Short(currency)).With("day", day).With("text", Short(text));

    public static Refusal CurrencyTwice(string currency, DateOnly day) => new Refusal("pricing.currency-twice").With("currency", Short(currency)).With("day", day);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}
