namespace Storefront.Customs.Classification;

/// <summary>A nomenclature as an admin took it in, kept as the file's good rows: a country's own with codes of up to ten digits, or the Harmonized System that all share. The newest of each is used.</summary>
public sealed class NationalTariff
{
    private NationalTariff()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Whose it is; null for the common table in place of the built-in one.</summary>
    public Country? Country { get; private set; }

    /// <summary>Where the file is from.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The day of which the tariff is.</summary>
    public DateOnly AsOf { get; private set; }

    /// <summary>CSV with the columns <c>hscode,description</c>.</summary>
    public string Document { get; private set; } = "";

    public int Rows { get; private set; }

    /// <summary>The file told duty rates: they hold in place of all that the country had taken in before. A file without such a column leaves them.</summary>
    public bool HasDuties { get; private set; }

    public UserId TakenBy { get; private set; }

    public DateTime TakenAtUtc { get; private set; }

    internal static NationalTariff Of(Country? country, string source, DateOnly asOf, TariffFile file, UserId by, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Country = country, Source = source, AsOf = asOf, Document = file.ToDocument(), Rows = file.Entries.Count, HasDuties = file.HasDuties, TakenBy = by, TakenAtUtc = nowUtc };
}
