using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Storefront.Data;
using Storefront.Data.Outbox;
using Storefront.Payments;

namespace Storefront.Chargebacks;

/// <summary>Takes a written answer to the provider, with the facts of the order. That it goes out was committed before; an answer without an outcome is looked up before it is sent again.</summary>
public sealed class SendChargebackAnswer(IDbContextFactory<MarketDb> contexts, ProviderAbilities abilities, FollowChargeback follow, IStoreFiles files, TimeProvider clock, ILogger<SendChargebackAnswer> log)
{
    /// <exception cref="ProviderOutcomeUnknownException">No answer; it is tried again with the same key.</exception>
    public async Task RunAsync(ChargebackId id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var it = await db.Chargebacks.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        if (!it.IsOpen || it.AnsweredAtUtc is not null || it is { AnswerAskedAtUtc: null, GivenUpAtUtc: null }) return;
        var provider = abilities.Contest(it.Provider);
        if (await provider.ReadChargebackAsync(it.Reference, cancel) is not { } told) return;
        if (!told.Submitted && told.State is ChargebackState.Inquiry or ChargebackState.NeedsAnswer)
        {
            try
            {
                // An inquiry that nobody answers needs no word; a chargeback is conceded, so that it ends at once.
                if (it.AnswerAskedAtUtc is not null || told.State == ChargebackState.NeedsAnswer) told = await AskAsync(db, provider, it, cancel);
            }
            catch (ProviderRefusedException e) when (it.AnswerAskedAtUtc is not null)
            {
                await RefusedAsync(db, id, e.Code, cancel);
                return;
            }
        }

        await follow.ApplyAsync(it.Provider, told, cancel);
    }

    private async Task RefusedAsync(MarketDb db, ChargebackId id, string code, CancellationToken cancel)
    {
        await db.AtomicallyAsync<Done>(async () =>
        {
            var it = await db.Chargebacks.SingleAsync(c => c.Id == id, cancel);
            if (it.AnswerAskedAtUtc is null || it.AnsweredAtUtc is not null) return default(Done);
            var now = clock.GetUtcNow().UtcDateTime;
            it.AnswerRefused(code, now);
            db.ChargebackEntries.Add(ChargebackEntry.Of(id, ChargebackEntryKind.AnswerRefused, "provider", code, now));
            return default(Done);
        }, cancel);
        ChargebackLog.NotTaken(log, id.Value, code);
    }

    private Task<ProviderChargeback> AskAsync(MarketDb db, IContestChargebacks provider, Chargeback it, CancellationToken cancel) => ProviderKeys.AskAsync(
        it.KeyState, it.AnswerKey,
        async generation =>
        {
            var key = ProviderKeys.At(it.AnswerKey, generation);
            return it.AnswerAskedAtUtc is null ? await provider.ConcedeAsync($"{key}-concede", it.Reference, cancel)
                : await provider.SubmitAsync(new EvidenceToGive(key, it.Reference, await EvidenceAsync(db, provider, it, key, cancel)), cancel);
        },
        change => WriteAsync(db, it, change, cancel), clock, log);

    private static async Task<KeyState> WriteAsync(MarketDb db, Chargeback asked, Func<KeyState, KeyState> change, CancellationToken cancel)
    {
        var written = await db.AtomicallyAsync<KeyState>(async () =>
        {
            var it = await db.Chargebacks.SingleAsync(c => c.Id == asked.Id, cancel);
            if (it.IsOpen && it.AnswerKey == asked.AnswerKey) it.KeyIs(change(it.KeyState));
            return it.KeyState;
        }, cancel);
        return written.Succeeded ? written.Value : asked.KeyState;
    }

    private async Task<ChargebackEvidence> EvidenceAsync(MarketDb db, IContestChargebacks provider, Chargeback it, string key, CancellationToken cancel)
    {
        var documents = new Dictionary<EvidenceDocument, string>();
        foreach (var staged in it.Evidence.Files)
        {
            if (!StoredFile.TryParse(staged.Name, out var file) || await files.OpenAsync(file, cancel) is not { } stream) continue;
            await using (stream)
            {
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes, cancel);
                var media = staged.Name.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "image/jpeg";
                documents[staged.Kind] = await provider.UploadAsync(new DocumentToUpload($"{key}-{staged.Kind}", staged.Name, media, bytes.ToArray()), cancel);
            }
        }

        return await db.FactsAsync(it.Order, cancel) with { Statement = it.Evidence.Statement, RefundRefusalReason = it.Evidence.RefundRefusalReason, Documents = documents };
    }
}

public sealed class ChargebackAnswerWrittenHandler(SendChargebackAnswer send) : IHandle<ChargebackAnswerWritten>
{
    public Task HandleAsync(ChargebackAnswerWritten message, CancellationToken cancel) => send.RunAsync(message.Chargeback, cancel);
}
