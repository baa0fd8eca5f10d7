namespace Storefront.Customs;

/// <summary>Where the marketplace is registered to collect import tax at checkout.</summary>
public sealed record CollectionSchemes
{
    /// <summary>Every scheme of the built-in rules that a marketplace can join without listing single goods: the demo market's setting.</summary>
    public static readonly CollectionSchemes Everywhere = new()
    {
        Registered = new HashSet<string>(StringComparer.Ordinal)
        {
            "IOSS", "GB-VAT", "VOEC", "CH-VAT", "AU-GST", "NZ-GST", "SG-GST", "BR-PRC", "MY-LVG", "CL-VAT",
        },
    };

    public static readonly CollectionSchemes Nowhere = new() { Registered = new HashSet<string>(StringComparer.Ordinal) };

    /// <summary>Scheme keys as the rules name them.</summary>
    public required IReadOnlySet<string> Registered { get; init; }

    /// <summary>True where duty that the shopper pays at checkout counts as part of the price on which the scheme's tax is due. The law
    /// leaves it to who is charged; the shopper is, so it counts.</summary>
    public bool TaxIncludesRechargedDuty { get; init; } = true;
}
