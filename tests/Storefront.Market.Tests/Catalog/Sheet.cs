using System.Text;
using Storefront.Catalog;

namespace Storefront.Market.Tests.Catalog;

/// <summary>A product file in a test: what the import makes of it without a database.</summary>
internal sealed class Sheet
{
    public const string Columns = "Handle,Title,Body (HTML),Vendor,Category,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Qty,Variant Price,Image Src";

    private static readonly Dictionary<string, string> Categories = new(StringComparer.OrdinalIgnoreCase) { ["teaware"] = "teaware", ["Théières et tasses"] = "teaware" };

    private readonly ImportRemarks remarks = new();
    private readonly List<ImportedProduct> products = [];

    private Sheet(Outcome<ProductFile> file, Currency currency, Listing? known)
    {
        File = file;
        if (!file.Succeeded) return;
        var skus = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var product in file.Value.Products)
        {
            if (ImportedProduct.Read(product, known, new ImportTerms(currency, Categories), skus, remarks) is { } read) products.Add(read);
        }
    }

    public Outcome<ProductFile> File { get; }

    public IReadOnlyList<ImportedProduct> Products => products;

    public ImportedProduct Only => Assert.Single(products);

    /// <summary>Line, column and code of each problem.</summary>
    public IEnumerable<string> Problems => remarks.Problems.Select(p => $"{p.Line} {p.Column}: {p.Reason.Code}");

    public IEnumerable<string> Notices => remarks.Notices.Select(p => $"{p.Line} {p.Column}: {p.Reason.Code}");

    public static Task<Sheet> ReadAsync(string text, string currency = "EUR", Listing? known = null) => ReadAsync(Encoding.UTF8.GetBytes(text), currency, known);

    public static async Task<Sheet> ReadAsync(byte[] bytes, string currency = "EUR", Listing? known = null)
    {
        var remarks = new ImportRemarks();
        var file = await ProductFile.ReadAsync(new MemoryStream(bytes), remarks, default);
        var sheet = new Sheet(file, new Currency(currency), known);
        foreach (var p in remarks.Problems) sheet.remarks.Problem(p.Line, p.Column, p.Reason);
        foreach (var n in remarks.Notices) sheet.remarks.Notice(n.Line, n.Column, n.Reason);
        return sheet;
    }

    /// <summary>A file of one good row, with one more column and its cell.</summary>
    public static Task<Sheet> WithAsync(string column, string cell, string currency = "EUR") => ReadAsync($"{Columns},{column}\n{Good},{cell}\n", currency);

    public const string Good = "pot,Teapot,A pot.,Longjing,teaware,,,TP-1,780,10,26.80,/img/pot.svg";
}
