using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Storefront.Catalog;
using Storefront.Office.Selling.ListingForms;

namespace Storefront.Office.Selling;

public sealed partial class ListingPage
{
    private ListingForm? form;
    private ListingSheet? sheet;
    private IReadOnlyList<CategoryShelf> shelves = [];
    private bool isChanged;
    private string? leaveTo;

    [Parameter]
    public Guid? Id { get; set; }

    [Inject]
    public IJSRuntime Script { get; set; } = null!;

    private string PathOnly => Address.Uri.Split('?', '#')[0];

    protected override async Task OnParametersSetAsync()
    {
        if (shelves.Count == 0) shelves = await Scope.RunAsync<CategoryShelves, IReadOnlyList<CategoryShelf>>((q, _) => q.ListAsync(CancellationToken.None));
        if (sheet is not null && sheet.Draft.Id?.Value == Id) return;
        (form, sheet, isChanged) = (null, null, false);
        if (Id is null) form = ListingForm.New(Words.Language.Tag, Seat.Merchant.Country);
        else await LoadAsync();
    }

    private static string Anchor(string? field) => field switch
    {
        "pictures" => "pictures",
        "variants" or "weight" => "variants",
        _ => "customs",
    };

    private async Task LoadAsync()
    {
        var loaded = await AskAsync<ListingOnDesk, ListingSheet>((q, actor, cancel) => q.OpenAsync(new ListingId(Id!.Value), actor, cancel));
        if (loaded is null) return;
        (sheet, form, isChanged) = (loaded, ListingForm.Of(loaded), false);
    }

    private void Changed()
    {
        isChanged = true;
        DoneText = null;
    }

    private async Task SaveAsync()
    {
        if (form!.ToDraft(Seat.Merchant.Currency) is not { } draft)
        {
            Refused = null;
            return;
        }

        ListingId? saved = null;
        if (!await ActAsync<SaveListing, ListingId>((op, actor, cancel) => op.RunAsync(Seat.Merchant.Id, actor, draft, cancel), Say("listing.saved"), id => saved = id))
        {
            if (Refused?.Code == CatalogRefusals.StockMovedCode) await RecountAsync();
            return;
        }

        isChanged = false;
        if (Id is null)
        {
            Address.NavigateTo($"/office/listings/{saved!.Value.Value}", replace: true);
            return;
        }

        await LoadAsync();
    }

    /// <summary>Beside the refusal, the form shows the stock of now.</summary>
    private async Task RecountAsync()
    {
        var why = Refused;
        var now = await AskAsync<ListingOnDesk, ListingSheet>((q, actor, cancel) => q.OpenAsync(new ListingId(Id!.Value), actor, cancel));
        Refused ??= why;
        if (now is not null) form!.Recount(now.Stock);
    }

    private async Task PublishAsync()
    {
        if (await ActAsync<PublishListing, Done>((op, actor, cancel) => op.PublishAsync(new ListingId(Id!.Value), actor, cancel), Say("listing.published"))) await LoadAsync();
    }

    private async Task<bool> WithdrawAsync()
    {
        var done = await ActAsync<PublishListing, Done>((op, actor, cancel) => op.WithdrawAsync(new ListingId(Id!.Value), actor, cancel), Say("listing.withdrawn"));
        if (done) await LoadAsync();
        return done;
    }

    private void Leave(LocationChangingContext leaving)
    {
        if (!isChanged || leaving.TargetLocation.Split('#')[0] == Address.Uri.Split('#')[0]) return;
        leaving.PreventNavigation();
        leaveTo = leaving.TargetLocation;
        StateHasChanged();
    }

    private void LeaveAnyway()
    {
        isChanged = false;
        Address.NavigateTo(leaveTo!);
    }

    private ValueTask JumpAsync(string id) => Script.InvokeVoidAsync("storefrontOffice.jump", id);
}
