using Storefront.Accounts;
using Storefront.Languages;

namespace Storefront.Office;

/// <summary>Who sits in the office, which language is spoken to them and what time it is where they are.</summary>
/// <param name="Zone">The browser's own time zone.</param>
public sealed record Seat(Desks Desks, Words Words, TimeZoneInfo Zone)
{
    /// <summary>The person's own language: for words of tracking and of orders, which exist in every language of the shop while the office itself may not.</summary>
    public Words Own { get; init; } = Words;

    /// <summary>The language of <see cref="Own"/> where it is not that of the page around it, for <c>lang</c>.</summary>
    public string? OwnTag => Own.Language == Words.Language ? null : Own.Language.Tag;

    /// <summary>Its direction, for <c>dir</c>.</summary>
    public string? OwnDirection => OwnTag is null ? null : Own.Language.Direction;

    public MerchantDesk Merchant => Desks.Merchant ?? throw new InvalidOperationException("A merchant's page is open without a merchant.");

    /// <summary>A sentence of the office: the key without its area.</summary>
    public string Say(string key, params ReadOnlySpan<MessageArgument> arguments) => Words.Text("office." + key, arguments);

    /// <summary>The name of a member of one of our enumerations: <c>office.order-drawer.to-pack</c>.</summary>
    public string Name<T>(T member)
        where T : struct, Enum => Words.Name("office", member);

    /// <summary>Words for a code that is not ours to choose, <c>made_with_stolen_card</c>, or that is written into a log, <c>GiveMoneyBack</c>; null where there are none.</summary>
    public string? Find(string area, string code) => Words.Find($"office.{area}.{(code.Contains('_', StringComparison.Ordinal) ? code.Replace('_', '-') : Kebab(code))}");

    public string Day(DateTime utc) => Words.Format.Date(utc, Zone, DateStyle.Short);

    public string When(DateTime utc) => $"{Words.Format.Date(utc, Zone, DateStyle.Short)}, {Clock(utc)}";

    public string Clock(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    internal static string Kebab(string name) => Words.Kebab(name);
}
