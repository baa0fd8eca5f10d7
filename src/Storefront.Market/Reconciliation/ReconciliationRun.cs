using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Reconciliation;

/// <summary>One comparison of our books with everything that a provider made in a range of days.</summary>
public sealed class ReconciliationRun
{
    private ReconciliationRun()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Unique, so that a day is compared by one node once: <c>daily:sandbox:2026-11-29</c>, or of its own when a person asked.</summary>
    public string Key { get; private set; } = "";

    public string Provider { get; private set; } = "";

    /// <summary>From this instant, up to and without <see cref="ToUtc"/>.</summary>
    public DateTime FromUtc { get; private set; }

    public DateTime ToUtc { get; private set; }

    /// <summary>Null for the timer.</summary>
    public UserId? AskedBy { get; private set; }

    public DateTime StartedAtUtc { get; private set; }

    /// <summary>Until then a node works on it; afterwards another takes it up.</summary>
    public DateTime LeasedUntilUtc { get; private set; }

    public DateTime? FinishedAtUtc { get; private set; }

    /// <summary>Objects of the provider that were looked at.</summary>
    public int Compared { get; private set; }

    /// <summary>Objects of which our books did not know, and now do.</summary>
    public int Adopted { get; private set; }

    public int Differences { get; private set; }

    /// <summary>Why it could not be finished yet; it is tried again.</summary>
    public string? Failure { get; private set; }

    public int Version { get; private set; }

    public static ReconciliationRun Of(string key, string provider, DateTime fromUtc, DateTime toUtc, UserId? askedBy, DateTime nowUtc) => new()
    {
        Id = Guid.CreateVersion7(), Key = key, Provider = provider, FromUtc = fromUtc, ToUtc = toUtc, AskedBy = askedBy, StartedAtUtc = nowUtc, LeasedUntilUtc = nowUtc,
    };

    public void Take(DateTime untilUtc)
    {
        (LeasedUntilUtc, Failure) = (untilUtc, null);
        Version++;
    }

    public void Finish(int compared, int adopted, int differences, DateTime nowUtc)
    {
        (Compared, Adopted, Differences, FinishedAtUtc, Failure) = (compared, adopted, differences, nowUtc, null);
        Version++;
    }

    public void Fail(string failure, DateTime againAtUtc)
    {
        (Failure, LeasedUntilUtc) = (failure.Length <= 300 ? failure : failure[..300], againAtUtc);
        Version++;
    }
}

internal sealed class ReconciliationRunMapping : IEntityTypeConfiguration<ReconciliationRun>
{
    public void Configure(EntityTypeBuilder<ReconciliationRun> run)
    {
        run.ToTable("ReconciliationRuns");
        run.HasKey(r => r.Id);
        run.Property(r => r.Id).ValueGeneratedNever();
        run.Property(r => r.Key).HasMaxLength(80).IsUnicode(false);
        run.Property(r => r.Provider).HasMaxLength(30).IsUnicode(false);
        run.Property(r => r.Failure).HasMaxLength(300);
        run.Property(r => r.Version).IsConcurrencyToken();
        run.HasIndex(r => r.Key).IsUnique();
        run.HasIndex(r => new { r.StartedAtUtc, r.Key });
        run.HasIndex(r => new { r.FinishedAtUtc, r.LeasedUntilUtc });
    }
}
