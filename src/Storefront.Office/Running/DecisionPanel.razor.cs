using Microsoft.AspNetCore.Components;
using Storefront.Disputes;
using Storefront.Ledger;
using Storefront.Orders;

namespace Storefront.Office.Running;

public sealed partial class DecisionPanel
{
    private static readonly decimal[] Shares = [20, 50, 80];
    private static readonly string[] TemplateKeys = ["not-delivered", "delivered-to-address", "fault-shown", "fault-not-shown", "fault-partial", "damaged-in-transit", "incomplete", "counterfeit", "withdrawal"];

    private string? chosen;
    private string? amount;
    private bool badAmount;
    private string? template;
    private string? reasons;
    private Money? refund;
    private IReadOnlyList<PreviewPosting>? preview;
    private DisputeId sheetShown;

    [Parameter, EditorRequired]
    public DisputeSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback OnDecided { get; set; }

    private IEnumerable<(string Key, Money? Amount)> Choices =>
    [
        ("as-asked", Money.Min(Sheet.Ask, Sheet.Refundable)), ("full", Sheet.Refundable), ("part", null), ("reject", null),
    ];

    private IReadOnlyList<(string, string)> Templates => [.. TemplateKeys.Select(k => (k, Say($"decision.template.{k}.name")))];

    /// <summary>Another case: nothing of the last one stays.</summary>
    protected override void OnParametersSet()
    {
        if (sheetShown == Sheet.Id) return;
        sheetShown = Sheet.Id;
        (chosen, amount, badAmount, template, reasons, refund, preview) = (null, null, false, null, null, null, null);
    }

    internal static string OwnerOf(DisputeSheet sheet, PreviewPosting posting) => posting.Account switch
    {
        AccountKind.MerchantPayable or AccountKind.MerchantReserve or AccountKind.PayoutsOnTheWay => sheet.MerchantName,
        AccountKind.BuyerFundsHeld or AccountKind.OwedToBuyers => sheet.OrderNumber,
        AccountKind.ProcessorBalance or AccountKind.DutyAndTaxCollected or AccountKind.DutyCollected or AccountKind.TaxCollected or AccountKind.ClearanceCollected or AccountKind.CarrierPayable or AccountKind.PlatformFees or AccountKind.FeeTaxCollected or AccountKind.FxPosition or AccountKind.PlatformLosses
            or AccountKind.Disputed or AccountKind.PaymentFees or AccountKind.Unallocated => posting.Owner,
    };

    private async Task ChooseAsync(string key)
    {
        chosen = key;
        badAmount = false;
        await SetAsync(key switch
        {
            "full" => Sheet.Refundable,
            "as-asked" => Money.Min(Sheet.Ask, Sheet.Refundable),
            "reject" => Money.Zero(Sheet.Ask.Currency),
            _ => null,
        });
        if (key == "part" && amount is not null) await AmountAsync(amount);
    }

    private async Task AmountAsync(string? text)
    {
        amount = text;
        badAmount = !OfficeNumbers.TryMoney(text, Sheet.Ask.Currency, out var part) || !part.IsPositive || part > Sheet.Refundable;
        await SetAsync(badAmount ? null : part);
    }

    private Task ShareAsync(decimal percent) => AmountAsync(Money.Min(Sheet.Paid.Total.Share(PartsPerMillion.FromPercent(percent), Rounding.HalfUp), Sheet.Refundable).ToPlain());

    private async Task SetAsync(Money? wanted)
    {
        refund = wanted;
        preview = wanted is { } sum ? await AskAsync<DecisionPreview, IReadOnlyList<PreviewPosting>>((q, actor, cancel) => q.OfAsync(Sheet.Id, actor, sum, cancel)) : null;
    }

    private void TemplateAsync(string? key)
    {
        template = key;
        if (!string.IsNullOrEmpty(key)) reasons = Say($"decision.template.{key}.text");
    }

    private async Task<bool> DecideAsync()
    {
        var decided = await ActAsync<DecideDispute, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, refund!.Value, reasons ?? "", cancel));
        if (decided) await OnDecided.InvokeAsync();
        return decided;
    }
}
