using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Storefront.Orders;
using Storefront.Pricing;
using Storefront.Returns;
using Storefront.Shipping;

namespace Storefront.Office.Kit;

public sealed partial class ReturnLabelPanel
{
    private LabelOffers? offers;
    private string? found;
    private string? carrier;
    private string? tracking;
    private byte[]? paper;

    [Inject]
    public CurrentRates Current { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReturnSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback OnMoved { get; set; }

    private IReadOnlyList<CarrierRate> Ranked => offers!.Rates.ByPrice(Current.Now, Seat.Merchant.Currency);

    private async Task QuoteAsync() => await ActAsync<QuoteReturnLabels, LabelOffers>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, null, null, cancel), then: told => offers = told);

    private async Task BuyAsync(CarrierRate rate)
    {
        var order = new ReturnLabelOrder(Sheet.Id, rate.CarrierKey, rate.ServiceKey, rate.Price, offers!.Weight, offers.Size);
        var bought = await ActAsync<BuyReturnLabel, ParcelId>((op, actor, cancel) => op.RunAsync(order, actor, cancel));
        offers = null;
        if (bought) await OnMoved.InvokeAsync();
    }

    private async Task<bool> VoidAsync(ParcelId id)
    {
        var done = await ActAsync<VoidLabel, Done>((op, actor, cancel) => op.RunAsync(id, actor, cancel));
        if (done) await OnMoved.InvokeAsync();
        return done;
    }

    private async Task<bool> ResolveAsync(ParcelId id, string? number)
    {
        var done = await ActAsync<ResolveLabel, Done>((op, actor, cancel) => op.RunAsync(id, number, actor, cancel));
        if (done) await OnMoved.InvokeAsync();
        return done;
    }

    private async Task ReadAsync(InputFileChangeEventArgs chosen)
    {
        paper = null;
        if (chosen.File.Size > GiveReturnLabel.LargestBytes)
        {
            Refused = ReturnRefusals.LabelNoPdf;
            return;
        }

        using var bytes = new MemoryStream((int)chosen.File.Size);
        await using (var stream = chosen.File.OpenReadStream(GiveReturnLabel.LargestBytes)) await stream.CopyToAsync(bytes);
        paper = bytes.ToArray();
    }

    private async Task GiveAsync()
    {
        ReadOnlyMemory<byte>? given = paper is null ? default(ReadOnlyMemory<byte>?) : paper;
        if (await ActAsync<GiveReturnLabel, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, given, carrier ?? "", tracking, cancel), Say("return-label.sent"))) await OnMoved.InvokeAsync();
    }

    private string? FaultOf(string field) => Refused?.Field == field ? Words.Text(Refused) : null;
}
