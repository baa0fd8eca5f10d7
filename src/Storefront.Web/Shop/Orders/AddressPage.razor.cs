using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Storefront.Addresses;
using Storefront.Data;
using Storefront.Orders;
using Storefront.Web.Shop.Checkout;

namespace Storefront.Web.Shop.Orders;

/// <summary>Where an order goes: the buyer corrects it before a label is bought, or answers what a seller proposes. What only looks odd is asked about once.</summary>
public partial class AddressPage
{
    private readonly List<Refusal> refused = [];
    private IReadOnlyList<Refusal> asking = [];
    private IReadOnlyList<AddressChange> changes = [];
    private AddressChange? proposal;
    private AddressDraft draft = null!;
    private Order? order;
    private Refusal? why;
    private string? label;

    [Parameter]
    public required string Number { get; set; }

    [Inject]
    public required ReadOrder Read { get; set; }

    [Inject]
    public required CorrectAddress Correct { get; set; }

    [Inject]
    public required MarketDb Db { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string Done => label is not null ? "order.address.done-label" : "order.address.done";

    private OrderAccess Access => OrderKeys.Of(Http, Number);

    protected override async Task OnInitializedAsync()
    {
        order = await Read.FindAsync(Number, Access, Leaving);
        if (order is null)
        {
            Navigation.NotFound();
            return;
        }

        var id = order.Id;
        changes = await Db.AddressChanges.AsNoTracking().Where(c => c.Order == id).OrderByDescending(c => c.AtUtc).ThenBy(c => c.Id).ToListAsync(Leaving);
        proposal = changes.FirstOrDefault(c => c.Status == AddressChangeStatus.Proposed);
        (why, label) = await Correct.StandingAsync(order, Leaving);
        draft = IsPost && string.IsNullOrEmpty(Typed("do")) ? AddressDraft.Typed(Http.Request.Form, order.ShipTo.Country) : AddressDraft.Of(order.ShipTo);
    }

    private async Task SubmitAsync()
    {
        var address = draft.ToAddress();
        var findings = AddressCheck.Check(address);
        refused.AddRange(findings.Errors);
        var asked = (Typed("asked") ?? "").Split(' ');
        if (refused.Count == 0 && findings.Warnings.Any(w => !asked.Contains(w.Field))) asking = findings.Warnings;
        if (asking.Count > 0) return;
        if (refused.Count == 0 && await Correct.ByBuyerAsync(Number, Access, address, Leaving) is { Succeeded: false } no) refused.Add(no.Refusal);
        if (refused.Count > 0) Refused();
        else GoBack(Words[Done]);
    }

    private async Task AnswerAsync()
    {
        var accepts = Typed("do") == "accept";
        var done = await Correct.AnswerAsync(Number, Access, Guid.TryParse(Typed("change"), out var id) ? id : default, accepts, Leaving);
        if (done.Succeeded)
        {
            GoBack(Words[accepts ? Done : "order.address.declined"]);
            return;
        }

        refused.Add(done.Refusal);
        Refused();
    }

    private void GoBack(string said)
    {
        new Flash(said, false).Leave(Http);
        GoTo("/orders/" + Number);
    }
}
