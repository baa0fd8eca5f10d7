using System.Net;
using System.Net.Mail;
using System.Text;
using Storefront.Notices;

namespace Storefront.Connectors.Mail.Smtp;

/// <summary>Sends mails to an SMTP server, with STARTTLS unless told otherwise.</summary>
public sealed class SmtpMail(MailSettings settings) : ISendMail
{
    public async Task SendAsync(Notices.Mail mail, CancellationToken cancel)
    {
        using var message = new MailMessage(settings.From, mail.To, MailText.OneLine(mail.Subject), mail.Body)
        {
            SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{message.From!.Host}>");
        message.Headers.Add("Content-Language", mail.Language);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UseTls, Timeout = 30_000 };
        if (settings.User is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, settings.Password);
        await client.SendMailAsync(message, cancel);
    }
}
