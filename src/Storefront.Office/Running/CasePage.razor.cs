using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Storefront.Disputes;

namespace Storefront.Office.Running;

public sealed partial class CasePage
{
    private static readonly (string Key, string Text)[] Keys = [("j", "next"), ("k", "previous"), ("d", "decide"), ("?", "help")];

    private DisputeSheet? sheet;
    private IReadOnlyList<DisputeRow> queue = [];
    private bool showKeys;
    private DotNetObjectReference<CasePage>? self;
    private IJSObjectReference? listening;

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [Inject]
    public IJSRuntime Script { get; set; } = null!;

    private DisputeStatus Open => Enum.TryParse<DisputeStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : DisputeStatus.UnderReview;

    /// <summary>A single key that was pressed outside of fields.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "j":
                Go(1);
                break;
            case "k":
                Go(-1);
                break;
            case "d":
                await Script.InvokeVoidAsync("storefrontOffice.jump", "decide");
                break;
            case "?":
                showKeys = !showKeys;
                StateHasChanged();
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (listening is not null)
            {
                await listening.InvokeVoidAsync("stop");
                await listening.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }

        self?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        sheet = await AskAsync<DisputeFile, DisputeSheet>((q, actor, cancel) => q.OpenAsync(new DisputeId(Id), actor, cancel));
        if (sheet is null) return;
        queue = (await AskAsync<DisputeDesk, Page<DisputeRow>>((q, actor, cancel) => q.ListAsync(actor, new DisputeQuery(Open), cancel)))?.Items ?? [];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        listening = await Script.InvokeAsync<IJSObjectReference>("storefrontOffice.keys", self);
    }

    /// <summary>The case before or after this one in the queue; from a case that left the queue, its first.</summary>
    private DisputeRow? Neighbour(int by)
    {
        var at = queue.ToList().FindIndex(d => d.Id.Value == Id);
        var to = at < 0 ? (by > 0 ? 0 : -1) : at + by;
        return to >= 0 && to < queue.Count ? queue[to] : null;
    }

    private void Go(int by)
    {
        if (Neighbour(by) is { } next) Address.NavigateTo($"/office/admin/disputes/{next.Id.Value}?status={Open}");
    }

    private string RecordText(CaseRecord record) =>
        record.Opened == 0 ? Say("desk.no-record") : Say("desk.record", ("opened", record.Opened), ("refunded", record.Refunded), ("rejected", record.Rejected));

    private async Task DecidedAsync()
    {
        DoneText = Say("desk.decided");
        await OnParametersSetAsync();
    }
}
