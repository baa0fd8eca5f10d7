using Microsoft.AspNetCore.Components;
using Storefront.Disputes;

namespace Storefront.Office.Selling;

/// <summary>What a merchant can say to a claim.</summary>
public enum Answer
{
    Accept,
    Offer,
    Reject,
}

public sealed partial class DisputeAnswer
{
    private const string BadAmountKey = "refusal.disputes.amount-out-of-range";

    private readonly List<string> files = [];
    private Answer? answer;
    private string? amount;
    private string? text;
    private bool badAmount;

    [Parameter, EditorRequired]
    public DisputeSheet Sheet { get; set; } = null!;

    [Parameter, EditorRequired]
    public EventCallback OnAnswered { get; set; }

    private async Task<bool> AcceptAsync() => await ThenAsync(await ActAsync<AnswerDispute, Done>((op, actor, cancel) => op.AcceptAsync(Sheet.Id, actor, cancel)));

    private async Task OfferAsync()
    {
        badAmount = !OfficeNumbers.TryMoney(amount, Sheet.Ask.Currency, out var offer) || !offer.IsPositive;
        if (!badAmount) await SayAsync(offer);
    }

    private Task<bool> RejectAsync() => SayAsync(Money.Zero(Sheet.Ask.Currency));

    private async Task<bool> SayAsync(Money offer) =>
        await ThenAsync(await ActAsync<AnswerDispute, Done>((op, actor, cancel) => op.OfferAsync(Sheet.Id, actor, offer, text ?? "", files, cancel)));

    private async Task<bool> ThenAsync(bool done)
    {
        if (done) await OnAnswered.InvokeAsync();
        return done;
    }
}
