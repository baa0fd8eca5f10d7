using Storefront.Customs;
using Storefront.Languages;
using Storefront.Office.Kit;

namespace Storefront.Office.Running;

internal static class RuleWords
{
    public static string Validity(Seat seat, ImportRule rule) => (rule.ValidFrom, rule.ValidTo) switch
    {
        (null, null) => seat.Say("rules.always"),
        ({ } from, null) => seat.Say("rules.from", ("day", Day(seat, from))),
        (null, { } to) => seat.Say("rules.until", ("day", Day(seat, to))),
        ({ } from, { } to) => $"{Day(seat, from)} – {Day(seat, to)}",
    };

    public static Tone Tone(Confidence confidence) => confidence switch
    {
        Confidence.Low => Kit.Tone.Urgent,
        Confidence.Medium => Kit.Tone.Attention,
        Confidence.High => Kit.Tone.Good,
    };

    public static string Duty(Seat seat, DutyFormula formula, Currency currency) => formula.Kind switch
    {
        DutyKind.Zero => seat.Say("rules.duty.zero"),
        DutyKind.Rate => seat.Say("rules.duty.rate"),
        DutyKind.Flat => formula.Amount == 0
            ? seat.Say("rules.duty.flat", ("share", formula.Share))
            : seat.Say("rules.duty.flat-less", ("share", formula.Share), ("amount", Money.Of(formula.Amount, currency, Rounding.HalfUp))),
        DutyKind.PerHeading => seat.Say("rules.duty.per-heading", ("amount", Money.Of(formula.Amount, currency, Rounding.HalfUp))),
        DutyKind.Unknown => seat.Say("rules.duty.unknown"),
    };

    public static string Amount(Seat seat, decimal amount, Currency currency) => seat.Words.Format.Money(Money.Of(amount, currency, Rounding.HalfUp));

    private static string Day(Seat seat, DateOnly day) => seat.Words.Format.Date(day, DateStyle.Short);
}
