using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>What carriers and customs ask about goods beyond their code, as the merchant declares it. Batteries have a kind of their own: <see cref="BatteryContent"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SensitiveGoods>))]
public enum SensitiveGoods
{
    /// <summary>Liquid or paste of more than 100 ml.</summary>
    Liquid,

    Powder,

    /// <summary>Gas under pressure: spray cans, lighters, cartridges.</summary>
    Aerosol,

    /// <summary>Burns or ignites: perfume with alcohol, nail polish, matches.</summary>
    Flammable,

    /// <summary>A magnet strong enough to disturb instruments of an aircraft.</summary>
    Magnet,

    /// <summary>A knife or another edge that is sold to cut.</summary>
    Blade,

    Food,

    /// <summary>Plants, seeds, soil, untreated wood.</summary>
    Plant,

    /// <summary>Of animals: skins, feathers, shells, horn, milk, meat.</summary>
    AnimalProduct,

    Cosmetic,

    Medicine,
}
