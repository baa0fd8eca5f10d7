using Microsoft.AspNetCore.Components;

namespace Storefront.Web.Shop.Parts;

/// <summary>The shop's own line drawings, always beside a word. Each points into the sprite that every page carries once.</summary>
public static class Icon
{
    public static readonly MarkupString Basket = Line("basket");
    public static readonly MarkupString Box = Line("box");
    public static readonly MarkupString Close = Line("close");
    public static readonly MarkupString Filter = Line("filter");
    public static readonly MarkupString Info = Line("info");
    public static readonly MarkupString Next = Line("next", "icon-turns");
    public static readonly MarkupString Person = Line("person");
    public static readonly MarkupString Pin = Line("pin");
    public static readonly MarkupString Previous = Line("previous", "icon-turns");
    public static readonly MarkupString Return = Line("return", "icon-turns");
    public static readonly MarkupString Seal = Line("seal");
    public static readonly MarkupString Search = Line("search");
    public static readonly MarkupString Shield = Line("shield");
    public static readonly MarkupString Shop = Line("shop");
    public static readonly MarkupString Star = Line("star", "icon-solid");
    public static readonly MarkupString Tick = Line("tick");
    public static readonly MarkupString Turn = Line("turn", "icon-turn");

    private static MarkupString Line(string name, string? also = null) =>
        new($"<svg class=\"icon{(also is null ? "" : " " + also)}\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"#i-{name}\"/></svg>");
}
