using Storefront.Shipping;

namespace Storefront.Orders;

/// <summary>Draws a merchant's account statement as PDF, A4.</summary>
public interface IDrawStatements
{
    /// <exception cref="DocumentsUnavailableException">A system part is missing on this machine.</exception>
    DrawnDocument Draw(StatementSheet sheet);
}

/// <summary>A statement in words and formatted amounts, ready to be set.</summary>
/// <param name="Facts">Period, account, register entry and the like, as pairs.</param>
/// <param name="Columns">Date, what, order, amount, reserve, balance.</param>
/// <param name="Sums">The month by kinds from opening to closing balance, then reserve and commission; a pair without an amount is a heading.</param>
public sealed record StatementSheet(
    string Title, DateOnly Dated, string Market, string Merchant, IReadOnlyList<string> Address, IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<string> Columns,
    IReadOnlyList<StatementSheetLine> Lines, IReadOnlyList<(string Name, string Amount)> Sums, string Note);

/// <param name="Rates">The exchange rates that the order froze, below the line; empty for none.</param>
public sealed record StatementSheetLine(string Date, string What, string Order, string Rates, string Amount, string Reserve, string Balance);
