namespace Storefront.Office;

/// <summary>The pages that act while a question is answered. A question calls its page by a plain function, since it waits for an answer, and so the page is told of no event:
/// what an act did that took its time, at a carrier or at a database over the network, would not be seen until something else happened.</summary>
internal static class Acting
{
    private static readonly AsyncLocal<List<DeskPage>?> Pages = new();

    /// <summary>From now on, in what the caller waits for.</summary>
    public static IReadOnlyList<DeskPage> Begin() => Pages.Value = [];

    public static void By(DeskPage page) => Pages.Value?.Add(page);
}
