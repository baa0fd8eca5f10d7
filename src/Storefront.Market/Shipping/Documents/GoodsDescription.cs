using System.Globalization;

namespace Storefront.Shipping;

/// <summary>Whether a description of goods says enough for customs to classify them.</summary>
/// <remarks>Posts and customs hold items with vague words alone; the World Customs Organization and the EU's ICS2 publish lists
/// of such terms. The words here are our own choice of the common ones; checked 2026-11-22.</remarks>
public static class GoodsDescription
{
    private static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "accessories", "accessory", "apparel", "appliance", "appliances", "article", "articles", "bag", "box", "cadeau", "carton", "cloth", "clothes",
        "clothing", "commodity", "component", "components", "consolidated", "contents", "cosmetics", "daily", "decoration", "device", "devices",
        "electronic", "electronics", "equipment", "free", "freight", "gadget", "gadgets", "general", "gift", "gifts", "good", "goods", "household",
        "item", "items", "kit", "kits", "machine", "material", "materials", "merchandise", "misc", "miscellaneous", "necessities", "object", "objects", "other",
        "others", "pack", "package", "parcel", "part", "parts", "personal", "piece", "pieces", "present", "presents", "product", "products", "sample",
        "samples", "set", "sets", "spare", "stuff", "sundries", "thing", "things", "tool", "tools", "toy", "toys", "unknown", "use", "utensils", "various",
        "marchandise", "marchandises", "objet", "objets", "produit", "produits", "échantillon", "échantillons", "vêtement", "vêtements",
    };

    private static readonly HashSet<string> Fillers = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "and", "de", "des", "for", "from", "in", "la", "le", "les", "my", "new", "of", "pcs", "some", "the", "to", "with" };

    /// <summary>True when every word that carries meaning is one that could be anything: "gift", "spare parts", "set of 3 items".</summary>
    public static bool IsVague(string description)
    {
        var words = description
            .Split([' ', ',', '.', ';', ':', '/', '(', ')', '-', '+', '&', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => !Fillers.Contains(w) && w.Any(char.IsLetter))
            .ToArray();
        return words.All(w => Vague.Contains(w) || w.Length < 2);
    }

    /// <summary>Whether it is written in Latin letters, as the forms want English or French.</summary>
    public static bool IsLatin(string description) => description.All(c =>
        !char.IsLetter(c) || c is <= '\u024F' or (>= '\u1E00' and <= '\u1EFF') || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.ModifierLetter);
}
