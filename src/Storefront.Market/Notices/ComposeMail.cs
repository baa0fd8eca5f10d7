using Microsoft.Extensions.Options;
using Storefront.Languages;

namespace Storefront.Notices;

/// <summary>Makes the words of a notice: subject and body in the reader's language, amounts, days and times in its format, links absolute.</summary>
public sealed class ComposeMail(Messages messages, IOptions<SiteOptions> site)
{
    public Mail From(Notice notice)
    {
        var language = Language.TryFind(notice.Language, out var known) ? known : Language.English;
        var format = messages.In(language).Format;
        var arguments = notice.Values.Select(v => Argument(v.Key, v.Value, format)).ToArray();
        var subject = messages.Text(language, $"mail.{notice.Template}.subject", arguments);
        var body = messages.Text(language, $"mail.{notice.Template}.body", arguments);
        if (notice.Values.ContainsKey("name")) body = messages.Text(language, "mail.greeting", arguments) + "\n\n" + body;
        if (notice.Values.ContainsKey("discount")) body += "\n\n" + messages.Text(language, "mail.discount", arguments);
        if (notice.Values.ContainsKey("points")) body += "\n\n" + messages.Text(language, "mail.pickup-points", arguments);
        return new Mail(notice.Id, notice.To, subject, $"{body}\n\n{messages.Text(language, "mail.closing")}\n", notice.Language);
    }

    private MessageArgument Argument(string name, string value, Formatter format) => name switch
    {
        "link" => (name, site.Value.PublicUrl + value),
        "total" or "amount" or "offer" or "discount" when AsMoney(value) is { } money => (name, money),
        "until" when NoticeTime.TryRead(value, out var utc, out var zone) => (name, format.DateTime(utc, zone)),
        "date" when NoticeTime.TryRead(value, out DateOnly day) => (name, format.Date(day)),
        _ => (name, value),
    };

    private static Money? AsMoney(string text) =>
        text.Split(' ') is [var number, var code] && Currency.TryParse(code, out var currency) && Money.TryParse(number, currency, out var money) ? money : null;
}
