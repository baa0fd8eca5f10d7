namespace Storefront.Disputes;

public static class DisputeRefusals
{
    public static readonly Refusal NotFound = new("disputes.not-found");

    public static readonly Refusal OpenAlready = new("disputes.open-already");

    /// <summary>A return is open about the same goods.</summary>
    public static readonly Refusal GoodsGoBack = new("disputes.goods-go-back");

    /// <summary>The reason's window has not opened yet, or is over.</summary>
    public static readonly Refusal OutsideWindow = new("disputes.outside-window", "reason");

    public static readonly Refusal ReasonMissing = new("disputes.reason-missing", "reason");

    public static readonly Refusal NotYetPaid = new("disputes.not-yet-paid");

    /// <summary>Asked or offered amount is nothing, or more than was paid.</summary>
    public static readonly Refusal AmountOutOfRange = new("disputes.amount-out-of-range", "amount");

    public static readonly Refusal TextMissing = new("disputes.text-missing", "text");

    public static readonly Refusal TextTooLong = new("disputes.text-too-long", "text");

    public static readonly Refusal NotNow = new("disputes.not-now");

    /// <summary>The buyer's bank decides: the case waits for it.</summary>
    public static readonly Refusal Frozen = new("disputes.frozen");

    /// <summary>A case is looked at again once.</summary>
    public static readonly Refusal AppealedAlready = new("disputes.appealed-already");

    public static readonly Refusal AppealTooLate = new("disputes.appeal-too-late");

    /// <summary>The decision gave this side all that it could.</summary>
    public static readonly Refusal NothingToAppeal = new("disputes.nothing-to-appeal");

    /// <summary>Whoever decided first does not decide the appeal.</summary>
    public static readonly Refusal AnotherAdmin = new("disputes.another-admin");

    public static readonly Refusal ReasonsMissing = new("disputes.reasons-missing", "reasons");
}
