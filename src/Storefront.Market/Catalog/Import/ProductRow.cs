using System.Text;

namespace Storefront.Catalog;

/// <summary>One record of a product file.</summary>
internal sealed record ProductRow(int Line, string[] Cells, ProductHeader Header)
{
    /// <summary>Whether the record describes something that can be bought, or only shows one more picture.</summary>
    public bool IsVariant =>
        Text(ProductColumns.Sku).Length > 0 || Text(ProductColumns.Price).Length > 0
        || Enumerable.Range(1, ProductColumns.MostOptions).Any(n => Text(ProductColumns.OptionValue(n)).Length > 0);

    /// <summary>The cell on one line, without control characters; empty when the column is not there.</summary>
    public string Text(string column) => Clean(column, keepLines: false);

    /// <summary>The cell with its line ends.</summary>
    public string Lines(string column) => Clean(column, keepLines: true);

    /// <summary>Null when the cell is empty.</summary>
    public bool? YesOrNo(string column, ImportRemarks remarks)
    {
        switch (Text(column).ToLowerInvariant())
        {
            case "":
                return null;
            case "true" or "yes" or "1":
                return true;
            case "false" or "no" or "0":
                return false;
            default:
                remarks.Problem(Line, column, ImportRefusals.NeitherYesNorNo);
                return null;
        }
    }

    private string Clean(string column, bool keepLines)
    {
        var cell = Header.Cell(Cells, column);
        var text = new StringBuilder(cell.Length);
        foreach (var c in cell) text.Append(char.IsControl(c) && !(keepLines && c is '\n' or '\t') ? ' ' : c);
        return Unguarded(text.ToString().Trim());
    }

    /// <summary>Takes off the apostrophe with which an export keeps a spreadsheet from running the cell as a formula.</summary>
    private static string Unguarded(string text) => text.Length > 1 && text[0] == '\'' && Csv.LooksLikeFormula(text[1..]) ? text[1..] : text;
}

/// <summary>All records of one product, in the order of the file.</summary>
internal sealed record ProductRows(string Handle, List<ProductRow> Rows)
{
    public ProductRow First => Rows[0];
}
