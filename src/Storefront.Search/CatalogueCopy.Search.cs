namespace Storefront.Search;

public sealed partial class CatalogueCopy
{
    /// <summary>One page of what matches, with counts of what could be chosen further. Takes any text: words are cut into letters and digits
    /// before the full-text engine sees them.</summary>
    public SearchResult Search(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var use = Use();
        using var scratch = Scratch.Take();
        return new SearchRun(use, request, options, scratch).Answer();
    }
}
