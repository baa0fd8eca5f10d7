using Storefront.Shipping;

namespace Storefront.Customs;

/// <summary>The duty rates that hold now on this node: what admins took in and set, upon those that are built in.</summary>
public sealed class CurrentDuties(DutyRates first) : CurrentTable<DutyRates>(first);
