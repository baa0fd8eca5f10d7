using Storefront.Customs;
using Storefront.Languages;
using Storefront.Office.Kit;

namespace Storefront.Office.Running;

internal static class RuleWords
{
    public static string Validity(Seat seat, ImportRule rule) => Validity(seat, rule.ValidFrom, rule.ValidTo);

    public static string Validity(Seat seat, DateOnly? first, DateOnly? last) => (first, last) switch
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

    /// <summary>A clearance fee in one line: who asks it, of whom, and how much.</summary>
    public static string Fee(Seat seat, ClearanceFee fee)
    {
        List<string> parts = [];
        if (fee.Amount > 0) parts.Add(Amount(seat, fee.Amount, fee.Currency));
        if (fee.Share.Value > 0) parts.Add(seat.Say("clearance.share", ("share", fee.Share), ("of", seat.Name(fee.Of))));
        if (parts.Count == 0) parts.Add(seat.Say("clearance.no-fee"));
        if (fee.Least is { } least) parts.Add(seat.Say("clearance.least", ("amount", Amount(seat, least, fee.Currency))));
        if (fee.Most is { } most) parts.Add(seat.Say("clearance.most", ("amount", Amount(seat, most, fee.Currency))));
        if (fee.Above is { } above) parts.Add(seat.Say("clearance.above", ("amount", Amount(seat, above, fee.Currency))));
        if (fee.ShipsFrom is { } from) parts.Add(seat.Say("clearance.from", ("country", seat.Words.Name(from))));
        return $"{seat.Name(fee.By)}{(fee.Handler is { } handler ? $" ({handler})" : "")}, {seat.Say(fee.AtDoor ? "clearance.door" : "clearance.paid")}: {string.Join(", ", parts)}";
    }

    public static string Amount(Seat seat, decimal amount, Currency currency) => seat.Words.Format.Money(Money.Of(amount, currency, Rounding.HalfUp));

    private static string Day(Seat seat, DateOnly day) => seat.Words.Format.Date(day, DateStyle.Short);
}
