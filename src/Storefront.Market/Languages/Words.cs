using System.Text.RegularExpressions;

namespace Storefront.Languages;

/// <summary>All messages and formats of one language, as a page uses them.</summary>
public sealed partial class Words
{
    /// <summary>Said instead of a state that only a newer version knows.</summary>
    public const string NewerKey = "common.newer-state";

    private readonly Messages messages;

    internal Words(Messages messages, Language language) => (this.messages, Language) = (messages, language);

    public Language Language { get; }

    public Formatter Format => Language.Format;

    public string this[string key] => messages.Text(Language, key);

    public string Text(string key, params ReadOnlySpan<MessageArgument> arguments) => messages.Text(Language, key, arguments);

    /// <summary>The sentence under a key that ends in a code of somebody else's; null where nobody has put that code into words.</summary>
    public string? Find(string key) => messages.Has(key) ? messages.Text(Language, key) : null;

    public string Text(Refusal refusal) => messages.Text(Language, refusal);

    /// <summary>The message in pieces, so that arguments can be put into their own elements.</summary>
    public IReadOnlyList<MessagePart> Parts(string key, params ReadOnlySpan<MessageArgument> arguments) => messages.Parts(Language, key, arguments);

    /// <summary>The name of a member of one of our enumerations within an area of the messages: <c>office.order-drawer.to-pack</c>.</summary>
    public string Name<T>(string area, T member)
        where T : struct, Enum => this[!member.IsKnown() ? NewerKey : $"{area}.{Kebab(typeof(T).Name)}.{Kebab(member.ToString())}"];

    /// <summary>A name of ours as a key of the messages: <c>ToPack</c> is <c>to-pack</c>.</summary>
    public static string Kebab(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public string Name(Country country) => Countries.Name(country, Language);

    /// <summary>The name as it stands within a sentence: English puts an article before some, <c>to the Netherlands</c>.</summary>
    public string NameInSentence(Country country)
    {
        var name = Name(country);
        return Language == Language.English && EnglishWithArticle().IsMatch(name) ? "the " + name : name;
    }

    [GeneratedRegex("^(United |Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines)|( Islands| Republic| Territory| Territories)$")]
    private static partial Regex EnglishWithArticle();

    public string Name(Currency currency) => Currencies.Name(currency, Language);
}
