using System.Text;
using Storefront.Web.Hosting;

namespace Storefront.Web.Shop;

/// <summary>The address of a page without language and without what it does not read, so that a stored page never carries the first
/// visitor's odds and ends.</summary>
public static class PagePath
{
    /// <summary>Path and the query values that the page reads, in the page's own order: <c>/search?q=tea</c>.</summary>
    public static string Of(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.ToUriComponent();
        if (!request.QueryString.HasValue) return path;
        if (context.GetEndpoint()?.Metadata.GetMetadata<BrowsePageAttribute>() is not { } page) return path + request.QueryString.ToUriComponent();

        var text = new StringBuilder(path);
        var mark = '?';
        foreach (var key in page.QueryKeys)
        {
            foreach (var value in request.Query[key!])
            {
                if (string.IsNullOrEmpty(value)) continue;
                text.Append(mark).Append(key).Append('=').Append(Uri.EscapeDataString(value));
                mark = '&';
            }
        }

        return text.ToString();
    }
}
