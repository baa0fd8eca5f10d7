using Microsoft.AspNetCore.Components;
using Storefront.Accounts;
using Storefront.Addresses;
using Storefront.Languages;
using Storefront.Web.Shop.Checkout;

namespace Storefront.Web.Account.Pages;

/// <summary>One address of the book, new or changed, in the form of its country. What only looks odd is asked about once.</summary>
public partial class AddressPage
{
    private AddressDraft draft = null!;
    private IReadOnlyList<Refusal> asking = [];

    [Parameter]
    public Guid? Id { get; set; }

    [Inject]
    public required KeepAddresses Keep { get; set; }

    private string AskedText => string.Join(' ', asking.Select(a => a.Field));

    protected override async Task OnInitializedAsync()
    {
        var saved = Id is { } id ? await Keep.FindAsync(Person, id, Leaving) : null;
        if (Id is not null && saved is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            draft = AddressDraft.Empty(Visitor.Country, null);
            return;
        }

        var country = Country.TryParse(Typed("country"), out var chosen) && Countries.TryFind(chosen, out _) ? chosen : saved?.Address.Country ?? Visitor.Country;
        draft = IsPost ? AddressDraft.Typed(Http.Request.Form, country)
            : saved is not null ? AddressDraft.Of(saved.Address)
            : AddressDraft.Empty(country, country == Visitor.Country ? Visitor.Postcode : null);
    }

    private async Task SubmitAsync()
    {
        if (Typed("do") == "country") return;
        var address = draft.ToAddress();
        var findings = AddressCheck.Check(address);
        foreach (var error in findings.Errors) Refuse(error);
        var asked = (Typed("asked") ?? "").Split(' ');
        if (Refused.Count > 0) return;
        if (findings.Warnings.Any(w => !asked.Contains(w.Field)))
        {
            asking = findings.Warnings;
            return;
        }

        var done = Id is { } id ? (await Keep.ChangeAsync(Person, id, address, Leaving)).Refusal : (await Keep.AddAsync(Person, address, Leaving)).Refusal;
        if (done is not null)
        {
            Refuse(done);
            return;
        }

        Leave("addresses.saved");
        GoTo("/account/addresses");
    }
}
