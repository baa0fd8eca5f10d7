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
