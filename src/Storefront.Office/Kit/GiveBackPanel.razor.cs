using Microsoft.AspNetCore.Components;
using Storefront.Orders;

namespace Storefront.Office.Kit;

/// <summary>Amounts per line, what they would post, and the refund: of a whole order for an admin, of its own part for a merchant.</summary>
public sealed partial class GiveBackPanel
{
    private IReadOnlyList<PreviewPosting>? preview;

    /// <summary>What is typed, and which operation it is: it outlives a lost connection, so that the form sent again as it was is the same refund.</summary>
    private GiveBackDraft draft = new();

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
        line.Money.State != HoldState.Disputed && draft.Typed.GetValueOrDefault(line.Id) is { } text && OfficeNumbers.TryMoney(text, line.Money.Paid.Currency, out var amount) && amount.IsPositive ? amount : null;

    private string? FaultOf(MerchantOrderLine line)
    {
        if (string.IsNullOrWhiteSpace(draft.Typed.GetValueOrDefault(line.Id))) return null;
        return AmountOf(line) is not { } amount ? Words.Text(OrderRefusals.AmountMissing) : amount > line.Money.Refundable ? Words.Text(OrderRefusals.OnlyLeft(line.Money.Refundable)) : null;
    }

    protected override void OnInitialized() => draft = TakeUp($"give-back:{OrderNumber ?? Consignment.Value.ToString("N")}", () => draft);

    private async Task TypeAsync(MerchantOrderLine line, string? text)
    {
        draft.Typed[line.Id] = text;
        DoneText = null;
        preview = null;
        if (OrderNumber is not { } number || Total is null) return;
        var wanted = Wanted;
        preview = await AskAsync<RefundPreview, IReadOnlyList<PreviewPosting>>((q, actor, cancel) => q.OfAsync(number, actor, wanted, cancel));
    }

    private async Task<bool> GiveAsync()
    {
        var order = new RefundOrder(draft.Operation, Wanted, draft.Reason ?? "");
        var given = OrderNumber is { } number
            ? await ActAsync<GiveMoneyBack, Done>((op, actor, cancel) => op.ByAdminAsync(number, actor, order, cancel), Say("give-back.done"))
            : await ActAsync<GiveMoneyBack, Done>((op, actor, cancel) => op.ByMerchantAsync(Consignment, actor, order, cancel), Say("give-back.done"));
        if (!given) return false;
        // The next refund is another one.
        (draft, preview) = (new GiveBackDraft(), null);
        await OnGiven.InvokeAsync();
        return true;
    }
}

/// <summary>A refund that is being typed.</summary>
public sealed class GiveBackDraft
{
    public Guid Operation { get; set; } = Guid.NewGuid();

    /// <summary>Amounts as typed, by line.</summary>
    public Dictionary<Guid, string?> Typed { get; set; } = [];

    public string? Reason { get; set; }
}
