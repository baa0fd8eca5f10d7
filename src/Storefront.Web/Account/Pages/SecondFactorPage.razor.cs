using Microsoft.AspNetCore.Components;
using Storefront.Accounts;

namespace Storefront.Web.Account.Pages;

/// <summary>Turns the second factor on and off. Recovery codes are in the answer to the post itself, the one time that they can be seen.</summary>
public partial class SecondFactorPage
{
    private AccountFacts facts = null!;
    private string key = "";
    private int codesLeft;
    private IReadOnlyList<string>? codes;

    [Inject]
    public required SecondFactor Factor { get; set; }

    [Inject]
    public required ReadAccount Account { get; set; }

    [Inject]
    public required Entrance Entrance { get; set; }

    protected override async Task OnInitializedAsync()
    {
        facts = await Account.RunAsync(Person, Leaving);
        if (facts.HasSecondFactor) codesLeft = await Factor.CodesLeftAsync(Person.User, Leaving);
        else key = await Factor.BeginAsync(Person, Leaving);
    }

    private async Task TurnOnAsync()
    {
        var done = await Factor.TurnOnAsync(Person, Typed("password"), Typed("code"), Leaving);
        if (!done.Succeeded)
        {
            Refuse(done.Refusal);
            return;
        }

        // Turning it on ended every session, this one too.
        await Entrance.EnterAgainAsync(Http, Person.User);
        codes = done.Value;
    }

    private async Task ManageAsync()
    {
        if (Typed("act") == "off")
        {
            var off = await Factor.TurnOffAsync(Person, Typed("password"), Leaving);
            if (off.Succeeded)
            {
                Leave("second-factor.turned-off");
                GoTo("/account/security");
            }
            else Refuse(off.Refusal);

            return;
        }

        var renewed = await Factor.RenewCodesAsync(Person, Typed("password"), Leaving);
        if (renewed.Succeeded) codes = renewed.Value;
        else Refuse(renewed.Refusal);
    }

    /// <summary>In fours, as people read long keys.</summary>
    private static string Spaced(string key) => string.Join(' ', key.Chunk(4).Select(c => new string(c)));
}
