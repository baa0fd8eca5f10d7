namespace Storefront.Shipping;

public static class RateCardRefusals
{
    public static readonly Refusal NotFound = new("shipping.card-not-found");

    public static readonly Refusal NameMissing = new("shipping.card-name-missing", "name");

    public static readonly Refusal CarrierMissing = new("shipping.card-carrier-missing", "carrier");

    public static readonly Refusal ServiceMissing = new("shipping.card-service-missing", "service");

    /// <summary>No zone of the card holds the address.</summary>
    public static Refusal NoZone(Country country) => new Refusal("shipping.card-no-zone").With("country", country.Code);

    public static readonly Refusal NoZones = new("shipping.card-no-zones", "file");

    /// <summary>A number that it cannot be: negative, not whole where it has to be, or beyond reason.</summary>
    public static Refusal Wrong(string field) => new("shipping.card-number-wrong", field);

    /// <summary>Buyers cannot pay by it: the service cannot ask at the door for what is due there.</summary>
    public static readonly Refusal NeverAtDoor = new("shipping.card-never-at-door", "buyers");

    /// <summary>The service does not pay duty and tax in the buyer's place.</summary>
    public static readonly Refusal NeverPaysDuty = new("shipping.card-never-pays-duty", "incoterm");

    /// <summary>More weight steps in one country than a card by which buyers pay may have. Argument: <c>most</c>.</summary>
    public static readonly Refusal TooManySteps = new Refusal("shipping.card-too-many-steps", "file").With("most", KeepRateCard.MostStepsForBuyers);

    public static readonly Refusal TooLarge = new("shipping.card-too-large", "file");
}
