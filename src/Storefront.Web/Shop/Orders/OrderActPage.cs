using Microsoft.AspNetCore.Components;
using Storefront.Orders;

namespace Storefront.Web.Shop.Orders;

/// <summary>A page that does one thing to one consignment of an order, after asking once. For whoever may not see the order it does not exist.</summary>
public abstract class OrderActPage : SellingPage
{
    [Parameter]
    public required string Number { get; set; }

    [Parameter]
    public Guid Part { get; set; }

    [Inject]
    public required ReadOrder Read { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    protected Order? Order { get; private set; }

    protected Consignment It { get; private set; } = null!;

    protected ConsignmentId ConsignmentId => new(Part);

    protected OrderAccess Access => OrderKeys.Of(Http, Number);

    protected string OrderPath => "/orders/" + Number;

    protected override async Task OnInitializedAsync()
    {
        var order = await Read.FindAsync(Number, Access, Leaving);
        if (order?.Consignments.FirstOrDefault(c => c.Id == ConsignmentId) is not { } consignment)
        {
            Navigation.NotFound();
            return;
        }

        (Order, It) = (order, consignment);
    }

    /// <summary>Back to the order with a sentence.</summary>
    protected void GoBack(string said, bool isRefusal = false)
    {
        new Flash(said, isRefusal).Leave(Http);
        GoTo(OrderPath);
    }
}
