using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Storefront.Accounts;
using Storefront.Languages;

namespace Storefront.Office.Layout;

public sealed partial class OfficeLayout
{
    private Seat? seat;
    private bool gone;
    private ErrorBoundary? boundary;

    /// <summary>A courtesy only: what may be seen and done is decided again by every query and operation.</summary>
    private bool MayOpen
    {
        get
        {
            var path = "/" + Address.ToBaseRelativePath(Address.Uri).Split('?', '#')[0];
            if (path.StartsWith("/office/admin", StringComparison.OrdinalIgnoreCase)) return seat!.Desks.IsAdmin;
            return path is "/office" or "/office/" or "/office/apply" || seat!.Desks.Merchant is not null;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var desks = await Scope.RunAsync<OfficeDesks, Outcome<Desks>>((office, actor) => office.OfAsync(actor, default));
        if (!desks.Succeeded)
        {
            gone = true;
            return;
        }

        seat = new Seat(desks.Value, Messages.In(LanguageOf(desks.Value)), await ZoneAsync()) { Own = Messages.In(Language.TryFind(desks.Value.Language, out var own) ? own : Language.English) };
    }

    protected override void OnParametersSet() => boundary?.Recover();

    /// <summary>The person's own language where the office is translated, else English, so that no page mixes two.</summary>
    private Language LanguageOf(Desks desks) =>
        Language.TryFind(desks.Language, out var language) && Messages.Speaks(language, "office.navigation.today") ? language : Language.English;

    private async Task<TimeZoneInfo> ZoneAsync()
    {
        var name = await Script.InvokeAsync<string?>("storefrontOffice.zone");
        return name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
