using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Storefront.Chargebacks;
using Storefront.Data;
using Storefront.Payments;

namespace Storefront.Office.Kit;

public sealed partial class ChargebackSheetView
{
    private ChargebackSheet? sheet;
    private string? statement;
    private string? noRefund;
    private string? kind = EvidenceDocument.ProofOfShipping.ToString();

    [Parameter, EditorRequired]
    public ChargebackId Id { get; set; }

    [Parameter]
    public bool IsAdmin { get; set; }

    private string List => IsAdmin ? "/office/admin/chargebacks" : "/office/chargebacks";

    private IReadOnlyList<(string, string)> Kinds => [.. Enum.GetValues<EvidenceDocument>().Select(k => (k.ToString(), Seat.Name(k)))];

    private EvidenceDocument Kind => Enum.TryParse<EvidenceDocument>(kind, out var chosen) ? chosen : EvidenceDocument.Other;

    private string Standing => sheet switch
    {
        { GivenUpAtUtc: { } given } => Say("chargeback.given-up", ("when", Seat.When(given))),
        { AnsweredAtUtc: { } answered } => Say("chargeback.answered", ("when", Seat.When(answered))),
        { AnswerAskedAtUtc: not null } => Say("chargeback.on-its-way"),
        { SendsItselfAtUtc: { } itself } => Say("chargeback.by-itself", ("when", Seat.When(itself))),
        _ => "",
    };

    protected override async Task OnParametersSetAsync()
    {
        if (sheet?.Id != Id) await ReadAsync();
    }

    private string FileOf(string name) => $"/office/files/chargebacks/{Id.Value}/{name}";

    private async Task ReadAsync()
    {
        sheet = await AskAsync<ChargebackFile, ChargebackSheet>((q, actor, cancel) => q.OpenAsync(Id, actor, cancel));
        (statement, noRefund) = (sheet?.Evidence.Statement, sheet?.Evidence.RefundRefusalReason);
    }

    private async Task<bool> StageAsync() => await ActAsync<AnswerChargeback, Done>((op, actor, cancel) => op.StageAsync(Id, actor, statement, noRefund, cancel), Say("chargeback.saved"));

    private async Task SaveAsync()
    {
        if (await StageAsync()) await ReadAsync();
    }

    /// <summary>What stands in the fields is part of it, saved or not.</summary>
    private async Task<bool> HandInAsync() => await StageAsync() && await ThenAsync(await ActAsync<AnswerChargeback, Done>((op, actor, cancel) => op.HandInAsync(Id, actor, cancel), Say("chargeback.handed-in")));

    private async Task<bool> GiveUpAsync() => await ThenAsync(await ActAsync<AnswerChargeback, Done>((op, actor, cancel) => op.GiveUpAsync(Id, actor, cancel), Say("chargeback.given")));

    private async Task RemoveAsync(EvidenceDocument away) => await KeepTextAsync(await ActAsync<AnswerChargeback, Done>((op, actor, cancel) => op.TakeFileAwayAsync(Id, actor, away, cancel), Say("chargeback.removed")));

    private async Task AddAsync(string name) => await KeepTextAsync(await ActAsync<AnswerChargeback, Done>((op, actor, cancel) => op.AddFileAsync(Id, actor, Kind, name, cancel), Say("chargeback.added")));

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > PictureLimits.LargestBytes)
        {
            Refused = PictureRefusals.TooLarge;
            return;
        }

        await using var stream = chosen.File.OpenReadStream(PictureLimits.LargestBytes);
        using var bytes = new MemoryStream((int)chosen.File.Size);
        await stream.CopyToAsync(bytes);
        string? name = null;
        if (await ActAsync<TakeChargebackFile, string>((op, actor, cancel) => op.RunAsync(Id, actor, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), cancel), then: taken => name = taken)) await AddAsync(name!);
    }

    private async Task<bool> ThenAsync(bool done)
    {
        if (done) await ReadAsync();
        return done;
    }

    /// <summary>What was typed and not saved yet stays.</summary>
    private async Task KeepTextAsync(bool done)
    {
        if (!done) return;
        var typed = (statement, noRefund);
        await ReadAsync();
        (statement, noRefund) = typed;
    }
}
