namespace Storefront.Merchants;

public static class MerchantRefusals
{
    public static readonly Refusal NotFound = new("merchants.not-found");

    public static readonly Refusal NameTaken = new("merchants.name-taken", "name");

    public static readonly Refusal ReasonMissing = new("merchants.reason-missing", "reason");

    public static readonly Refusal NotApproved = new("merchants.not-approved");

    public static readonly Refusal AppliedAlready = new("merchants.applied-already");

    public static Refusal Missing(string field) => new("merchants.missing", field);
}
