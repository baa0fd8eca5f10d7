using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Storefront.Data;

namespace Storefront.Accounts;

/// <summary>Everything that the market knows about a person, as one JSON document with a section for each module. No secrets: passwords, keys and
/// links are not among it.</summary>
public sealed class ExportMyData(MarketDb db, IEnumerable<IHoldPersonalData> holders, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() },
    };

    public async Task<byte[]> RunAsync(Actor actor, CancellationToken cancel)
    {
        var email = await db.Users.Where(u => u.Id == actor.User.Value).Select(u => u.Email!).SingleAsync(cancel);
        var person = new DataSubject(actor.User, email);
        var sections = new Dictionary<string, object> { ["exportedAtUtc"] = clock.GetUtcNow().UtcDateTime };
        foreach (var holder in holders) sections[holder.Section] = await holder.ExportAsync(person, cancel);
        return JsonSerializer.SerializeToUtf8Bytes(sections, Readable);
    }
}
