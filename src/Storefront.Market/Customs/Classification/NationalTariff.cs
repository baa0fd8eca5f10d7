namespace Storefront.Customs.Classification;

/// <summary>A country's own nomenclature as an admin took it in: codes of up to ten digits, kept as the file's good rows. The newest of a country is used.</summary>
public sealed class NationalTariff
{
    private NationalTariff()
    {
    }

    public Guid Id { get; private set; }

    public Country Country { get; private set; }

    /// <summary>Where the file is from.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The day of which the tariff is.</summary>
    public DateOnly AsOf { get; private set; }

    /// <summary>CSV with the columns <c>hscode,description</c>.</summary>
    public string Document { get; private set; } = "";

    public int Rows { get; private set; }

    public UserId TakenBy { get; private set; }

    public DateTime TakenAtUtc { get; private set; }

    internal static NationalTariff Of(Country country, string source, DateOnly asOf, string document, int rows, UserId by, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Country = country, Source = source, AsOf = asOf, Document = document, Rows = rows, TakenBy = by, TakenAtUtc = nowUtc };
}
