using Storefront.Shipping;

namespace Storefront.Customs;

/// <summary>The clearance fees that hold now on this node: what admins set and took in, in place of those that are built in.</summary>
public sealed class CurrentClearanceFees(ClearanceFees first) : CurrentTable<ClearanceFees>(first);
