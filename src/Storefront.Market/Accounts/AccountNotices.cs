using Storefront.Data;
using Storefront.Notices;

namespace Storefront.Accounts;

/// <summary>What people are written about their accounts.</summary>
internal static class AccountNotices
{
    /// <param name="link">Path and query without a language.</param>
    public static void WriteTo(this MarketDb db, string email, string language, string template, DateTime nowUtc, string? link = null, params (string Name, string Value)[] more)
    {
        var values = new Dictionary<string, string>();
        if (link is not null) values["link"] = $"/{language}{link}";
        foreach (var (name, value) in more) values[name] = value;
        db.Notices.Add(Notice.Of($"{template}:{Guid.NewGuid():N}", template, email, language, values, nowUtc));
    }
}
