using System.Text.RegularExpressions;

namespace Storefront.Languages;

public enum MessageFault
{
    /// <summary>The pattern is not well formed, or its key comes twice.</summary>
    Unreadable,

    /// <summary>English has the text, this language does not: it is said in English.</summary>
    Untranslated,

    /// <summary>The text is there, English does not have it: nothing says it any more.</summary>
    Orphaned,

    /// <summary>A plural lacks a category that the language uses.</summary>
    CategoryMissing,

    /// <summary>A plural has a category that the language never uses.</summary>
    CategoryUnused,

    /// <summary>English uses an argument that this text leaves out.</summary>
    ArgumentMissing,

    /// <summary>The text wants an argument that English does not use, so that nobody gives it.</summary>
    ArgumentUnknown,

    /// <summary>The text wants an argument to be of another type than English does.</summary>
    ArgumentTypeDiffers,

    /// <summary>Markup or an entity: pages would show it as it stands.</summary>
    Markup,
}

/// <summary>Something wrong in a message file.</summary>
public sealed record MessageProblem(string Tag, string Key, MessageFault Fault, string Detail)
{
    public override string ToString() => $"{Tag} {Key}: {Fault}{(Detail.Length > 0 ? $" ({Detail})" : "")}";
}

/// <summary>Compares the texts of all languages with those in English.</summary>
public static partial class MessagesCheck
{
    /// <summary>The formatter's own patterns: each language orders and names the parts of a date as it likes.</summary>
    private const string FormatArea = "format.";

    /// <summary>What is wrong in the built-in files, by language and key.</summary>
    public static IReadOnlyList<MessageProblem> Run() => Run(MessageFile.ReadAll());

    public static IReadOnlyList<MessageProblem> Run(IEnumerable<MessageText> texts)
    {
        var problems = new List<MessageProblem>();
        var messages = new Dictionary<(string Tag, string Key), MessageParser?>();
        foreach (var text in texts) Read(text, messages, problems);

        var english = messages.Where(m => m.Key.Tag == Language.English.Tag).ToDictionary(m => m.Key.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var language in Language.All)
        {
            foreach (var ((_, key), message) in messages.Where(m => m.Key.Tag == language.Tag))
            {
                if (message is not null) CheckPlurals(language, key, message, problems);
                if (!english.TryGetValue(key, out var original)) problems.Add(new(language.Tag, key, MessageFault.Orphaned, ""));
                else if (message is not null && original is not null) CheckArguments(language, key, message, original, problems);
            }

            problems.AddRange(english.Keys.Where(k => !messages.ContainsKey((language.Tag, k))).Select(k => new MessageProblem(language.Tag, k, MessageFault.Untranslated, "")));
        }

        return [.. problems.OrderBy(p => p.Tag, StringComparer.Ordinal).ThenBy(p => p.Key, StringComparer.Ordinal)];
    }

    private static void Read(MessageText text, Dictionary<(string Tag, string Key), MessageParser?> messages, List<MessageProblem> problems)
    {
        if (MarkupPattern().Match(text.Pattern) is { Success: true } found) problems.Add(new(text.Tag, text.Key, MessageFault.Markup, found.Value));
        if (!Language.TryFind(text.Tag, out var language))
        {
            problems.Add(new(text.Tag, text.Key, MessageFault.Unreadable, "the shop does not speak this language"));
            return;
        }

        MessageParser? message = new(text.Key, text.Pattern, language.Plurals);
        try
        {
            message.Read();
        }
        catch (MessageFormatException fault)
        {
            message = null;
            problems.Add(new(text.Tag, text.Key, MessageFault.Unreadable, fault.Message));
        }

        if (!messages.TryAdd((text.Tag, text.Key), message)) problems.Add(new(text.Tag, text.Key, MessageFault.Unreadable, "comes twice"));
    }

    private static void CheckPlurals(Language language, string key, MessageParser message, List<MessageProblem> problems)
    {
        foreach (var plural in message.Plurals)
        {
            foreach (var category in language.Plurals.Categories.Except(plural.Categories))
                problems.Add(new(language.Tag, key, MessageFault.CategoryMissing, $"{plural.Argument}: {category}"));
            foreach (var category in plural.Categories.Except(language.Plurals.Categories))
                problems.Add(new(language.Tag, key, MessageFault.CategoryUnused, $"{plural.Argument}: {category}"));
        }
    }

    private static void CheckArguments(Language language, string key, MessageParser message, MessageParser original, List<MessageProblem> problems)
    {
        if (key.StartsWith(FormatArea, StringComparison.Ordinal)) return;
        var wanted = KindsByName(original);
        var used = KindsByName(message);
        foreach (var name in wanted.Keys.Except(used.Keys)) problems.Add(new(language.Tag, key, MessageFault.ArgumentMissing, name));
        foreach (var name in used.Keys.Except(wanted.Keys)) problems.Add(new(language.Tag, key, MessageFault.ArgumentUnknown, name));
        foreach (var name in used.Keys.Intersect(wanted.Keys))
        {
            // A text that names no type shows whatever comes; otherwise both must be able to show the same value.
            if (used[name].Count > 0 && wanted[name].Count > 0 && !used[name].IsSubsetOf(wanted[name]))
                problems.Add(new(language.Tag, key, MessageFault.ArgumentTypeDiffers, $"{name}: {string.Join(", ", used[name])}"));
        }
    }

    private static Dictionary<string, HashSet<string>> KindsByName(MessageParser message) => message.Arguments
        .GroupBy(a => a.Name, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Where(a => a.Type is not null).Select(a => a.Type == "plural" ? "number" : a.Type!).ToHashSet(), StringComparer.Ordinal);

    [GeneratedRegex("</?[A-Za-z!][^>]*>?|&#?[A-Za-z0-9]+;")]
    private static partial Regex MarkupPattern();
}
