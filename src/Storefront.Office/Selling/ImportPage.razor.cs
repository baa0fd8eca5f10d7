using Microsoft.AspNetCore.Components.Forms;
using Storefront.Catalog;

namespace Storefront.Office.Selling;

public sealed partial class ImportPage
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);

    private byte[]? file;
    private string? name;
    private ImportReport? report;
    private ImportProgress? progress;
    private DateTime shownAt;
    private bool isImporting;

    /// <summary>Reads the chosen file and tells what it would do; nothing is saved.</summary>
    private async Task CheckAsync(InputFileChangeEventArgs chosen)
    {
        (report, progress, isImporting, name) = (null, null, false, chosen.File.Name);
        if (chosen.File.Size > ImportListings.LargestBytes)
        {
            Refused = new Refusal("import.too-large").With("megabytes", ImportListings.LargestBytes / (1024 * 1024));
            return;
        }

        using var bytes = new MemoryStream((int)chosen.File.Size);
        await using (var stream = chosen.File.OpenReadStream(ImportListings.LargestBytes)) await stream.CopyToAsync(bytes);
        file = bytes.ToArray();
        await ActAsync<ImportListings, ImportReport>((op, actor, cancel) => op.DryRunAsync(Seat.Merchant.Id, actor, new MemoryStream(file, writable: false), cancel), then: made => report = made);
    }

    private async Task ImportAsync()
    {
        isImporting = true;
        var watch = new Progress<ImportProgress>(Show);
        await ActAsync<ImportListings, ImportReport>((op, actor, cancel) => op.ImportAsync(Seat.Merchant.Id, actor, new MemoryStream(file!, writable: false), watch, cancel), then: made => report = made);
        (progress, isImporting) = (null, false);
    }

    private void Show(ImportProgress now)
    {
        if (!isImporting || (Now - shownAt < ShowEvery && now.Done < now.Products)) return;
        shownAt = Now;
        progress = now;
        InvokeAsync(StateHasChanged);
    }
}
