namespace Storefront.Discounts;

public static class DiscountRefusals
{
    /// <summary>Letters, digits and hyphens only, at most <see cref="DiscountCode.Longest"/>.</summary>
    public static readonly Refusal CodeUnreadable = new Refusal("discounts.code-unreadable", "code").With("most", DiscountCode.Longest);

    /// <summary>The shop has one of that name, stopped or not.</summary>
    public static readonly Refusal CodeTaken = new("discounts.code-taken", "code");

    /// <summary>Not from 1 to 100 % in hundredths.</summary>
    public static readonly Refusal ShareOutside = new("discounts.share-outside", "share");

    /// <summary>Neither a share nor an amount was given, or both.</summary>
    public static readonly Refusal OneKind = new("discounts.one-kind", "share");

    /// <summary>Nothing, negative, in another currency than the shop's, or more than the market sells at once.</summary>
    public static Refusal AmountOutside(Currency currency) => new Refusal("discounts.amount-outside", "amount").With("currency", currency.Code);

    public static Refusal LeastOutside(Currency currency) => new Refusal("discounts.least-outside", "least").With("currency", currency.Code);

    /// <summary>The last day is behind, or before the first.</summary>
    public static readonly Refusal DaysOutside = new("discounts.days-outside", "to");

    public static readonly Refusal UsesOutside = new Refusal("discounts.uses-outside", "mostUses").With("most", DiscountCode.MostUsesEver);

    public static readonly Refusal NotFound = new("discounts.not-found");

    /// <summary>No shop has such a code, or it was stopped.</summary>
    public static readonly Refusal Unknown = new("discounts.unknown", "code");

    /// <summary>It is a code of a shop of which nothing is in the basket.</summary>
    public static readonly Refusal WrongShop = new("discounts.wrong-shop", "code");

    public static Refusal NotYet(DateOnly from) => new Refusal("discounts.not-yet", "code").With("day", from);

    public static readonly Refusal Expired = new("discounts.expired", "code");

    public static readonly Refusal UsedUp = new("discounts.used-up", "code");

    /// <summary>It is for one order of each buyer, and this buyer has had it.</summary>
    public static readonly Refusal UsedByBuyer = new("discounts.used-by-buyer", "code");

    public static Refusal LeastNotReached(Money least) => new Refusal("discounts.least-not-reached", "code").With("least", least);

    /// <summary>Nothing at all would be left to pay.</summary>
    public static Refusal NothingToPay(string code) => new Refusal("discounts.nothing-to-pay", "code").With("code", code);

    /// <summary>Some goods would cost nothing, and customs asks for the price of every article.</summary>
    public static Refusal FreeAtBorder(string code) => new Refusal("discounts.free-at-border", "code").With("code", code);

    /// <summary>Another buyer had the last use at the same moment, again and again.</summary>
    public static readonly Refusal JustTaken = new("discounts.just-taken");
}
