using Storefront.Customs.Classification;

namespace Storefront.Customs;

public static class ClearanceRefusals
{
    public static readonly Refusal NotFound = new("clearance.not-found");

    /// <summary>Neither the post nor a carrier that is worked with; a fee of customs names none.</summary>
    public static readonly Refusal HandlerWrong = new Refusal("clearance.handler-wrong", "handler").With("most", ClearanceFee.LongestHandler);

    /// <summary>Argument: <c>highest</c>.</summary>
    public static readonly Refusal AmountOutside = new Refusal("clearance.amount-outside", "amount").With("highest", ClearanceFee.HighestAmount);

    public static readonly Refusal ShareOutside = new("clearance.share-outside", "share");

    /// <summary>The least is above the most.</summary>
    public static readonly Refusal BoundsWrong = new("clearance.bounds-wrong", "least");

    public static readonly Refusal FromMissing = new("clearance.from-missing", "from");

    public static readonly Refusal PeriodWrong = new("clearance.period-wrong", "to");

    /// <summary>What is over stays as it was.</summary>
    public static readonly Refusal DayPast = new("clearance.day-past", "to");

    /// <summary>Another one for the same destination, dispatch, carrier and payer begins on the day.</summary>
    public static readonly Refusal SetAlready = new("clearance.set-already", "from");

    /// <summary>A later one takes its place and says when it ends.</summary>
    public static readonly Refusal Replaced = new("clearance.replaced", "to");

    public static readonly Refusal ColumnsMissing = new Refusal("clearance.columns-missing").With("columns", string.Join(", ", ClearanceFile.Wanted));

    public static readonly Refusal TooManyRows = new Refusal("clearance.too-many-rows").With("most", ClearanceFile.MostRows);

    public static readonly Refusal TooLarge = new Refusal("clearance.too-large").With("kilobytes", ClearanceFile.LargestBytes / 1024);

    /// <summary>A cell that cannot be read as what its column wants.</summary>
    public static Refusal CellWrong(string column, string text) => new Refusal("clearance.cell-wrong", column).With("text", text);
}
