namespace Storefront.Shipping;

public static class CarrierAccountRefusals
{
    public static readonly Refusal NotFound = new("shipping.account-not-found");

    /// <summary>A value that the carrier cannot do without; the field is the credential's key.</summary>
    public static Refusal Missing(CredentialField field) => new Refusal("shipping.credential-missing", field.Key).With("field", field.Label);

    /// <summary>A value that is none of those that it may be, or too long.</summary>
    public static Refusal Wrong(CredentialField field) => new Refusal("shipping.credential-wrong", field.Key).With("field", field.Label);

    /// <summary>The keys with which the credentials were encrypted are gone.</summary>
    public static readonly Refusal Unreadable = new("shipping.credentials-unreadable");
}
