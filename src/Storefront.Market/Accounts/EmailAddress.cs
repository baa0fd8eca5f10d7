using System.Diagnostics.CodeAnalysis;

namespace Storefront.Accounts;

/// <summary>A mail address as somebody types it. Only what no mail server could take is refused; whether it is theirs, the mailed link tells.</summary>
public static class EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3: a path has 256 octets, of which two are brackets.</summary>
    public const int Longest = 254;

    public static bool TryTidy(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Trim();
        if (email is not { Length: > 2 and <= Longest } || email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '\\')) email = null;
        else
        {
            var at = email.IndexOf('@', StringComparison.Ordinal);
            var domain = email[(at + 1)..];
            if (at < 1 || domain.Length < 1 || domain.Contains('@', StringComparison.Ordinal) || domain.StartsWith('.') || domain.EndsWith('.') || domain.Contains("..", StringComparison.Ordinal)) email = null;
        }

        return email is not null;
    }

    /// <summary>As it is looked up: the case of letters makes no difference.</summary>
    public static string Key(string email) => email.Normalize().ToUpperInvariant();
}
