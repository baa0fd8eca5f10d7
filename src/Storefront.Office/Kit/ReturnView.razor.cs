using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Returns;

namespace Storefront.Office.Kit;

public sealed partial class ReturnView
{
    private List<Find> finds = [];
    private string? words;
    private string? granted;
    private string? why;
    private string? reference;
    private ReturnPreview? preview;

    [Parameter, EditorRequired]
    public ReturnSheet Sheet { get; set; } = null!;

    /// <summary>Opened at the market's desk.</summary>
    [Parameter]
    public bool IsAdmin { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnMoved { get; set; }

    private IReadOnlyList<(ReturnCondition Value, string Text)> Conditions => [.. Enum.GetValues<ReturnCondition>().Select(c => (c, Seat.Name(c)))];

    protected override void OnParametersSet()
    {
        // What was typed stays while the same lines are shown.
        granted ??= Sheet.PostageAsked?.ToPlain();
        if (!finds.Select(f => f.Line.Id).SequenceEqual(Sheet.Goods.Select(g => g.Id))) finds = [.. Sheet.Goods.Select(g => new Find(g))];
    }

    private async Task ApproveAsync() => await ThenAsync(await ActAsync<JudgeReturn, Done>((op, actor, cancel) => op.ApproveAsync(Sheet.Id, actor, cancel), Say("returns.approved")));

    private async Task<bool> RefuseAsync() => await ThenAsync(await ActAsync<JudgeReturn, Done>((op, actor, cancel) => op.RefuseAsync(Sheet.Id, actor, words ?? "", cancel)));

    private async Task ReceiveAsync() => await ThenAsync(await ActAsync<ReceiveReturn, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, cancel)));

    private async Task<bool> NeverCameAsync() => await ThenAsync(await ActAsync<ReceiveReturn, Done>((op, actor, cancel) => op.NeverCameAsync(Sheet.Id, actor, words ?? "", cancel)));

    private async Task PaidAsync() => await ThenAsync(await ActAsync<PayPostage, Done>((op, actor, cancel) => op.PaidAsync(Sheet.Id, actor, reference ?? "", cancel)));

    private async Task PreviewAsync()
    {
        preview = null;
        if (Read() is var (found, postage)) await ActAsync<PreviewReturn, ReturnPreview>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, found, postage, cancel), then: shown => preview = shown);
    }

    private async Task<bool> InspectAsync()
    {
        if (Read() is not var (found, postage)) return false;
        return await ThenAsync(await ActAsync<InspectReturn, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, found, postage, cancel), Say("returns.inspected")));
    }

    /// <summary>What is typed; null, and said, when it cannot be read.</summary>
    private (IReadOnlyList<InspectedLine> Found, PostageVerdict? Postage)? Read()
    {
        var found = new List<InspectedLine>();
        foreach (var find in finds)
        {
            var deduction = Money.Zero(find.Line.Price.Currency);
            if (!string.IsNullOrWhiteSpace(find.Deduction) && !OfficeNumbers.TryMoney(find.Deduction, deduction.Currency, out deduction))
            {
                Refused = ReturnRefusals.DeductionOutOfRange;
                return null;
            }

            if (!int.TryParse(find.Accepted?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var accepted))
            {
                Refused = ReturnRefusals.InspectionIncomplete;
                return null;
            }

            found.Add(new InspectedLine(find.Line.Id, accepted, find.Condition, find.BackToStock, deduction, find.Why));
        }

        if (Sheet.PostageAsked is not { } asked) return (found, null);
        if (OfficeNumbers.TryMoney(granted, asked.Currency, out var amount)) return (found, new PostageVerdict(amount, why));
        Refused = ReturnRefusals.PostageOutOfRange(asked);
        return null;
    }

    private async Task<bool> ThenAsync(bool done)
    {
        if (done) await OnMoved.InvokeAsync();
        return done;
    }

    /// <summary>What is typed about one line.</summary>
    private sealed class Find(ReturnSheetLine line)
    {
        public ReturnSheetLine Line => line;

        public string? Accepted { get; set; } = line.Units.ToString(CultureInfo.InvariantCulture);

        public ReturnCondition Condition { get; set; } = ReturnCondition.AsNew;

        public bool BackToStock { get; set; }

        public string? Deduction { get; set; }

        public string? Why { get; set; }
    }
}
