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
