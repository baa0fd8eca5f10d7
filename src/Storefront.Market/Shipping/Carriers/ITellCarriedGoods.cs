namespace Storefront.Shipping;

/// <summary>Knows which goods with hazards each service of a carrier takes.</summary>
public interface ITellCarriedGoods
{
    /// <summary>Whether a service takes goods with these batteries. What is not known is not taken.</summary>
    bool Takes(string carrier, string service, BatteryContent battery, DateOnly day);

    /// <summary>Whether a service takes goods of this kind. What is not known is not taken; goods that are sensitive only to customs are.</summary>
    bool Takes(string carrier, string service, SensitiveGoods goods, DateOnly day);
}
