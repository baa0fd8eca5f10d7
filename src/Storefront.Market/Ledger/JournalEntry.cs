using Storefront.Data.Conventions;

namespace Storefront.Ledger;

/// <summary>One business fact in double entry: its postings sum to zero in every currency. Written once; corrected only by a new entry.</summary>
public sealed class JournalEntry : IInsertOnly
{
    private readonly List<Posting> postings = [];

    private JournalEntry()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The operation that it records, unique, so that a fact is never posted twice: <c>captured:…</c>.</summary>
    public string Key { get; private set; } = "";

    public OrderId? Order { get; private set; }

    public ConsignmentId? Consignment { get; private set; }

    public DateTime AtUtc { get; private set; }

    /// <summary>The day's rate at which it exchanges, with its source and day. Null where nothing is exchanged, and where the accepted quote that the order froze says the rate.</summary>
    public PostedRate? Rate { get; private set; }

    public IReadOnlyList<Posting> Postings => postings;

    public static JournalEntry Of(string key, OrderId? order, ConsignmentId? consignment, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Key = key, Order = order, Consignment = consignment, AtUtc = nowUtc };

    /// <summary>Names the rate at which it exchanges; one between a currency and itself is none.</summary>
    public JournalEntry At(PostedRate? rate)
    {
        if (rate is not null && rate.From != rate.To) Rate = rate;
        return this;
    }

    /// <summary>Adds a debit; zero amounts leave no trace.</summary>
    public JournalEntry Debit(AccountKind account, string owner, Money amount)
    {
        if (!amount.IsZero) postings.Add(Posting.Of(Id, postings.Count, account, owner, amount, AtUtc));
        return this;
    }

    public JournalEntry Credit(AccountKind account, string owner, Money amount) => Debit(account, owner, -amount);

    /// <exception cref="InvalidOperationException">Some currency does not sum to zero: our bug, and nothing may be saved.</exception>
    public JournalEntry Balanced()
    {
        foreach (var currency in postings.GroupBy(p => p.Amount.Currency))
        {
            var sum = currency.Aggregate(0L, (total, p) => checked(total + p.Amount.Minor));
            if (sum != 0) throw new InvalidOperationException($"Journal entry {Key} is off by {new Money(sum, currency.Key)}.");
        }

        return this;
    }
}

/// <summary>One line of an entry.</summary>
public sealed class Posting : IInsertOnly
{
    private Posting()
    {
    }

    public Guid Entry { get; private set; }

    public int Line { get; private set; }

    public AccountKind Account { get; private set; }

    /// <summary>Whose account of that kind: see <see cref="AccountKind"/>; empty for the platform's own.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>Debit positive, credit negative.</summary>
    public Money Amount { get; private set; }

    public DateTime AtUtc { get; private set; }

    internal static Posting Of(Guid entry, int line, AccountKind account, string owner, Money amount, DateTime atUtc) =>
        new() { Entry = entry, Line = line, Account = account, Owner = owner, Amount = amount, AtUtc = atUtc };
}
