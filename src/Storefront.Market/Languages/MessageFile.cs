using System.Text.Json;

namespace Storefront.Languages;

/// <summary>A text as a message file holds it: <c>Data/(tag)/(area).json</c> gives the key <c>area.name</c>, nested objects add their names.</summary>
public sealed record MessageText(string Tag, string Key, string Pattern);

/// <summary>Reads the message files that are built in.</summary>
internal static class MessageFile
{
    private const string Folder = "Languages.Data.";
    private const string Ending = ".json";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Every text of every built-in file.</summary>
    public static IEnumerable<MessageText> ReadAll()
    {
        foreach (var name in typeof(MessageFile).Assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal) || !name.EndsWith(Ending, StringComparison.Ordinal)) continue;
            var parts = name[Folder.Length..^Ending.Length].Split('.');
            if (parts is not [var tag, var area]) continue;
            foreach (var text in Read(tag, area)) yield return text;
        }
    }

    public static IEnumerable<MessageText> Read(string tag, string area)
    {
        using var file = EmbeddedFile.Open($"{Folder}{tag}.{area}{Ending}");
        using var document = JsonDocument.Parse(file, Lenient);
        return Flatten(tag, area, document.RootElement).ToList();
    }

    private static IEnumerable<MessageText> Flatten(string tag, string key, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [new MessageText(tag, key, element.GetString()!)],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Flatten(tag, $"{key}.{p.Name}", p.Value)),
        _ => throw new MessageFormatException(key, $"the {tag} file holds {element.ValueKind} where a text belongs."),
    };
}
