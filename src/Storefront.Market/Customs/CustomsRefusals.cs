using Storefront.Customs.Readiness;

namespace Storefront.Customs;

public static class CustomsRefusals
{
    /// <summary>There is nothing to quote.</summary>
    public static readonly Refusal NoItems = new("customs.no-items");

    /// <summary>A quantity is below one or above the limit. Arguments: <c>quantity</c>, <c>limit</c>.</summary>
    public static Refusal QuantityOutOfRange(int quantity, int limit) =>
        new Refusal("customs.quantity-out-of-range", "quantity").With("quantity", quantity).With("limit", limit);

    /// <summary>More lines than one parcel can declare. Arguments: <c>lines</c>, <c>limit</c>.</summary>
    public static Refusal TooManyLines(int lines, int limit) => new Refusal("customs.too-many-lines").With("lines", lines).With("limit", limit);

    /// <summary>The goods are worth more than the market sells in one parcel. Argument: <c>limit</c>, an amount.</summary>
    public static Refusal ValueTooHigh(Money limit) => new Refusal("customs.value-too-high").With("limit", limit);

    /// <summary>The seller has not said what the destination asks for. Argument: <c>country</c>.</summary>
    public static Refusal NotOfferedThere(Country country) => new Refusal("customs.not-offered-there").With("country", country.Code);

    /// <summary>The destination does not admit such goods, or not from here; the sentence says what to do instead. Argument: <c>country</c>.</summary>
    public static Refusal Restricted(RestrictionReason reason, Country country) => new Refusal(CodeOf(reason)).With("country", country.Code);

    /// <summary>More of one kind than the destination lets in with one parcel. Arguments: <c>country</c>, <c>title</c> of the line, <c>have</c> and <c>most</c>, units.</summary>
    public static Refusal TooManyUnits(Country country, string title, long have, int most) =>
        new Refusal("customs.limited-units", "quantity").With("country", country.Code).With("title", title).With("have", have).With("most", most);

    /// <summary>More of such goods than the destination lets in with one parcel. Arguments: <c>country</c>, <c>title</c> of the line, <c>have</c> and <c>most</c>, kilograms with packing.</summary>
    public static Refusal TooMuchWeight(Country country, string title, long grams, Weight most) =>
        new Refusal("customs.limited-weight", "quantity").With("country", country.Code).With("title", title).With("have", grams / 1000m).With("most", most.Kilograms);

    /// <summary>A single unit is heavier than what the destination lets in with one parcel. Argument: <c>country</c>.</summary>
    public static Refusal UnitTooHeavy(Country country) => new Refusal("customs.limited-unit-too-heavy").With("country", country.Code);

    /// <summary>The merchant has not said that what the destination asks is done. Argument: <c>country</c>.</summary>
    public static Refusal NotConfirmed(Country country) => new Refusal("customs.not-confirmed", "conditions").With("country", country.Code);

    private static string CodeOf(RestrictionReason reason) => reason switch
    {
        RestrictionReason.BatteryAlone => "customs.restricted-battery-alone",
        RestrictionReason.ProtectedSpecies => "customs.restricted-protected-species",
        RestrictionReason.Dangerous => "customs.restricted-dangerous",
        RestrictionReason.Weapon => "customs.restricted-weapon",
        RestrictionReason.CarrierLimits => "customs.restricted-carrier-limits",
        RestrictionReason.Excise => "customs.restricted-excise",
        RestrictionReason.Medicine => "customs.restricted-medicine",
        RestrictionReason.AnimalFood => "customs.restricted-animal-food",
        RestrictionReason.Plants => "customs.restricted-plants",
        RestrictionReason.Cosmetics => "customs.restricted-cosmetics",
        RestrictionReason.BrandGoods => "customs.restricted-brand-goods",
        RestrictionReason.Knife => "customs.restricted-knife",
        RestrictionReason.PriorNotice => "customs.restricted-prior-notice",
        RestrictionReason.Vape => "customs.restricted-vape",
        RestrictionReason.NotAdmitted => "customs.restricted-not-admitted",
        RestrictionReason.PersonalUse => "customs.restricted-personal-use",
    };
}
