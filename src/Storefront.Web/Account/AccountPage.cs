using Microsoft.AspNetCore.Components;
using Storefront.Accounts;
using Storefront.Languages;
using Storefront.Web.Hosting;
using Storefront.Web.Shop;

namespace Storefront.Web.Account;

/// <summary>What the pages of an account share: never stored, read their own form, show what was refused beside its field, end a post elsewhere.</summary>
[Sells]
public abstract class AccountPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required Visitor Visitor { get; set; }

    [Inject]
    public required Words Words { get; set; }

    /// <summary>What was wrong with the form, in the order of its fields.</summary>
    protected List<Refusal> Refused { get; } = [];

    protected CancellationToken Leaving => Http.RequestAborted;

    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>Where to go on afterwards: a path on this site, or <c>/</c> for nowhere in particular.</summary>
    protected string ReturnPath => LocalPath.Safe(IsPost ? Typed("returnUrl") : Http.Request.Query["returnUrl"]);

    /// <summary>The signed-in person of a page that asks for one.</summary>
    protected Actor Person => new(AccountHost.UserOf(Http.User) ?? throw new InvalidOperationException("This page is for who is signed in."));

    /// <summary>A sentence of these pages: the key without its area.</summary>
    protected string Say(string key, params ReadOnlySpan<MessageArgument> arguments) => Words.Text("account." + key, arguments);

    protected string? Typed(string field) => IsPost && Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : null;

    protected string? Asked(string name) => Http.Request.Query[name];

    protected Guid AskedUser => Guid.TryParseExact(Asked("user"), "N", out var id) ? id : Guid.Empty;

    protected void Refuse(Refusal refusal)
    {
        Refused.Add(refusal);
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    protected string? FaultOf(string field) => Refused.Find(r => r.Field == field) is { } refusal ? Words.Text(refusal) : null;

    /// <summary>Leaves a sentence of these pages for the page that comes next.</summary>
    protected void Leave(string key) => new Flash(Say(key)).Leave(Http);

    /// <summary>Ends a post, or a page that is not for this visitor.</summary>
    /// <param name="path">Without language.</param>
    protected void GoTo(string path) => GoToUrl(Visitor.Link(path));

    /// <summary>Back to where the visitor came from, which has its language already, or to the account.</summary>
    protected void GoBack()
    {
        if (ReturnPath == "/") GoTo("/account");
        else GoToUrl(ReturnPath);
    }

    /// <summary>A link to another of these pages that keeps where the visitor wants to go.</summary>
    protected string Onward(string path) => Visitor.Link(path) + (ReturnPath == "/" ? "" : "?returnUrl=" + Uri.EscapeDataString(ReturnPath));

    protected override void OnInitialized() => Http.Response.Headers.CacheControl = "no-cache, no-store";

    private void GoToUrl(string url)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = url;
    }
}
