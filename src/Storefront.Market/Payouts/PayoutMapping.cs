using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Storefront.Payments;

namespace Storefront.Payouts;

internal sealed class PayoutMapping : IEntityTypeConfiguration<Payout>, IEntityTypeConfiguration<PayoutShare>, IEntityTypeConfiguration<PayoutAccount>, IEntityTypeConfiguration<Reversal>
{
    public void Configure(EntityTypeBuilder<Payout> payout)
    {
        payout.ToTable("Payouts", t => t.HasCheckConstraint("CK_Payouts_Amount", "\"Amount_Minor\" > 0"));
        payout.HasKey(p => p.Id);
        payout.Property(p => p.Id).ValueGeneratedNever();
        payout.Property(p => p.Provider).HasMaxLength(30).IsUnicode(false);
        payout.Property(p => p.Payee).HasMaxLength(100).IsUnicode(false);
        payout.Property(p => p.BankEnding).HasMaxLength(10).IsUnicode(false);
        payout.Property(p => p.Key).HasMaxLength(60).IsUnicode(false);
        payout.Property(p => p.Reference).HasMaxLength(100).IsUnicode(false);
        payout.Property(p => p.Transfer).HasMaxLength(100).IsUnicode(false);
        payout.Property(p => p.FailureCode).HasMaxLength(80).IsUnicode(false);
        payout.Property(p => p.ReversedMinor).HasDefaultValue(0L);
        payout.HasKeyState(p => p.KeyState);
        payout.Ignore(p => p.Reversed);
        payout.Ignore(p => p.ApprovalsMissing);
        payout.Ignore(p => p.IsToSend);
        payout.Ignore(p => p.IsCut);
        payout.Property(p => p.Version).IsConcurrencyToken();
        payout.HasIndex(p => p.Key).IsUnique();
        payout.HasIndex(p => new { p.Merchant, p.CreatedAtUtc });
        payout.HasIndex(p => new { p.Status, p.CreatedAtUtc });
        payout.HasIndex(p => p.LookAtUtc);
        payout.HasIndex(p => p.PaidAtUtc);
        payout.HasIndex(p => p.ShortSinceUtc);
        payout.HasIndex(p => p.Reference);
        payout.HasIndex(p => p.Transfer);
    }

    public void Configure(EntityTypeBuilder<PayoutShare> share)
    {
        share.ToTable("PayoutShares", t =>
        {
            t.HasCheckConstraint("CK_PayoutShares_Amount", "\"Amount_Minor\" >= 0");
            t.HasCheckConstraint("CK_PayoutShares_Reversed", "\"ReversedMinor\" >= 0 AND \"ReversedMinor\" <= \"Amount_Minor\"");
        });
        share.HasKey(s => new { s.Payout, s.Number });
        share.Property(s => s.Number).ValueGeneratedNever();
        share.Property(s => s.Key).HasMaxLength(80).IsUnicode(false);
        share.Property(s => s.Transfer).HasMaxLength(100).IsUnicode(false);
        share.HasKeyState(s => s.KeyState);
        share.Ignore(s => s.Reversed);
        share.Ignore(s => s.BackKey);
        share.Property(s => s.Version).IsConcurrencyToken();
        share.HasIndex(s => s.Key).IsUnique();
        share.HasIndex(s => s.Transfer);
        share.HasIndex(s => s.Order);
        share.HasIndex(s => s.AskedAtUtc);
    }

    public void Configure(EntityTypeBuilder<Reversal> reversal)
    {
        reversal.ToTable("Reversals", t => t.HasCheckConstraint("CK_Reversals_Amount", "\"Amount_Minor\" > 0"));
        reversal.HasKey(r => r.Id);
        reversal.Property(r => r.Id).ValueGeneratedNever();
        reversal.Property(r => r.Key).HasMaxLength(120).IsUnicode(false);
        reversal.Property(r => r.Reference).HasMaxLength(100).IsUnicode(false);
        reversal.Property(r => r.FailureCode).HasMaxLength(80).IsUnicode(false);
        reversal.Property(r => r.Share).HasDefaultValue(0);
        reversal.HasKeyState(r => r.KeyState);
        reversal.Property(r => r.Version).IsConcurrencyToken();
        reversal.HasIndex(r => r.Key).IsUnique();
        reversal.HasIndex(r => r.Refund);
        reversal.HasIndex(r => new { r.Merchant, r.Status });
        reversal.HasIndex(r => r.Payout);
        reversal.HasIndex(r => new { r.Status, r.CreatedAtUtc });
        reversal.HasIndex(r => new { r.Status, r.SettledAtUtc });
    }

    public void Configure(EntityTypeBuilder<PayoutAccount> account)
    {
        account.ToTable("PayoutAccounts");
        account.HasKey(a => a.Merchant);
        account.Property(a => a.Merchant).ValueGeneratedNever();
        account.Property(a => a.Provider).HasMaxLength(30).IsUnicode(false);
        account.Property(a => a.Payee).HasMaxLength(100).IsUnicode(false);
        account.Property(a => a.StateCode).HasMaxLength(100).IsUnicode(false);
        account.Property(a => a.BankMark).HasMaxLength(100).IsUnicode(false);
        account.Property(a => a.BankEnding).HasMaxLength(10).IsUnicode(false);
        account.Property(a => a.Contact).HasMaxLength(256);
        account.Property(a => a.Flag).HasMaxLength(80).IsUnicode(false);
        account.HasKeyState(a => a.KeyState);
        account.Property(a => a.Version).IsConcurrencyToken();
        account.HasIndex(a => a.Payee);
        account.HasIndex(a => a.LookAtUtc);
        account.HasIndex(a => a.PayeeAskedAtUtc);
        account.HasIndex(a => a.BankChangedAtUtc);
        account.HasIndex(a => new { a.BlockedBecause, a.DueAtUtc });
    }
}
