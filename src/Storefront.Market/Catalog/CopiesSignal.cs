using Storefront.Data;

namespace Storefront.Catalog;

/// <summary>Rung when the change feed has something new.</summary>
public sealed class CopiesSignal : Signal;
