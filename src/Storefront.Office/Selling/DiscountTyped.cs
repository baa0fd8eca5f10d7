using System.Globalization;
using Storefront.Discounts;

namespace Storefront.Office.Selling;

/// <summary>A discount code as it stands in the form. Whether it is allowed, the operation says.</summary>
public sealed class DiscountTyped
{
    public string? Code { get; set; }

    /// <summary>In percent.</summary>
    public string? Share { get; set; }

    public string? Amount { get; set; }

    public string? Least { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? MostUses { get; set; }

    public bool OncePerBuyer { get; set; }

    /// <returns>What was typed as values; a refusal at the field that holds no such value.</returns>
    public Outcome<DiscountDraft> Read(Currency currency)
    {
        if (!TryShare(out var share)) return DiscountRefusals.ShareOutside;
        if (!TryMoney(Amount, currency, out var amount)) return DiscountRefusals.AmountOutside(currency);
        if (!TryMoney(Least, currency, out var least)) return DiscountRefusals.LeastOutside(currency);
        if (!OfficeNumbers.TryDay(From, out var from)) return DiscountRefusals.DaysOutside.On("from");
        if (!OfficeNumbers.TryDay(To, out var to)) return DiscountRefusals.DaysOutside;
        if (!TryNumber(MostUses, out var most)) return DiscountRefusals.UsesOutside;
        return new DiscountDraft(Code ?? "", share, amount, least, from, to, most, OncePerBuyer);
    }

    private bool TryShare(out PartsPerMillion? share)
    {
        share = null;
        if (string.IsNullOrWhiteSpace(Share)) return true;
        if (!OfficeNumbers.TryDecimal(Share, out var percent) || percent is < 0 or > 100 || percent * 100 != decimal.Truncate(percent * 100)) return false;
        share = PartsPerMillion.FromPercent(percent);
        return true;
    }

    private static bool TryMoney(string? text, Currency currency, out Money? money)
    {
        money = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!OfficeNumbers.TryMoney(text, currency, out var read)) return false;
        money = read;
        return true;
    }

    private static bool TryNumber(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }
}
