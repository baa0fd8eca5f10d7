namespace Storefront.Orders;

/// <summary>Why a label is not offered or bought although the carrier would sell it: it would not be what the buyer accepted and paid.</summary>
public static class LabelRefusals
{
    private const string Contradicts = "shipping.contradicts-";

    /// <summary>The order goes elsewhere than it was quoted for. Arguments: <c>accepted</c> and <c>now</c>, country and postcode.</summary>
    public static Refusal AddressDiffers(string accepted, string now) => new Refusal(Contradicts + "address", "recipient").With("accepted", accepted).With("now", now);

    /// <summary>Address or goods have changed since the prices were compared.</summary>
    public static readonly Refusal ContentChanged = new(Contradicts + "content");

    /// <summary>The packed parcel is heavier than what the buyer paid delivery for. Amounts in the charge currency: what was accepted for delivery, what it would be for this parcel, and the difference.</summary>
    public static Refusal WeightDiffers(Weight accepted, Weight now, Money paid, Money price) =>
        Amounts(Contradicts + "weight", "weight", paid, price).With("acceptedKilograms", accepted.Kilograms).With("kilograms", now.Kilograms);

    /// <inheritdoc cref="WeightDiffers"/>
    public static Refusal SizeDiffers(Dimensions accepted, Dimensions now, Money paid, Money price) =>
        Amounts(Contradicts + "size", "size", paid, price).With("acceptedSize", Centimetres(accepted)).With("size", Centimetres(now));

    /// <summary>No delivery method of the market carries a parcel of this weight and size there.</summary>
    public static readonly Refusal NoClass = new(Contradicts + "every-class", "size");

    /// <summary>A warning to confirm: the service may come so many days after the promised one.</summary>
    public static Refusal TooSlow(string service, int days) => new Refusal(Contradicts + "speed").With("service", service).With("days", days);

    /// <summary>What the merchant would take upon itself by buying all the same, in the charge currency; null where that is not for it to decide.</summary>
    public static Money? ToBear(Refusal? refusal) => refusal?.Code is Contradicts + "weight" or Contradicts + "size" ? (Money)refusal.Arguments["difference"] : null;

    private static Refusal Amounts(string code, string field, Money accepted, Money now) => new Refusal(code, field).With("accepted", accepted).With("now", now).With("difference", now - accepted);

    private static string Centimetres(Dimensions size) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{size.LengthMm / 10m:0.#} × {size.WidthMm / 10m:0.#} × {size.HeightMm / 10m:0.#}");

    /// <summary>The service does not take goods with such a hazard.</summary>
    /// <param name="kind">Name of a <see cref="BatteryContent"/> or of a <see cref="SensitiveGoods"/>.</param>
    public static Refusal GoodsNotTaken(string service, string title, string kind) => new Refusal("shipping.goods-not-taken").With("service", service).With("title", title).With("kind", kind);

    /// <summary>The service pays duty and tax and bills them to the sender; the buyer has not paid them.</summary>
    public static Refusal DutyNotPaid(string service) => new Refusal("shipping.duty-not-paid").With("service", service);

    /// <summary>The buyer paid duty and tax beforehand; the service would ask for them at the door. <c>amount</c> in the charge currency.</summary>
    public static Refusal DutyNotPrepaid(string service, Money paid) => new Refusal("shipping.duty-not-prepaid").With("service", service).With("amount", paid);

    /// <summary>Tax was collected under a scheme whose number the service does not pass on.</summary>
    public static Refusal SchemeNotTold(string service, string scheme) => new Refusal("shipping.scheme-not-told").With("service", service).With("scheme", scheme);

    /// <summary>Tax was collected under a scheme, and the merchant's profile has no number under it.</summary>
    public static Refusal SchemeNumberMissing(string service, string scheme) => new Refusal("shipping.scheme-number-missing").With("service", service).With("scheme", scheme);
}
