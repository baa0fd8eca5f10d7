using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Storefront.Benchmarks.Load;

namespace Storefront.Benchmarks;

/// <summary>A shopper with a filled basket: address form, last page, payment page, card, order page, as the forms stand in the pages, tokens and all.</summary>
internal sealed partial class Shopper(Uri server) : IDisposable
{
    private const string Language = "/en";

    private readonly HttpWire wire = new(server);
    // Nobody else's: a person, by mail address or address, may have few unpaid orders at a time.
    private readonly string name = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, string> cookies = [];

    public void Dispose() => wire.Dispose();

    /// <summary>What the browser sends along with each request.</summary>
    public string Cookies => string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}"));

    /// <summary>The address whose page was shown last.</summary>
    public string At { get; private set; } = "";

    /// <summary>From the basket to the paid order.</summary>
    /// <param name="basket">The basket's cookie.</param>
    public void Buy(string basket) => Pay(Review(basket));

    /// <summary>To the page that asks for the last yes; its text.</summary>
    public string Review(string basket)
    {
        cookies.Clear();
        cookies["basket"] = basket;
        var address = Get(Language + "/checkout");
        var review = Post(address, "form", "class=\"form\"", ("name", name), ("street", "12 rue Mercière"), ("city", "Lyon"), ("postcode", "69002"), ("country", "FR"), ("email", $"{name}@example.test"));
        Expect(review, "/pay\"", "the page before paying");
        return review;
    }

    /// <summary>From there to the order's page.</summary>
    public void Pay(string review)
    {
        var payment = Post(review, "form", "class=\"buying\"");
        Expect(payment, "name=\"number\"", "the payment page");
        var order = Post(payment, "form", "action=\"/sandbox/pay/", ("number", "4242424242424242"));
        Expect(order, PaidMark, "the order's page");
    }

    /// <summary>Stands on the page of an order that is paid and on no other.</summary>
    public const string PaidMark = "class=\"notice notice-good\" role=\"status\"";

    private string Get(string path) => Follow("GET", path, "");

    private string Post(string page, string form, string mark, params (string Name, string Value)[] typed)
    {
        foreach (Match found in Forms().Matches(page))
        {
            if (!found.Groups["head"].Value.Contains(mark, StringComparison.Ordinal)) continue;
            var fields = new List<(string Name, string Value)>();
            foreach (Match input in Inputs().Matches(found.Groups["body"].Value))
            {
                var tag = input.Value;
                if (Of(tag, "name") is not { Length: > 0 } name || Of(tag, "type") is "submit" or "checkbox") continue;
                if (Of(tag, "type") == "radio" && !tag.Contains(" checked", StringComparison.Ordinal)) continue;
                fields.Add((name, Of(tag, "value") ?? ""));
            }

            foreach (var (name, _) in typed) fields.RemoveAll(f => f.Name == name);
            fields.AddRange(typed);
            return Follow("POST", Of(found.Groups["head"].Value, "action")!, string.Join('&', fields.Select(f => Uri.EscapeDataString(f.Name) + "=" + Uri.EscapeDataString(f.Value))));
        }

        throw new RejectedException($"There is no {form} {mark} on the page: {page[..Math.Min(2000, page.Length)]}");
    }

    private string Follow(string method, string path, string form)
    {
        for (var steps = 0; steps < 8; steps++)
        {
            var visit = new Visit(path, null) { Method = method, Form = form, Cookie = Cookies };
            wire.Ask(visit.Bytes(server));
            foreach (var set in wire.Headers("Set-Cookie"))
            {
                var pair = set.Split(';')[0].Split('=', 2);
                cookies[pair[0]] = pair[1];
            }

            if (wire.Status == 200)
            {
                At = path;
                return wire.Text;
            }

            if (wire.Status is not (302 or 303)) throw new RejectedException($"{method} {path} answered {wire.Status}: {wire.Text}");
            var location = wire.Header("Location")!;
            (method, path, form) = ("GET", location.StartsWith('/') ? location : new Uri(location).PathAndQuery, "");
        }

        throw new RejectedException($"{path} redirects without end.");
    }

    private static void Expect(string page, string text, string what)
    {
        if (page.Contains(text, StringComparison.Ordinal)) return;
        var main = page.IndexOf("<main", StringComparison.Ordinal);
        throw new RejectedException($"This is not {what}: {page[Math.Max(0, main)..Math.Min(page.Length, Math.Max(0, main) + 3000)]}");
    }

    private static string? Of(string tag, string attribute) =>
        Regex.Match(tag, $" {attribute}=\"([^\"]*)\"") is { Success: true } found ? HttpUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}
