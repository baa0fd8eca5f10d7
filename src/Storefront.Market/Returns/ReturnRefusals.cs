namespace Storefront.Returns;

public static class ReturnRefusals
{
    public static readonly Refusal NotFound = new("returns.not-found");

    /// <summary>The reason's time is over, or there is none for it.</summary>
    public static readonly Refusal OutsideWindow = new("returns.outside-window", "reason");

    public static readonly Refusal ReasonMissing = new("returns.reason-missing", "reason");

    public static readonly Refusal NoGoods = new("returns.no-goods", "lines");

    /// <summary>More units than were bought and not sent back before.</summary>
    public static readonly Refusal TooManyUnits = new("returns.too-many-units", "lines");

    public static readonly Refusal NoteMissing = new("returns.note-missing", "note");

    public static readonly Refusal NoteTooLong = new("returns.note-too-long", "note");

    public static readonly Refusal AnswerMissing = new("returns.answer-missing", "answer");

    public static readonly Refusal CarrierMissing = new("returns.carrier-missing", "carrier");

    public static readonly Refusal TrackingMissing = new("returns.tracking-missing", "tracking");

    /// <summary>It is no PDF, or too large.</summary>
    public static readonly Refusal LabelNoPdf = new("returns.label-no-pdf", "paper");

    /// <summary>A label was bought already; it is voided first.</summary>
    public static readonly Refusal LabelThere = new("returns.label-there");

    public static readonly Refusal NoLabel = new("returns.no-label");

    /// <summary>The buyer pays for the way back by rule, a label of the merchant's was used, or it is judged already.</summary>
    public static readonly Refusal NoPostage = new("returns.no-postage");

    public static readonly Refusal ReceiptMissing = new("returns.receipt-missing", "photos");

    public static readonly Refusal PostageAnswerMissing = new("returns.postage-answer-missing", "postageAnswer");

    public static readonly Refusal ReferenceMissing = new("returns.reference-missing", "reference");

    /// <param name="most">What the goods cost, or what was asked for.</param>
    public static Refusal PostageOutOfRange(Money most) => new Refusal("returns.postage-out-of-range", "amount").With("most", most);

    /// <summary>The goods crossed no customs border.</summary>
    public static readonly Refusal NothingToReclaim = new("returns.nothing-to-reclaim");

    public static readonly Refusal NotNow = new("returns.not-now");

    /// <summary>The buyer's bank decides: the return waits for it.</summary>
    public static readonly Refusal Frozen = new("returns.frozen");

    /// <summary>Each line is judged once, with units from none to those that came back.</summary>
    public static readonly Refusal InspectionIncomplete = new("returns.inspection-incomplete");

    /// <summary>Goods that are not what was bought are paid back whole.</summary>
    public static readonly Refusal NoDeduction = new("returns.no-deduction", "deduction");

    public static readonly Refusal DeductionOutOfRange = new("returns.deduction-out-of-range", "deduction");

    public static readonly Refusal DeductionReasonMissing = new("returns.deduction-reason-missing", "deductionReason");
}
