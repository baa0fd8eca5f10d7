using System.Text.Json.Serialization;

namespace Storefront;

/// <summary>Batteries in a parcel, after the packing instructions of the IATA Dangerous Goods Regulations.</summary>
/// <remarks>UN3480 and UN3481 lithium ion (PI 965 to 967), UN3090 and UN3091 lithium metal (PI 968 to 970). Checked 2026-11-30.</remarks>
[JsonConverter(typeof(JsonStringEnumConverter<BatteryContent>))]
public enum BatteryContent
{
    None,

    /// <summary>Lithium ion inside equipment: UN3481, PI 967.</summary>
    IonInEquipment,

    /// <summary>Lithium ion packed beside equipment: UN3481, PI 966.</summary>
    IonWithEquipment,

    /// <summary>Lithium ion alone, power banks too: UN3480, PI 965; cargo aircraft only.</summary>
    IonAlone,

    /// <summary>Lithium metal inside equipment: UN3091, PI 970.</summary>
    MetalInEquipment,

    /// <summary>Lithium metal packed beside equipment: UN3091, PI 969.</summary>
    MetalWithEquipment,

    /// <summary>Lithium metal alone: UN3090, PI 968; cargo aircraft only.</summary>
    MetalAlone,
}

public static class BatteryContents
{
    /// <summary>Each kind once, and not what has none.</summary>
    public static IEnumerable<BatteryContent> Kinds(this IEnumerable<BatteryContent> contents) => contents.Where(c => c != BatteryContent.None).Distinct().Order();
}
