namespace Storefront.Shipping;

/// <summary>Who can pay duty and tax on a carrier's service, and what the service can tell customs of it.</summary>
/// <param name="AtDoor">The carrier collects from the addressee (DAP).</param>
/// <param name="BillsSender">The carrier pays customs and bills the sender's account (DDP).</param>
/// <param name="Schemes">The schemes whose number it passes on to customs, as import rules name them: with it nothing is asked at the door, though nobody bills the sender.</param>
public sealed record IncotermAbility(bool AtDoor, bool BillsSender, IReadOnlyCollection<string> Schemes)
{
    /// <summary>Nothing can be said: the addressee pays whatever is asked.</summary>
    public static readonly IncotermAbility AtDoorOnly = new(true, false, []);

    /// <summary>Either side pays, and every scheme's number is passed on.</summary>
    public static readonly IncotermAbility Either = new(true, true, TaxNumberRules.Schemes);

    /// <summary>A post: it bills nobody, and passes every scheme's number on.</summary>
    public static readonly IncotermAbility AtDoorOrByNumber = new(true, false, TaxNumberRules.Schemes);
}
