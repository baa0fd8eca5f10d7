using System.Diagnostics.Metrics;

namespace Storefront.Search;

/// <summary>What the catalogue copy counts.</summary>
public static class CatalogueMeter
{
    public const string StatementsName = "storefront.catalogue.statements";

    private static readonly Meter Meter = new("Storefront.Search");

    /// <summary>Statements to the copy's file; what memory answers is none.</summary>
    internal static readonly Counter<long> Statements = Meter.CreateCounter<long>(StatementsName);
}
