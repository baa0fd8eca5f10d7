using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Storefront.App.Tests.Selling;

/// <summary>A person whose browser runs no scripts: keeps cookies, follows redirects, fills in forms as they stand in the page.</summary>
public sealed class Person : IDisposable
{
    private const int MostRedirects = 8;

    private readonly HttpClient client;
    private readonly Uri site;

    public Person(Uri address, string acceptLanguage)
    {
        site = address;
        Cookies = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address, DefaultRequestHeaders = { { "Accept-Language", acceptLanguage } } };
    }

    public CookieContainer Cookies { get; }

    /// <summary>Every address that the last visit went through, the last one being shown.</summary>
    public IReadOnlyList<string> Way { get; private set; } = [];

    public string At => Way[^1];

    /// <summary>The answer that is shown.</summary>
    public HttpResponseMessage Answer { get; private set; } = null!;

    /// <summary>The value of a cookie, or null.</summary>
    public string? Cookie(string name) => Cookies.GetCookies(site)[name]?.Value;

    public Task<Page> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Posts fields that no page asked for, as a forger would.</summary>
    public Task<Page> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Sends a form of the page with what is in it, as changed by <paramref name="typed"/>, by the button given or its first.</summary>
    public Task<Page> SubmitAsync(Page page, string form, string? button = null, params (string Name, string Value)[] typed) => SendAsync(Request(page, form, button, [], typed));

    /// <summary>As <see cref="SubmitAsync(Page, string, string?, ValueTuple{string, string}[])"/>, with files in the field <c>photos</c>.</summary>
    public Task<Page> UploadAsync(Page page, string form, IReadOnlyList<(string Name, byte[] Bytes)> files, params (string Name, string Value)[] typed) => SendAsync(Request(page, form, null, files, typed));

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        var way = new List<string>();
        Answer = await client.SendAsync(request);
        way.Add(Path(request.RequestUri!));
        while (Answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Found && way.Count < MostRedirects)
        {
            var next = new Uri(new Uri(site, way[^1]), Answer.Headers.Location!);
            Answer = await client.GetAsync(next);
            way.Add(Path(next));
        }

        Way = way;
        return new Page((IHtmlDocument)await new HtmlParser().ParseDocumentAsync(await Answer.Content.ReadAsStringAsync()), Answer.StatusCode);
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Request(Page page, string selector, string? button, IReadOnlyList<(string Name, byte[] Bytes)> files, (string Name, string Value)[] typed)
    {
        var form = page.Document.QuerySelector(selector) as IHtmlFormElement ?? throw new InvalidOperationException($"The page has no form '{selector}': {page.Text}");
        var fields = Fields(form);
        var pressed = button is null ? null : form.QuerySelector(button) as IHtmlButtonElement ?? throw new InvalidOperationException($"The form has no button '{button}'.");
        if (pressed is { Name: { Length: > 0 } name }) fields.Add((name, pressed.Value));
        foreach (var (field, _) in typed) fields.RemoveAll(f => f.Name == field);
        fields.AddRange(typed);
        var action = pressed?.GetAttribute("formaction") ?? form.GetAttribute("action") ?? At;
        if (files.Count == 0 && form.GetAttribute("enctype") != "multipart/form-data")
            return new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };

        var parts = new MultipartFormDataContent();
        foreach (var (field, value) in fields) parts.Add(new StringContent(value), field);
        foreach (var (file, bytes) in files) parts.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "photos", file);
        return new HttpRequestMessage(HttpMethod.Post, action) { Content = parts };
    }

    private static List<(string Name, string Value)> Fields(IHtmlFormElement form)
    {
        var fields = new List<(string, string)>();
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is not ("submit" or "button" or "file") && (input.Type is not ("radio" or "checkbox") || input.IsChecked):
                    fields.Add((name, input.Value));
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select:
                    fields.Add((name, select.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    fields.Add((name, area.Value));
                    break;
            }
        }

        return fields;
    }

    private string Path(Uri address) => address.IsAbsoluteUri ? address.PathAndQuery : address.OriginalString;
}

/// <summary>A page as it was answered.</summary>
public sealed record Page(IHtmlDocument Document, HttpStatusCode Status)
{
    /// <summary>What a reader sees of its main part, spaces made one.</summary>
    public string Text => Plain((Document.QuerySelector("main") ?? Document.Body)?.TextContent);

    /// <summary>What one element says; throws when there is none.</summary>
    public string Of(string selector) => Plain(Document.QuerySelector(selector)?.TextContent ?? throw new InvalidOperationException($"The page has no '{selector}': {Text}"));

    public bool Has(string selector) => Document.QuerySelector(selector) is not null;

    private static string Plain(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00A0', ' ').Replace('\u202F', ' ');
}
