using System.Text;
using Storefront.Connectors.Mail.Folder;

namespace Storefront.Connectors.Tests.Mail;

public sealed class FolderMailTests
{
    [Fact]
    public async Task A_mail_is_one_file_even_when_it_is_sent_twice()
    {
        var folder = Directory.CreateTempSubdirectory("storefront-mail-").FullName;
        var mail = new Notices.Mail(Guid.CreateVersion7(), "camille@example.test\r\nBcc: all@example.test", "您的订单\r\nX: y", "谢谢。", "zh-Hans");
        var sender = new FolderMail(Path.Combine(folder, "mail"), new ManualClock());

        await sender.SendAsync(mail, default);
        await sender.SendAsync(mail, default);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "mail")));
        var lines = (await File.ReadAllTextAsync(file)).Split("\r\n");
        Assert.Equal($"{mail.Id:N}.eml", Path.GetFileName(file));
        Assert.Equal(
            [
                $"Message-ID: <{mail.Id:N}@storefront>", "Date: Mon, 23 Nov 2026 10:00:00 GMT", "To: camille@example.testBcc: all@example.test",
                $"Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes("您的订单X: y"))}?=", "Content-Language: zh-Hans", "Content-Type: text/plain; charset=utf-8", "", "谢谢。",
            ],
            lines);
        Directory.Delete(folder, recursive: true);
    }
}
