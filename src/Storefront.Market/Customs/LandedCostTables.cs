using Storefront.Pricing;
using Storefront.Shipping.Areas;
using Storefront.Shipping.Rates;

namespace Storefront.Customs;

/// <summary>Every table that a landed cost needs, each an immutable snapshot. Edited rows make a new one: <c>tables with { Rules = ... }</c>.</summary>
public sealed record LandedCostTables
{
    private static readonly Lazy<LandedCostTables> FromFiles = new(() => new LandedCostTables
    {
        Rates = ExchangeRates.BuiltIn,
        Rules = ImportRules.BuiltIn,
        Duties = DutyRates.BuiltIn,
        Unions = CustomsUnions.BuiltIn,
        RegionalTaxes = RegionalTaxes.BuiltIn,
        ReducedTaxes = ReducedTaxes.BuiltIn,
        Tariffs = DeliveryTariffs.BuiltIn,
        Areas = RemoteAreas.BuiltIn,
        Schemes = CollectionSchemes.Everywhere,
        Fees = ClearanceFees.BuiltIn,
    });

    public static LandedCostTables BuiltIn => FromFiles.Value;

    /// <summary>The rates that the market starts with; <see cref="CurrentRates"/> holds those of now.</summary>
    public required ExchangeRates Rates { get; init; }

    public required ImportRules Rules { get; init; }

    public required DutyRates Duties { get; init; }

    public required CustomsUnions Unions { get; init; }

    public required RegionalTaxes RegionalTaxes { get; init; }

    public required ReducedTaxes ReducedTaxes { get; init; }

    public required DeliveryTariffs Tariffs { get; init; }

    public required RemoteAreas Areas { get; init; }

    public required CollectionSchemes Schemes { get; init; }

    /// <summary>The fees that the market starts with; <see cref="CurrentClearanceFees"/> holds those of now.</summary>
    public required ClearanceFees Fees { get; init; }
}
