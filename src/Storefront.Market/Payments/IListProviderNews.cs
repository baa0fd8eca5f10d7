namespace Storefront.Payments;

/// <summary>Lists what a provider told, for news whose webhook never came.</summary>
public interface IListProviderNews
{
    string Key { get; }

    /// <summary>The kinds of which something follows here; the others need not be listed. Empty for all.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>The same of what happens in payees' accounts.</summary>
    IReadOnlyList<string> PayeeKinds { get; }

    /// <summary>One page of the events since an instant, in the provider's own order. Providers keep them for a limited time.</summary>
    /// <param name="payee">In whose account they happened; null for our own, in whose list payees' are not.</param>
    /// <param name="after">The <see cref="NewsPage.Next"/> of the page before; null for the first.</param>
    /// <exception cref="ProviderOutcomeUnknownException">No answer: ask again.</exception>
    Task<NewsPage> ListNewsAsync(string? payee, DateTime sinceUtc, IReadOnlyList<string> kinds, string? after, CancellationToken cancel);
}

/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record NewsPage(IReadOnlyList<ProviderEvent> Events, string? Next);
