namespace Storefront.Web.Hosting;

/// <summary>Where a form may send the shopper back to: a path on this site and nothing else.</summary>
public static class LocalPath
{
    /// <summary>The path and query, without a language segment, or <c>/</c> when <paramref name="text"/> is anything but a plain local path.</summary>
    public static string Safe(string? text)
    {
        if (text is not { Length: > 0 and <= 2000 } || text[0] != '/') return "/";
        if (text.Length > 1 && text[1] is '/' or '\\') return "/";
        foreach (var c in text)
        {
            if (c is < ' ' or '\\' or > '~') return "/";
        }

        return text;
    }
}
