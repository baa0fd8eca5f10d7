using Microsoft.EntityFrameworkCore;
using Storefront.Accounts;
using Storefront.Addresses;
using Storefront.Checkout;
using Storefront.Data;
using Storefront.Languages;
using Storefront.Shipping;
using Storefront.Web.Hosting;
using Storefront.Web.Shop.Basket;

namespace Storefront.Web.Shop.Checkout;

public sealed partial class CheckoutPage(ReadBasket read, ReadCheckout checkouts, PrepareCheckout prepare, MarketDb db, PlaceOptions places, TimeProvider clock)
{
    private readonly List<Refusal> refused = [];
    private IReadOnlyList<Refusal> warned = [];
    private List<SavedAddress> saved = [];
    private BasketView basket = BasketView.Empty;
    private AddressDraft? draft;
    private Guid attempt;
    private Guid? chosenAddress;
    private string? email, emailFault, asked;
    private bool isSent, isGuest, isKnown, countryChanged;

    private PlaceOptions Places => places;

    protected override async Task OnInitializedAsync()
    {
        var id = BasketCookie.Read(Http);
        if (IsPost)
        {
            ReadForm();
            isSent = true;
            isGuest = Buyer.Of(Http) is null;
            return;
        }

        if (Guid.TryParse(Http.Request.Query["attempt"], out var known) && await checkouts.FindAsync(known, id, Leaving) is { } begun)
        {
            if (begun.Order is not null)
            {
                GoTo($"/checkout/{begun.Id:D}");
                return;
            }

            await FillAsync(id);
            (attempt, email, draft) = (begun.Id, begun.Email, AddressDraft.Of(begun.ShipTo));
            return;
        }

        await FillAsync(id);
        if (basket.IsEmpty || basket.HasShortage)
        {
            GoTo("/basket");
            return;
        }

        attempt = Guid.NewGuid();
        email = Buyer.EmailOf(Http);
        var kept = Http.Request.Query["address"] == "new" ? null
            : saved.FirstOrDefault(a => Http.Request.Query["address"] == a.Id.ToString()) ?? saved.FirstOrDefault(a => a.Address.Country == Visitor.Country && a.IsDefault) ?? saved.FirstOrDefault(a => a.Address.Country == Visitor.Country);
        chosenAddress = kept?.Id;
        draft = kept is null ? AddressDraft.Empty(Visitor.Country, Visitor.Postcode) : AddressDraft.Of(kept.Address);
    }

    private async Task FillAsync(BasketId? id)
    {
        var user = Buyer.Of(Http);
        isGuest = user is null;
        basket = await read.RunAsync(id, Buyer.Of(Http), Visitor, withInstead: false, Leaving);
        if (user is { } person) saved = await SavedAsync(person);
    }

    private Task<List<SavedAddress>> SavedAsync(UserId person) =>
        db.SavedAddresses.AsNoTracking().Where(a => a.User == person).OrderByDescending(a => a.IsDefault).ThenByDescending(a => a.ChangedAtUtc).Take(12).ToListAsync(Leaving);

    /// <summary>What was typed is shown again whatever comes of it.</summary>
    private void ReadForm()
    {
        email = Typed("email")?.Trim();
        attempt = Guid.TryParse(Typed("attempt"), out var known) ? known : Guid.NewGuid();
        isKnown = Country.TryParse(Typed("country"), out var country) && Countries.TryFind(country, out _);
        draft = AddressDraft.Typed(Http.Request.Form, isKnown ? country : Visitor.Country);
    }

    /// <summary>A form that was accepted ends elsewhere; only one that is shown again needs what stands beside it.</summary>
    private async Task SendAsync()
    {
        await JudgeAsync();
        if (Http.Response.StatusCode == StatusCodes.Status303SeeOther) return;
        await FillAsync(BasketCookie.Read(Http));
        isSent = false;
    }

    private async Task JudgeAsync()
    {
        if (!isKnown) refused.Add(AddressRefusals.UnknownCountry);
        if (Typed("do") == "country" || Typed("shown") != draft!.Country.Code)
        {
            // Another country has another form: what was typed is kept as far as it has the same parts.
            countryChanged = isKnown;
            if (!isKnown) Refused();
            return;
        }

        var address = draft.ToAddress();
        Check(address);
        if (refused.Count == 0 && warned.Count == 0) await PrepareAsync(address);
        if (refused.Count > 0) Refused();
    }

    private void Check(PostalAddress address)
    {
        var findings = AddressCheck.Check(address);
        refused.AddRange(findings.Errors);
        if (!EmailAddress.TryTidy(email, out _)) refused.Add(CheckoutRefusals.EmailMissing);
        emailFault = refused.Find(r => r.Field == CheckoutRefusals.EmailMissing.Field) is { } fault ? Words.Text(fault) : null;

        // A doubt is asked about once for each thing that was typed; whoever sends it again means it.
        var doubts = findings.Warnings.Select(w => $"{w.Field}={draft![Enum.Parse<AddressPart>(w.Field!, ignoreCase: true)]}").ToList();
        var before = (Typed("asked") ?? "").Split('\n').Select(d => d.Trim()).ToHashSet();
        if (findings.Errors.Count == 0 && !doubts.TrueForAll(d => before.Contains(d.Trim()))) warned = findings.Warnings;
        asked = string.Join('\n', doubts);
    }

    private string? LabelOf(string field) => Enum.TryParse<AddressPart>(field, ignoreCase: true, out var part)
        ? AddressForm.For(draft!.Country).Fields.FirstOrDefault(f => f.Part == part) is { } known ? Words[known.LabelKey]
        : part == AddressPart.TaxId && BuyerTaxId.For(draft.Country) is { } taxId ? Words[taxId.LabelKey] : null
        : null;

    private async Task PrepareAsync(PostalAddress address)
    {
        if (BasketCookie.Read(Http) is not { } id)
        {
            refused.Add(CheckoutRefusals.BasketEmpty);
            return;
        }

        var done = await prepare.SendToAsync(attempt, id, Buyer.Of(Http), email!, Visitor.Language.Tag, Visitor.Currency, address, Leaving);
        if (!done.Succeeded)
        {
            // The back button after paying: the order is shown, not a second one begun.
            if (done.Refusal == CheckoutRefusals.BasketEmpty && await checkouts.FindAsync(attempt, id, Leaving) is { Order: not null }) GoTo($"/checkout/{attempt:D}");
            else refused.Add(done.Refusal);
            return;
        }

        if (Buyer.Of(Http) is { } user && Typed("keep") == "yes")
        {
            saved = await SavedAsync(user);
            if (!saved.Exists(a => a.Address == address))
            {
                db.SavedAddresses.Add(SavedAddress.Of(user, address, isDefault: saved.Count == 0, clock.GetUtcNow().UtcDateTime));
                await db.SaveChangesAsync(Leaving);
            }
        }

        GoTo($"/checkout/{attempt:D}");
    }
}
