using System.Text;
using Storefront.Notices;

namespace Storefront.Connectors.Mail.Folder;

/// <summary>Writes each mail as an <c>.eml</c> file, for development and demo.</summary>
public sealed class FolderMail(string folder, TimeProvider clock) : ISendMail
{
    public async Task SendAsync(Notices.Mail mail, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var now = clock.GetUtcNow();
        var text = new StringBuilder()
            .Append("Message-ID: <").Append(mail.Id.ToString("N")).Append("@storefront>\r\n")
            .Append("Date: ").Append(now.ToString("r", System.Globalization.CultureInfo.InvariantCulture)).Append("\r\n")
            .Append("To: ").Append(MailText.OneLine(mail.To)).Append("\r\n")
            .Append("Subject: =?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(MailText.OneLine(mail.Subject)))).Append("?=\r\n")
            .Append("Content-Language: ").Append(mail.Language).Append("\r\n")
            .Append("Content-Type: text/plain; charset=utf-8\r\n\r\n")
            .Append(mail.Body);
        // Written aside and renamed, so that whoever watches the folder sees whole mails only. The name holds the id: a mail sent twice is one file.
        var file = Path.Combine(folder, $"{mail.Id:N}.eml");
        await File.WriteAllTextAsync(file + ".part", text.ToString(), cancel);
        File.Move(file + ".part", file, overwrite: true);
    }
}
