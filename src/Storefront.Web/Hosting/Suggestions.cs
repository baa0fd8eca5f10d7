using System.Text.Encodings.Web;
using Storefront.Languages;
using Storefront.Search;

namespace Storefront.Web.Hosting;

/// <summary>What to type on: a small piece of HTML for the search field's list, made by the catalogue copy.</summary>
public static class Suggestions
{
    private const int Most = 8;

    public static void MapSuggestions(this IEndpointRouteBuilder app) => app.MapGet("/suggest", Suggest);

    private static IResult Suggest(HttpContext context, CatalogueCopy copy, Messages messages, HtmlEncoder encoder, string? q)
    {
        var visitor = Visitor.Of(context);
        context.Response.Headers.CacheControl = "private, max-age=60";
        context.Response.Headers.Vary = "Cookie, Accept-Language";
        if (string.IsNullOrWhiteSpace(q)) return Results.NoContent();
        var found = copy.Suggest(q, visitor.Language.Tag, Most);
        if (found.Count == 0) return Results.NoContent();

        var words = messages.In(visitor.Language);
        var rows = found.Select((s, place) =>
        {
            var (path, kind) = s.Kind switch
            {
                SuggestionKind.Category => ($"/c/{Uri.EscapeDataString(s.Key)}", words["shop.filter-category"]),
                SuggestionKind.Brand => ($"/search?brand={Uri.EscapeDataString(s.Key)}", words["shop.filter-brand"]),
                SuggestionKind.Listing => ($"/p/{Uri.EscapeDataString(s.Key)}", ""),
            };
            var language = s.Language == visitor.Language.Tag ? "" : $" lang=\"{s.Language}\"";
            return $"<a class=\"hint-row\" role=\"option\" id=\"hint-{place}\" href=\"{visitor.Root}{path}\"><span{language}>{encoder.Encode(s.Text)}</span><small>{encoder.Encode(kind)}</small></a>";
        });
        return Results.Text(string.Concat(rows), "text/html");
    }
}
