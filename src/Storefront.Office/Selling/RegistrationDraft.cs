using Storefront.Shipping;

namespace Storefront.Office.Selling;

/// <summary>A row of the form for a shop's numbers with authorities abroad.</summary>
internal sealed class RegistrationDraft
{
    public string Key { get; set; } = TaxNumberRules.All[0].Key;

    public string? Number { get; set; }

    public TaxNumberRule Rule => TaxNumberRules.Find(Key)!;

    public static RegistrationDraft Of(TaxRegistration known) => new() { Key = TaxNumberRules.Of(known)?.Key ?? TaxNumberRules.All[0].Key, Number = known.Number };

    /// <summary>Null while the number is not of the kind's form.</summary>
    public TaxRegistration? Read() => Rule.Read(Number);
}
