using Microsoft.AspNetCore.Components;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>Marks a page or endpoint that works on the order database. While that is away it says so politely, and browsing goes on.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SellsAttribute : Attribute;

/// <summary>What the pages from basket to dispute share: they are one person's, so nobody stores them, and a post ends elsewhere.</summary>
[Sells]
public abstract class SellingPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    protected CancellationToken Leaving => Http.RequestAborted;

    protected bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    /// <summary>What was typed into a field of the posted form; null on a plain visit.</summary>
    protected string? Typed(string field) => IsPost && Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : null;

    /// <summary>Ends a post, or a page that is not for this visitor, at a path without language.</summary>
    protected void GoTo(string path)
    {
        Http.Response.StatusCode = StatusCodes.Status303SeeOther;
        Http.Response.Headers.Location = Visitor.Of(Http).Link(path);
    }

    /// <summary>The form was refused: its page is shown again with what was typed.</summary>
    protected void Refused() => Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;

    protected override void OnInitialized() => Http.Response.Headers.CacheControl = "no-cache, no-store";
}
