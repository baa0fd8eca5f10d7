namespace Storefront.Orders;

/// <summary>Why a label is not offered or bought although the carrier would sell it: it would not be what the buyer accepted and paid.</summary>
public static class LabelRefusals
{
    /// <summary>It would not stand in the way if the buyer had not paid duty and tax beforehand.</summary>
    public static bool IsAboutDutyPaid(Refusal refusal) => refusal.Code is "shipping.duty-not-prepaid" or "shipping.scheme-not-told" or "shipping.scheme-number-missing";

    /// <summary>The service pays duty and tax and bills them to the sender; the buyer has not paid them.</summary>
    public static Refusal DutyNotPaid(string service) => new Refusal("shipping.duty-not-paid").With("service", service);

    /// <summary>The buyer paid duty and tax beforehand; the service would ask for them at the door. <c>amount</c> in the charge currency.</summary>
    public static Refusal DutyNotPrepaid(string service, Money paid) => new Refusal("shipping.duty-not-prepaid").With("service", service).With("amount", paid);

    /// <summary>Tax was collected under a scheme whose number the service does not pass on. <c>amount</c> in the charge currency.</summary>
    public static Refusal SchemeNotTold(string service, string scheme, Money paid) => new Refusal("shipping.scheme-not-told").With("service", service).With("scheme", scheme).With("amount", paid);

    /// <summary>Tax was collected under a scheme, and the merchant's profile has no number under it. <c>amount</c> in the charge currency.</summary>
    public static Refusal SchemeNumberMissing(string service, string scheme, Money paid) => new Refusal("shipping.scheme-number-missing").With("service", service).With("scheme", scheme).With("amount", paid);
}
