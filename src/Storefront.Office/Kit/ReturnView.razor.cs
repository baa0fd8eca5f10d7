using System.Globalization;
using Microsoft.AspNetCore.Components;
using Storefront.Returns;

namespace Storefront.Office.Kit;

public sealed partial class ReturnView
{
    private List<Find> finds = [];
    private string? words;

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
        if (!finds.Select(f => f.Line.Id).SequenceEqual(Sheet.Goods.Select(g => g.Id))) finds = [.. Sheet.Goods.Select(g => new Find(g))];
    }

    private async Task ApproveAsync() => await ThenAsync(await ActAsync<JudgeReturn, Done>((op, actor, cancel) => op.ApproveAsync(Sheet.Id, actor, cancel), Say("returns.approved")));

    private async Task<bool> RefuseAsync() => await ThenAsync(await ActAsync<JudgeReturn, Done>((op, actor, cancel) => op.RefuseAsync(Sheet.Id, actor, words ?? "", cancel)));

    private async Task ReceiveAsync() => await ThenAsync(await ActAsync<ReceiveReturn, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, cancel)));

    private async Task<bool> NeverCameAsync() => await ThenAsync(await ActAsync<ReceiveReturn, Done>((op, actor, cancel) => op.NeverCameAsync(Sheet.Id, actor, words ?? "", cancel)));

    private async Task<bool> InspectAsync()
    {
        var found = new List<InspectedLine>();
        foreach (var find in finds)
        {
            var deduction = Money.Zero(find.Line.Price.Currency);
            if (!string.IsNullOrWhiteSpace(find.Deduction) && !OfficeNumbers.TryMoney(find.Deduction, deduction.Currency, out deduction))
            {
                Refused = ReturnRefusals.DeductionOutOfRange;
                return false;
            }

            if (!int.TryParse(find.Accepted?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var accepted))
            {
                Refused = ReturnRefusals.InspectionIncomplete;
                return false;
            }

            found.Add(new InspectedLine(find.Line.Id, accepted, find.Condition, find.BackToStock, deduction, find.Why));
        }

        return await ThenAsync(await ActAsync<InspectReturn, Done>((op, actor, cancel) => op.RunAsync(Sheet.Id, actor, found, cancel), Say("returns.inspected")));
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
