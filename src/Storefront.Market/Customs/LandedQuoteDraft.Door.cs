namespace Storefront.Customs;

/// <summary>What may be asked at the door, and the fees of whoever clears the parcel.</summary>
internal sealed partial class LandedQuoteDraft
{
    private Money[]? doorDuties;
    private Money[]? doorTaxes;
    private DoorEstimate? atDoor;

    public void EstimateAtDoor(ImportRule rule, ImportAssessment assessment, ClearanceFees table)
    {
        terms = LandedTerms.DueAtDoor;
        Use(rates.Middle(charge, rule.Currency));
        Use(rates.Middle(rule.Currency, rule.LimitCurrency));
        if (assessment.DutyEstimated) Because(QuoteReason.DutyRateEstimated);
        var due = assessment.Duty + assessment.Tax > 0;
        var asked = Fees(table, atDoor: true, rule, assessment, due, out var isHandled);
        if (due) Because(isHandled ? QuoteReason.CarrierFeeEstimated : QuoteReason.CarrierFeeNotIncluded);
        atDoor = new DoorEstimate(ToCharge(assessment.Duty, rule), ToCharge(assessment.Tax, rule), asked);
        doorDuties = Split(atDoor.Duty, assessment.LineDuty);
        doorTaxes = Split(atDoor.Tax, assessment.LineTax);
    }

    /// <summary>Fees in the charge currency, each half-up to its minor unit. Customs asks its own whatever is due; whoever collects asks only where something is.
    /// Of the collector's rows one counts: the one that names the carrier, then the one that names the country of dispatch, then the first.</summary>
    /// <param name="isHandled">Whether a row says what the carrier asks. One in a currency that has no rate says nothing.</param>
    private Money Fees(ClearanceFees table, bool atDoor, ImportRule rule, ImportAssessment assessment, bool isDue, out bool isHandled)
    {
        var day = DateOnly.FromDateTime(request.AtUtc);
        var sum = Money.Zero(charge);
        ClearanceFee? handler = null;
        foreach (var fee in table.For(request.Destination))
        {
            if (fee.AtDoor != atDoor || !fee.HoldsFor(request.ShipsFrom, day) || !rates.Knows(fee.Currency)) continue;
            if (fee.By == FeeBy.Customs) sum += Fee(fee, rule, assessment);
            else if (isDue && fee.IsOf(Handler) && (handler is null || fee.Closeness > handler.Closeness)) handler = fee;
        }

        isHandled = handler is not null;
        return handler is null ? sum : sum + Fee(handler, rule, assessment);
    }

    /// <summary>Customs asks a fee of its own at the door, though no duty and no tax may be due.</summary>
    public bool IsFeeAskedAtDoor(ImportRule rule, ImportAssessment assessment, ClearanceFees table)
    {
        var day = DateOnly.FromDateTime(request.AtUtc);
        foreach (var fee in table.For(request.Destination))
        {
            if (!fee.AtDoor || fee.By != FeeBy.Customs || !fee.HoldsFor(request.ShipsFrom, day) || !rates.Knows(fee.Currency)) continue;
            var own = rates.Middle(rule.Currency, fee.Currency).Rate;
            if (fee.Due(assessment.CustomsValue * own, (assessment.Duty + assessment.Tax) * own) > 0) return true;
        }

        return false;
    }

    private string Handler => chosen.Card?.Carrier ?? chosen.MethodKey;

    private Money Fee(ClearanceFee fee, ImportRule rule, ImportAssessment assessment)
    {
        var own = rates.Middle(rule.Currency, fee.Currency).Rate;
        var due = fee.Due(assessment.CustomsValue * own, (assessment.Duty + assessment.Tax) * own);
        if (due == 0) return Money.Zero(charge);
        if (fee.Currency != rule.Currency) Use(rates.Middle(rule.Currency, fee.Currency));
        var amount = Money.Of(due * Use(rates.Middle(fee.Currency, charge)).Rate, charge, Rounding.HalfUp);
        (feesCited ??= []).Add(new FeeCited(amount, fee));
        return amount;
    }
}
