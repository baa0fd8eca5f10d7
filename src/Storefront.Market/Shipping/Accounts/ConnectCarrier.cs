using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Data;
using Storefront.Merchants;
using Storefront.Trust;

namespace Storefront.Shipping;

/// <summary>A member connects the shop's own account with a carrier, changes its credentials, tries them, turns it off or takes it away.</summary>
public sealed class ConnectCarrier(MarketDb db, CarrierDirectory directory, IKeepSecrets secrets, TimeProvider clock)
{
    private const int LongestValue = 4_000;

    /// <param name="given">Values by field. A secret that is left empty keeps what was given before; any other that is left empty is removed.</param>
    public async Task<Outcome<CarrierAccountId>> GiveAsync(MerchantId merchant, string carrier, IReadOnlyDictionary<string, string?> given, bool isTest, Actor actor, CancellationToken cancel)
    {
        if (!await actor.WorksForAsync(merchant, db, cancel) || directory.FindConnector(carrier) is not { } connector) return CarrierAccountRefusals.NotFound;
        return await db.AtomicallyAsync<CarrierAccountId>(async () =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var account = await db.CarrierAccounts.SingleOrDefaultAsync(a => a.Merchant == merchant && a.Carrier == carrier, cancel);
            var known = account is { Kept.Length: > 0 } && secrets.Reveal(account.Kept) is { } clear ? JsonSerializer.Deserialize<Dictionary<string, string>>(clear)! : [];
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var field in connector.Fields)
            {
                var value = given.GetValueOrDefault(field.Key)?.Trim();
                if (string.IsNullOrEmpty(value)) value = field.IsSecret ? known.GetValueOrDefault(field.Key) : null;
                if (value is null) continue;
                if (value.Length > LongestValue || (field.Choices.Count > 0 && !field.Choices.Contains(value))) return CarrierAccountRefusals.Wrong(field);
                values[field.Key] = value;
            }

            // A field that only some abilities need may be left out; then those abilities rest.
            if (connector.Fields.FirstOrDefault(f => !f.IsOptional && f.For.Count == 0 && !values.ContainsKey(f.Key)) is { } missing) return CarrierAccountRefusals.Missing(missing);
            if (values.Count == 0) return CarrierAccountRefusals.Missing(connector.Fields[0]);
            var isNew = account is null;
            if (account is null) db.CarrierAccounts.Add(account = CarrierAccount.Of(merchant, carrier, now));
            account.Give(values, connector.Fields, isTest, secrets, now);
            Note(actor, account, isNew ? "connected" : "credentials changed", now);
            return account.Id;
        }, cancel);
    }

    /// <summary>Tries the credentials of every ability that has them, with calls that have no effect, and writes down what came of it.</summary>
    public async Task<Outcome<IReadOnlyList<CredentialCheck>>> TryAsync(CarrierAccountId id, Actor actor, CancellationToken cancel)
    {
        if (await OfAsync(id, actor, cancel) is not { } account || directory.FindConnector(account.Carrier) is not { } connector) return CarrierAccountRefusals.NotFound;
        if (account.Reveal(secrets) is not { } credentials) return CarrierAccountRefusals.Unreadable;
        var checks = new List<CredentialCheck>();
        if (connector.Open(credentials) is ITestCredentials carrier)
        {
            // News comes to us: there is nothing to ask.
            foreach (var ability in connector.Abilities.Where(a => a != CarrierAbility.News && !credentials.Missing(connector, a).Any()))
            {
                var tried = await carrier.TestAsync(ability, cancel);
                checks.Add(new CredentialCheck(ability, clock.GetUtcNow().UtcDateTime, tried.Refusal?.Code, tried.Refusal?.Arguments.GetValueOrDefault("reason") as string));
            }
        }

        account.Checked(checks);
        var saved = await db.SaveOrStaleAsync(cancel);
        return saved.Succeeded ? checks : saved.Refusal;
    }

    /// <summary>Uses it for new quotes and labels or no longer; parcels on their way are followed either way.</summary>
    public async Task<Outcome<Done>> SwitchAsync(CarrierAccountId id, bool on, Actor actor, CancellationToken cancel)
    {
        if (await OfAsync(id, actor, cancel) is not { } account) return CarrierAccountRefusals.NotFound;
        if (account.IsOn == on) return Done.Ok;
        var now = clock.GetUtcNow().UtcDateTime;
        account.Switch(on, now);
        Note(actor, account, on ? "turned on" : "turned off", now);
        return await db.SaveOrStaleAsync(cancel);
    }

    /// <summary>Forgets the credentials. Parcels bought with them can no longer be followed or voided through it.</summary>
    public async Task<Outcome<Done>> RemoveAsync(CarrierAccountId id, Actor actor, CancellationToken cancel)
    {
        if (await OfAsync(id, actor, cancel) is not { } account) return CarrierAccountRefusals.NotFound;
        db.CarrierAccounts.Remove(account);
        Note(actor, account, "removed", clock.GetUtcNow().UtcDateTime);
        return await db.SaveOrStaleAsync(cancel);
    }

    private async Task<CarrierAccount?> OfAsync(CarrierAccountId id, Actor actor, CancellationToken cancel) =>
        await db.CarrierAccounts.SingleOrDefaultAsync(a => a.Id == id, cancel) is { } account && await actor.WorksForAsync(account.Merchant, db, cancel) ? account : null;

    private void Note(Actor actor, CarrierAccount account, string what, DateTime now) =>
        db.AuditLog.Add(AuditEntry.Of(actor.User, nameof(ConnectCarrier), $"carrier {account.Carrier} of merchant {account.Merchant.Value:N}", what, now));
}
