namespace Storefront.Orders;

public static class OrderRefusals
{
    /// <summary>Said the same whether the order does not exist or is somebody else's.</summary>
    public static readonly Refusal NotFound = new("orders.not-found");

    public static readonly Refusal AlreadyOnItsWay = new("orders.already-on-its-way");

    public static readonly Refusal NotYetSent = new("orders.not-yet-sent");

    public static readonly Refusal AlreadyReceived = new("orders.already-received");

    public static readonly Refusal InDispute = new("orders.in-dispute");

    public static readonly Refusal NotToPack = new("orders.not-to-pack");

    /// <summary>All that is to be sent lies in parcels already.</summary>
    public static readonly Refusal NothingToPack = new("orders.nothing-to-pack");

    /// <summary>More units than are left to pack. Arguments: <c>title</c>, <c>left</c>.</summary>
    public static Refusal OnlyUnitsLeft(string title, int left) => new Refusal("orders.only-units-left", "contents").With("title", title).With("left", left);

    /// <summary>Another buyer, address, delivery method or currency, or something of it is packed already. Argument: <c>number</c>.</summary>
    public static Refusal NotTogether(string number) => new Refusal("orders.not-together").With("number", number);

    public static Refusal TooManyTogether(int most) => new Refusal("orders.too-many-together").With("most", most);

    /// <summary>Together they would be taxed otherwise than each was, as when a limit is crossed. Argument: <c>difference</c>, in the charge currency.</summary>
    public static Refusal TaxedApart(Money difference) => new Refusal("orders.taxed-apart").With("difference", difference);

    /// <summary>Another country is another price and another law.</summary>
    public static readonly Refusal AddressOtherCountry = new("orders.address-other-country", "country");

    /// <summary>Something of the order has left.</summary>
    public static readonly Refusal AddressTooLate = new("orders.address-too-late");

    /// <summary>A label with the old address is bought: it has to be voided first.</summary>
    public static readonly Refusal AddressOnLabel = new("orders.address-on-label");

    /// <summary>Several labels with the old address are bought. Argument: <c>count</c>.</summary>
    public static Refusal AddressOnLabels(int count) => new Refusal("orders.address-on-labels").With("count", count);

    /// <summary>A label with the old address that its carrier does not take back, or with which the parcel goes to the carrier already.</summary>
    public static Refusal AddressLabelStays(string number, string carrier) => new Refusal("orders.address-label-stays").With("number", number).With("carrier", carrier);

    /// <summary>Duty and tax would be taken in another way there.</summary>
    public static readonly Refusal AddressOtherTerms = new("orders.address-other-terms", "postcode");

    public static readonly Refusal SameAddress = new("orders.address-same");

    /// <summary>The buyer has answered otherwise, or another change came first.</summary>
    public static readonly Refusal AddressAnswered = new("orders.address-answered");

    /// <summary>Delivery, duty and tax together would cost more there. Argument: <c>difference</c>, in the charge currency.</summary>
    public static Refusal AddressDearer(Money difference) => new Refusal("orders.address-dearer", "postcode").With("difference", difference);

    /// <summary>The same the other way round: the buyer would have paid too much.</summary>
    public static Refusal AddressCheaper(Money difference) => new Refusal("orders.address-cheaper", "postcode").With("difference", difference);

    /// <summary>Nothing would be left of the order: then it is cancelled as a whole.</summary>
    public static readonly Refusal CancelInstead = new("orders.cancel-instead");

    public static readonly Refusal LabelStandsInTheWay = new("orders.label-bought");

    /// <summary>The buyer's money has gone back: the goods stay where they are.</summary>
    public static readonly Refusal Refunded = new("orders.refunded");

    /// <summary>The amount of a line is nothing, or in another currency.</summary>
    public static readonly Refusal AmountMissing = new("orders.amount-missing", "amount");

    public static readonly Refusal ReasonMissing = new("orders.reason-missing", "reason");

    public static readonly Refusal NotPaid = new("orders.not-paid");

    /// <summary>Somebody gave something back before, or more was asked than was paid.</summary>
    public static Refusal OnlyLeft(Money left) => new Refusal("orders.only-left", "amount").With("left", left);

    /// <summary>The buyer's bank holds the money: it is never given back twice.</summary>
    public static readonly Refusal ChargedBack = new("orders.charged-back");

    /// <summary>A chargeback, an inquiry or a warning of fraud is open.</summary>
    public static readonly Refusal PaymentDoubted = new("orders.payment-doubted");

    /// <summary>More lines than a printed statement holds. Argument: <c>most</c>.</summary>
    public static Refusal StatementTooLong(int most) => new Refusal("orders.statement-too-long").With("most", most);

    public static readonly Refusal NotPayable = new("orders.not-payable");
}
