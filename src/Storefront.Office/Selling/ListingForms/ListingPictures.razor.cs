using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Storefront.Catalog;
using Storefront.Data;

namespace Storefront.Office.Selling.ListingForms;

public sealed partial class ListingPictures
{
    private const int MostAtOnce = 12;

    private (int Done, int All)? uploading;

    [Parameter, EditorRequired]
    public ListingForm Form { get; set; } = null!;

    [Parameter]
    public Guid? Listing { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    private IReadOnlyList<(string, string)> Values => [.. Form.Options.SelectMany(o => o.Values).DistinctBy(v => v.Key).Select(v => (v.Key, v.Name(Form.Language) ?? v.Key))];

    private Task MoveAsync(int at, int by)
    {
        var picture = Form.Pictures[at];
        Form.Pictures.RemoveAt(at);
        Form.Pictures.Insert(at + by, picture);
        return OnChanged.InvokeAsync();
    }

    private Task RemoveAsync(PictureForm picture)
    {
        Form.Pictures.Remove(picture);
        return OnChanged.InvokeAsync();
    }

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        Refused = null;
        if (chosen.FileCount > MostAtOnce)
        {
            Refused = new Refusal("upload.too-many").With("most", MostAtOnce);
            return;
        }

        var files = chosen.GetMultipleFiles(MostAtOnce);
        for (var i = 0; i < files.Count; i++)
        {
            uploading = (i, files.Count);
            StateHasChanged();
            if (!await OneAsync(files[i])) break;
        }

        uploading = null;
        await OnChanged.InvokeAsync();
    }

    private async Task<bool> OneAsync(IBrowserFile file)
    {
        if (file.Size > PictureLimits.LargestBytes)
        {
            Refused = PictureRefusals.TooLarge;
            return false;
        }

        await using var stream = file.OpenReadStream(PictureLimits.LargestBytes);
        using var bytes = new MemoryStream((int)file.Size);
        await stream.CopyToAsync(bytes);
        return await ActAsync<TakePicture, ListingPicture>(
            (op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, actor, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancel),
            then: picture => Form.Pictures.Add(new PictureForm(picture)));
    }
}
