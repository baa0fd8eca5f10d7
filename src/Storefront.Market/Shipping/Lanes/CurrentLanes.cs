namespace Storefront.Shipping.Lanes;

/// <summary>The lane notices that hold now on this node.</summary>
public sealed class CurrentLanes() : CurrentTable<LaneTable>(LaneTable.Open);
