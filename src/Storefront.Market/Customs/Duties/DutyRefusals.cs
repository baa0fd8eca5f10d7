using Storefront.Customs.Classification;

namespace Storefront.Customs;

public static class DutyRefusals
{
    public static readonly Refusal NotFound = new("duty.not-found");
    public static readonly Refusal PrefixWrong = new("duty.prefix-wrong", "hs");

    /// <summary>Argument: <c>highest</c>.</summary>
    public static readonly Refusal RateOutside = new Refusal("duty.rate-outside", "rate").With("highest", TariffFile.HighestDuty);

    public static readonly Refusal PeriodWrong = new("duty.period-wrong", "to");

    /// <summary>One for the same destination, goods and origin holds on some of the same days.</summary>
    public static readonly Refusal SetAlready = new("duty.set-already", "from");
}
