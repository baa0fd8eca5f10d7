using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Storefront.Payments;

internal static class KeyStateMapping
{
    public static void HasKeyState<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, KeyState>> state)
        where T : class => entity.ComplexProperty(state, key =>
        {
            // A version that does not know of it leaves it out.
            key.Property(k => k.Generation).HasColumnName("KeyGeneration").HasDefaultValue(0).Metadata.ValueGenerated = ValueGenerated.Never;
            key.Property(k => k.FailedAtUtc).HasColumnName("KeyFailedAtUtc");
        });
}
