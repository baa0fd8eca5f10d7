namespace Storefront.Languages;

/// <summary>All messages and formats of one language, as a page uses them.</summary>
public sealed class Words
{
    private readonly Messages messages;

    internal Words(Messages messages, Language language) => (this.messages, Language) = (messages, language);

    public Language Language { get; }

    public Formatter Format => Language.Format;

    public string this[string key] => messages.Text(Language, key);

    public string Text(string key, params ReadOnlySpan<MessageArgument> arguments) => messages.Text(Language, key, arguments);

    public string Text(Refusal refusal) => messages.Text(Language, refusal);

    /// <summary>The message in pieces, so that arguments can be put into their own elements.</summary>
    public IReadOnlyList<MessagePart> Parts(string key, params ReadOnlySpan<MessageArgument> arguments) => messages.Parts(Language, key, arguments);

    public string Name(Country country) => Countries.Name(country, Language);

    public string Name(Currency currency) => Currencies.Name(currency, Language);
}
