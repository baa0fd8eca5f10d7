using Microsoft.AspNetCore.Components;
using Storefront.Orders;

namespace Storefront.Office.Kit;

/// <summary>Amounts per line, what they would post, and the refund: of a whole order for an admin, of its own part for a merchant.</summary>
public sealed partial class GiveBackPanel
{
    private readonly Dictionary<Guid, string?> typed = [];
    private Guid key = Guid.NewGuid();
    private string? reason;
    private IReadOnlyList<PreviewPosting>? preview;

    /// <summary>Those of which something is left.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<MerchantOrderLine> Lines { get; set; } = [];

    /// <summary>For an admin, who sees what would be posted; null for a merchant.</summary>
    [Parameter]
    public string? OrderNumber { get; set; }

    /// <summary>A merchant's own part.</summary>
    [Parameter]
    public ConsignmentId Consignment { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnGiven { get; set; }

    private IReadOnlyList<LineAmount> Wanted => [.. Lines.Select(l => (l.Id, Amount: AmountOf(l))).Where(l => l.Amount is not null).Select(l => new LineAmount(l.Id, l.Amount!.Value))];

    /// <summary>Null while nothing, or something that cannot be, is typed.</summary>
    private Money? Total => Lines.Any(l => FaultOf(l) is not null) || Wanted is not { Count: > 0 } wanted ? null : wanted.Sum(w => w.Amount, wanted[0].Amount.Currency);

    private Money? AmountOf(MerchantOrderLine line) =>
        line.Money.State != HoldState.Disputed && typed.GetValueOrDefault(line.Id) is { } text && OfficeNumbers.TryMoney(text, line.Money.Paid.Currency, out var amount) && amount.IsPositive ? amount : null;

    private string? FaultOf(MerchantOrderLine line)
    {
        if (string.IsNullOrWhiteSpace(typed.GetValueOrDefault(line.Id))) return null;
        return AmountOf(line) is not { } amount ? Words.Text(OrderRefusals.AmountMissing) : amount > line.Money.Refundable ? Words.Text(OrderRefusals.OnlyLeft(line.Money.Refundable)) : null;
    }

    private async Task TypeAsync(MerchantOrderLine line, string? text)
    {
        typed[line.Id] = text;
        DoneText = null;
        preview = null;
        if (OrderNumber is not { } number || Total is null) return;
        var wanted = Wanted;
        preview = await AskAsync<RefundPreview, IReadOnlyList<PreviewPosting>>((q, actor, cancel) => q.OfAsync(number, actor, wanted, cancel));
    }

    private async Task<bool> GiveAsync()
    {
        var order = new RefundOrder(key, Wanted, reason ?? "");
        var given = OrderNumber is { } number
            ? await ActAsync<GiveMoneyBack, Done>((op, actor, cancel) => op.ByAdminAsync(number, actor, order, cancel), Say("give-back.done"))
            : await ActAsync<GiveMoneyBack, Done>((op, actor, cancel) => op.ByMerchantAsync(Consignment, actor, order, cancel), Say("give-back.done"));
        if (!given) return false;
        // The next refund is another one.
        key = Guid.NewGuid();
        typed.Clear();
        (reason, preview) = (null, null);
        await OnGiven.InvokeAsync();
        return true;
    }
}
