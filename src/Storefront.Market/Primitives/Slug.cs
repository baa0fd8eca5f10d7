using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront;

/// <summary>Names in addresses: lower-case ASCII letters, digits and single hyphens.</summary>
public static class Slug
{
    public const int Longest = 80;

    /// <summary>A slug from any text; one in a script without Latin letters gets random letters instead.</summary>
    public static string From(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length == Longest) break;
        }

        var done = slug.ToString().Trim('-');
        return done.Length >= 2 ? done : $"item-{Random()}";
    }

    /// <summary>The same slug made unique by six random letters, for a name that is taken.</summary>
    public static string Other(string slug) => $"{(slug.Length > Longest - 7 ? slug[..(Longest - 7)] : slug)}-{Random()}";

    private static string Random() => RandomNumberGenerator.GetString("23456789abcdefghjkmnpqrstuvwxyz", 6);
}
