using Storefront.Data.Conventions;

namespace Storefront.Ledger;

/// <summary>The books closed at a midnight UTC: what was posted before it is summed up, so that a balance is read from the closing and the
/// postings since. An entry's instant is the one at which it was made, so that none is posted into a closed day but by a
/// clock that is far behind: the next closing takes it in, and until then the check of the books names it.</summary>
public sealed class Closing : IInsertOnly
{
    private Closing()
    {
    }

    /// <summary>Everything posted before this instant is in.</summary>
    public DateTime UpToUtc { get; private set; }

    /// <summary>Entries since the beginning.</summary>
    public long Entries { get; private set; }

    /// <summary>Postings since the beginning.</summary>
    public long Postings { get; private set; }

    public DateTime AtUtc { get; private set; }

    internal static Closing Of(DateTime upToUtc, long entries, long postings, DateTime nowUtc) => new() { UpToUtc = upToUtc, Entries = entries, Postings = postings, AtUtc = nowUtc };
}

/// <summary>An account's turnover since the beginning, as of a closing. Written when the account moved since the closing before, and of a merchant that
/// owes in any case; otherwise the older one holds. Held money has an account for each consignment, which lives for weeks: of it only the sum of the kind is closed.</summary>
public sealed class ClosingBalance : IInsertOnly
{
    /// <summary>Stands for all owners of a kind together.</summary>
    public const string AllOwners = "*";

    /// <summary>How much of an entry's key tells its cause.</summary>
    public const int CauseLength = 8;

    /// <summary>What a merchant is owed is also closed by its causes, each as an account of its own under the merchant's, so that its parts need no look
    /// at the whole history either.</summary>
    /// <param name="key">The key of an entry: what stands before the colon is its cause, known by its first letters.</param>
    public static string PartOf(string owner, string key)
    {
        var cause = key.AsSpan(0, Math.Min(key.Length, CauseLength));
        return $"{owner}:{cause[..(cause.IndexOf(':') is var colon && colon < 0 ? cause.Length : colon)]}";
    }

    private ClosingBalance()
    {
    }

    public DateTime UpToUtc { get; private set; }

    public AccountKind Account { get; private set; }

    public string Owner { get; private set; } = "";

    public Currency Currency { get; private set; }

    /// <summary>Sum of the debits in minor units, not negative.</summary>
    public long DebitsMinor { get; private set; }

    /// <summary>Sum of the credits in minor units, not negative.</summary>
    public long CreditsMinor { get; private set; }

    public DateTime AtUtc { get; private set; }

    internal static ClosingBalance Of(DateTime upToUtc, AccountKind account, string owner, Currency currency, long debitsMinor, long creditsMinor, DateTime nowUtc) =>
        new() { UpToUtc = upToUtc, Account = account, Owner = owner, Currency = currency, DebitsMinor = debitsMinor, CreditsMinor = creditsMinor, AtUtc = nowUtc };
}
