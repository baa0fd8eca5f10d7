using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;

namespace Storefront.Web.Shop.Parts;

/// <summary>Content that is the same for every visitor with the same key: drawn once, and written from then on as one text. A page's frame is
/// half of its elements, and each element costs about ten small pieces. The content gets no cascading values.</summary>
public sealed class Kept(KeptMarkup store, IServiceProvider services, ILoggerFactory loggers) : ComponentBase
{
    private MarkupString markup;

    /// <summary>Names everything that the content depends on.</summary>
    [Parameter]
    [EditorRequired]
    public required string Key { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override async Task OnInitializedAsync() => markup = store.Find(Key) ?? store.Keep(Key, await DrawAsync());

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, markup);

    private async Task<MarkupString> DrawAsync()
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Content.ChildContent)] = ChildContent });
        return await renderer.Dispatcher.InvokeAsync(async () => new MarkupString((await renderer.RenderComponentAsync<Content>(parameters)).ToHtmlString()));
    }

    private sealed class Content : ComponentBase
    {
        [Parameter]
        public RenderFragment? ChildContent { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
    }
}
