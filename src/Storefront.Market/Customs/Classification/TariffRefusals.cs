namespace Storefront.Customs.Classification;

public static class TariffRefusals
{
    public static readonly Refusal TooLarge = new Refusal("tariff.too-large").With("megabytes", TariffFile.LargestBytes / 1024 / 1024);
    public static readonly Refusal NotText = new("tariff.not-text");
    public static readonly Refusal ColumnsMissing = new("tariff.columns-missing");
    public static readonly Refusal TooManyRows = new Refusal("tariff.too-many-rows").With("most", TariffFile.MostRows);
    public static readonly Refusal Empty = new("tariff.empty");
    public static readonly Refusal CodeWrong = new("tariff.code-wrong");
    public static readonly Refusal CodeTwice = new("tariff.code-twice");

    /// <summary>Longer than the six digits that all countries share.</summary>
    public static readonly Refusal CodeTooLong = new("tariff.code-too-long");

    /// <summary>The common table is of no country, so that nobody would take the duty.</summary>
    public static readonly Refusal DutyWithoutCountry = new("tariff.duty-without-country");

    /// <summary>Another duty for the same goods, origin and days stands in the file already.</summary>
    public static readonly Refusal DutyTwice = new("tariff.duty-twice");

    public static readonly Refusal DescriptionMissing = new("tariff.description-missing");
    public static readonly Refusal DescriptionTooLong = new Refusal("tariff.description-too-long").With("most", TariffFile.LongestDescription);
    public static readonly Refusal ParentMissing = new("tariff.parent-missing");
    public static readonly Refusal SourceMissing = new Refusal("tariff.source-missing", "source").With("most", ImportTariff.LongestSource);
    public static readonly Refusal DayAhead = new("tariff.day-ahead", "asOf");
    public static readonly Refusal NothingGood = new("tariff.nothing-good");

    public static Refusal ParentElsewhere(string parent) => new Refusal("tariff.parent-elsewhere").With("parent", parent);

    public static Refusal ParentUnknown(string parent) => new Refusal("tariff.parent-unknown").With("parent", parent);

    public static Refusal DutyWrong(string text) => new Refusal("tariff.duty-wrong").With("text", text).With("highest", TariffFile.HighestDuty);

    public static Refusal KindWrong(string text) => new Refusal("tariff.kind-wrong").With("text", text);

    public static Refusal OriginWrong(string text) => new Refusal("tariff.origin-wrong").With("text", text);

    public static Refusal DayWrong(string text) => new Refusal("tariff.day-wrong").With("text", text);

    /// <summary>A table for all countries in which a whole chapter is missing.</summary>
    public static Refusal ChaptersMissing(IReadOnlyList<string> chapters) => new Refusal("tariff.chapters-missing", "country").With("chapters", string.Join(", ", chapters));

    public static Refusal QuoteOpen(int line) => new Refusal("tariff.quote-open").With("line", line);
}
