using System.Text.RegularExpressions;
using System.Web;

namespace Storefront.Browser.Tests.Trade;

/// <summary>Buys without a browser, by the forms as they stand in the pages: for tests that need many orders and look at none of them.</summary>
internal sealed partial class PlainShopper(Market market) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { UseCookies = true, AllowAutoRedirect = true }) { BaseAddress = new Uri(market.Url) };

    public void Dispose() => http.Dispose();

    /// <summary>One unit, to Lyon, paid by card.</summary>
    /// <param name="secondLine">Of the address, by which the sandbox carrier is told what to do.</param>
    /// <returns>The order's number.</returns>
    public async Task<string> BuyAsync(string slug, string email, string? secondLine = null)
    {
        await SendAsync(await GetAsync($"/en/p/{slug}"), "id=\"buy\"");
        // The country comes first: the fields that follow are those of its addresses.
        var address = await SendAsync(await GetAsync("/en/checkout?address=new"), "class=\"form\"", ("country", "FR"), ("do", "country"));
        (string, string)[] typed = [("name", "Camille Roux"), ("street", "12 rue Mercière"), ("city", "Lyon"), ("postcode", "69002"), ("country", "FR"), ("email", email), .. secondLine is null ? [] : new[] { ("street2", secondLine) }];
        var review = await SendAsync(address, "class=\"form\"", typed);
        var payment = await SendAsync(review, "class=\"buying\"");
        var order = await SendAsync(payment, "action=\"/sandbox/pay/", ("number", "4242424242424242"));
        return order.Address.Segments[^1];
    }

    private async Task<(Uri Address, string Text)> GetAsync(string path) => await ReadAsync(await http.GetAsync(path));

    private async Task<(Uri Address, string Text)> SendAsync((Uri Address, string Text) page, string mark, params (string Name, string Value)[] typed)
    {
        var form = Forms().Matches(page.Text).FirstOrDefault(f => f.Groups["head"].Value.Contains(mark, StringComparison.Ordinal));
        Assert.True(form is not null, $"There is no form {mark} at {page.Address}: {page.Text}");
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var tag in Inputs().Matches(form.Groups["body"].Value).Select(m => m.Value))
        {
            if (Of(tag, "name") is not { Length: > 0 } name || Of(tag, "type") is "submit" or "checkbox" || typed.Any(t => t.Name == name)) continue;
            if (Of(tag, "type") == "radio" && !tag.Contains(" checked", StringComparison.Ordinal)) continue;
            fields.Add(new(name, Of(tag, "value") ?? ""));
        }

        fields.AddRange(typed.Select(t => new KeyValuePair<string, string>(t.Name, t.Value)));
        return await ReadAsync(await http.PostAsync(new Uri(page.Address, Of(form.Groups["head"].Value, "action") ?? ""), new FormUrlEncodedContent(fields)));
    }

    private static async Task<(Uri Address, string Text)> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri} answered {answer.StatusCode}.");
            return (answer.RequestMessage!.RequestUri!, await answer.Content.ReadAsStringAsync());
        }
    }

    private static string? Of(string tag, string attribute) => Regex.Match(tag, $" {attribute}=\"([^\"]*)\"") is { Success: true } found ? HttpUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<form(?<head>[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}
