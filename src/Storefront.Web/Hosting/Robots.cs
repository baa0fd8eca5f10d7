namespace Storefront.Web.Hosting;

/// <summary>What crawlers are asked to leave alone: pages of one person, and the endless ways to sort and filter a list.</summary>
public static class Robots
{
    private const string Text = """
        User-agent: *
        Disallow: /*/basket
        Disallow: /*/checkout
        Disallow: /*/account
        Disallow: /*/orders
        Disallow: /*/place
        Disallow: /*/search
        Disallow: /*?*sort=
        Disallow: /*?*brand=
        Disallow: /*?*price=
        Disallow: /office

        """;

    public static void MapRobots(this IEndpointRouteBuilder app) =>
        app.MapGet("/robots.txt", static () => Results.Text(Text, "text/plain"));
}
