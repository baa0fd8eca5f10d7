using Microsoft.AspNetCore.Components;
using Storefront.Languages;
using Storefront.Web.Hosting;

namespace Storefront.Web.Account;

/// <summary>What the pages of an account share: never stored, read their own form, show what was refused beside its field, end a post elsewhere.</summary>
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

    /// <summary>Where to go on afterwards: a path on this site.</summary>
    protected string ReturnPath => LocalPath.Safe(IsPost ? Typed("returnUrl") : Http.Request.Query["returnUrl"]);

    /// <summary>A sentence of these pages: the key without its area.</summary>
    protected string Say(string key, params ReadOnlySpan<MessageArgument> arguments) => Words.Text("account." + key, arguments);

    protected string? Typed(string field) => IsPost && Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : null;

    protected void Refuse(Refusal refusal)
    {
        Refused.Add(refusal);
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    protected string? FaultOf(string field) => Refused.Find(r => r.Field == field) is { } refusal ? Words.Text(refusal) : null;

    /// <summary>Ends a post, or a page that is not for this visitor, at a path that has its language already.</summary>
    protected void GoTo(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = path;
    }

    protected void GoToOwn(string path) => GoTo(Visitor.Link(path));

    protected override void OnInitialized() => Http.Response.Headers.CacheControl = "no-cache, no-store";
}
