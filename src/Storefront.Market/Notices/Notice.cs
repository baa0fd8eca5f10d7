namespace Storefront.Notices;

/// <summary>A mail as data: which message, to whom, in which language, with which values. Its key is unique, so that one fact is
/// told once; it is written beside the fact and sent afterwards.</summary>
public sealed class Notice
{
    /// <summary>The value that names the order in every mail about one.</summary>
    public const string Number = "number";

    private Notice()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The fact that it tells of, for example <c>order-paid:…</c>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The message's name in the languages: <c>mail.&lt;template&gt;.subject</c> and <c>.body</c>.</summary>
    public string Template { get; private set; } = "";

    public string To { get; private set; } = "";

    public string Language { get; private set; } = "en";

    public IReadOnlyDictionary<string, string> Values { get; private set; } = new Dictionary<string, string>();

    public DateTime CreatedAtUtc { get; private set; }

    public DateTime? SentAtUtc { get; private set; }

    public int Attempts { get; private set; }

    public static Notice Of(string key, string template, string to, string language, IReadOnlyDictionary<string, string> values, DateTime nowUtc) =>
        new() { Id = Guid.CreateVersion7(), Key = key, Template = template, To = to, Language = language, Values = values, CreatedAtUtc = nowUtc };

    public void Sent(DateTime nowUtc) => SentAtUtc = nowUtc;

    public void Tried() => Attempts++;
}
