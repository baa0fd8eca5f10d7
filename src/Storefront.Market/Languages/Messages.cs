using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Storefront.Languages;

/// <summary>Every sentence of the app in every language, compiled once. A text that a language lacks is said in English.</summary>
/// <remarks>A key that nobody wrote, or a value that a sentence needs and did not get, throws where the messages are strict (tests, development);
/// elsewhere the key or the value's name is shown, counted in <c>storefront.messages.faults</c> and logged once per key.</remarks>
public sealed class Messages
{
    private static readonly Meter Meter = new("Storefront.Languages");
    private static readonly Counter<long> Faults = Meter.CreateCounter<long>("storefront.messages.faults");

    private readonly FrozenDictionary<string, Sentence[]> byKey;
    private readonly bool strict;
    private readonly ILogger logger;
    private readonly ConcurrentDictionary<string, bool> reported = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<Language, Words> words;

    public Messages(bool strict = false, ILogger<Messages>? logger = null)
        : this(MessageFile.ReadAll(), strict, logger)
    {
    }

    /// <exception cref="MessageFormatException">A pattern is not well formed, or a key comes twice in a language.</exception>
    public Messages(IEnumerable<MessageText> texts, bool strict, ILogger<Messages>? logger = null)
    {
        this.strict = strict;
        this.logger = logger ?? NullLogger<Messages>.Instance;
        var indexes = Language.All.Select((l, i) => (l.Tag, i)).ToDictionary(p => p.Tag, p => p.i, StringComparer.Ordinal);
        var found = new Dictionary<string, Sentence[]>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (!indexes.TryGetValue(text.Tag, out var index)) continue;
            if (!found.TryGetValue(text.Key, out var sentences)) found[text.Key] = sentences = new Sentence[Language.All.Count];
            if (sentences[index].Message is not null) throw new MessageFormatException(text.Key, $"comes twice in {text.Tag}.");
            var language = Language.All[index];
            sentences[index] = new Sentence(MessageFormat.Parse(text.Pattern, language.Plurals, sentences[0].Message?.Key ?? text.Key), language);
        }

        foreach (var sentences in found.Values)
        {
            for (var i = 1; i < sentences.Length; i++) sentences[i] = sentences[i].Message is null ? sentences[0] : sentences[i];
        }

        byKey = found.ToFrozenDictionary(StringComparer.Ordinal);
        words = Language.All.ToFrozenDictionary(l => l, l => new Words(this, l));
    }

    /// <summary>The words of one language, for pages.</summary>
    public Words In(Language language) => words[language];

    public string Text(Language language, string key) => Text(language, key, ReadOnlySpan<MessageArgument>.Empty);

    public string Text(Language language, string key, params ReadOnlySpan<MessageArgument> arguments)
    {
        if (!TryFind(language, key, out var sentence)) return Unknown(key);
        var text = sentence.Message.Format(sentence.Language.Format, arguments, strict, out var faulty);
        if (faulty) Report(key);
        return text;
    }

    /// <summary>The sentence of a refusal, <c>refusal.(code)</c>. Where it is not written yet and the messages are not strict, a general one.</summary>
    public string Text(Language language, Refusal refusal)
    {
        var key = "refusal." + refusal.Code;
        if (!byKey.ContainsKey(key) && !strict)
        {
            Report(key);
            key = "refusal.general";
        }

        var arguments = refusal.Arguments.Select(a => MessageArgument.From(a.Key, a.Value)).ToArray();
        return Text(language, key, arguments);
    }

    /// <summary>The message in pieces, so that arguments can be put into their own elements.</summary>
    public IReadOnlyList<MessagePart> Parts(Language language, string key, params ReadOnlySpan<MessageArgument> arguments)
    {
        if (!TryFind(language, key, out var sentence)) return [new MessagePart(Unknown(key), null)];
        var parts = sentence.Message.Parts(sentence.Language.Format, arguments, strict, out var faulty);
        if (faulty) Report(key);
        return parts;
    }

    public bool Has(string key) => byKey.ContainsKey(key);

    /// <summary>False where the text is borrowed from English, so that a page can mark its language.</summary>
    public bool Speaks(Language language, string key) => TryFind(language, key, out var sentence) && sentence.Language == language;

    private bool TryFind(Language language, string key, out Sentence sentence)
    {
        sentence = default;
        if (!byKey.TryGetValue(key, out var sentences)) return false;
        for (var i = 0; i < sentences.Length; i++)
        {
            if (Language.All[i] == language) sentence = sentences[i];
        }

        return sentence.Message is not null;
    }

    /// <exception cref="KeyNotFoundException">The messages are strict.</exception>
    private string Unknown(string key)
    {
        if (strict) throw new KeyNotFoundException($"No message has the key '{key}'.");
        Report(key);
        return key;
    }

    private void Report(string key)
    {
        Faults.Add(1);
        if (reported.TryAdd(key, true)) LanguagesLog.MessageFault(logger, key);
    }

    private readonly record struct Sentence(MessageFormat Message, Language Language);
}
