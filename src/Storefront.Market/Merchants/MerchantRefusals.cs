namespace Storefront.Merchants;

public static class MerchantRefusals
{
    public static readonly Refusal NotFound = new("merchants.not-found");

    public static readonly Refusal NameTaken = new("merchants.name-taken", "name");

    public static readonly Refusal ReasonMissing = new("merchants.reason-missing", "reason");

    public static readonly Refusal NotApproved = new("merchants.not-approved");

    public static readonly Refusal AppliedAlready = new("merchants.applied-already");

    /// <summary>A number that no authority gives in this form. Argument: <c>number</c>.</summary>
    public static Refusal RegistrationWrong(string number) => new Refusal("merchants.registration-wrong", "registrations").With("number", number);

    /// <summary>Argument: <c>most</c>.</summary>
    public static Refusal TooManyRegistrations(int most) => new Refusal("merchants.too-many-registrations", "registrations").With("most", most);

    /// <summary>More than one return address in a country.</summary>
    public static readonly Refusal OneReturnAddress = new("merchants.one-return-address", "returnAddresses");

    /// <param name="most">Days after delivery.</param>
    public static Refusal ReturnDaysOutOfRange(int most) => new Refusal("merchants.return-days-out-of-range", "returnDays").With("most", most);

    public static Refusal Missing(string field) => new("merchants.missing", field);
}
