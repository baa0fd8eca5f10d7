namespace Storefront.Orders;

/// <summary>Which import rule and which rates the accepted quote used, frozen for label, invoice and dispute.</summary>
/// <param name="NothingDueAtDoor">True when the quote promised that nothing is payable on delivery.</param>
/// <param name="Scheme">The tax collection scheme, for example IOSS, or null.</param>
/// <param name="Rates">Each exchange used, as text: <c>CNY→EUR 0.1253 of 2026-04-13 (ECB)</c>.</param>
/// <param name="Incoterm">DDP or DAP.</param>
public sealed record OrderTerms(string RuleId, string? Scheme, bool NothingDueAtDoor, Money? EstimateAtDoor, string Incoterm, IReadOnlyList<string> Rates);
