using System.Net.Mail;
using Storefront.Connectors.Mail;
using Storefront.Connectors.Mail.Smtp;
using Storefront.Testing;

namespace Storefront.Connectors.Tests.Mail;

/// <summary>Real conversations with a mail server on loopback.</summary>
public sealed class SmtpMailTests
{
    [Theory]
    [InlineData("Your order SF-1 is paid", "Thank you.\n\nSee your order: https://shop.test/en/orders/SF-1?key=0123456789abcdef0123456789abcdef\n")]
    [InlineData("您的订单已付款", "谢谢。我们已收到 €25.00。\n")]
    [InlineData("تم دفع طلبك", "شكرًا لك.\n.\nسطر بعد نقطة\n")]
    public async Task A_mail_arrives_whole_in_every_script(string subject, string body)
    {
        await using var server = new SmtpServer();
        var mail = new Notices.Mail(Guid.CreateVersion7(), "camille@example.test", subject, body, "fr");

        await Sender(server).SendAsync(mail, default);

        var taken = Assert.Single(server.Taken);
        Assert.Equal(("shop@storefront.test", "camille@example.test"), (taken.From, taken.To));
        Assert.Equal($"<{mail.Id:N}@storefront.test>", taken.Header("Message-ID"));
        Assert.Equal("fr", taken.Header("Content-Language"));
        Assert.Equal(subject, Decoded(taken.Header("Subject")!));
        Assert.Equal(body.TrimEnd(), taken.Body.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd());
    }

    [Fact]
    public async Task A_subject_cannot_begin_another_header()
    {
        await using var server = new SmtpServer();

        await Sender(server).SendAsync(new Notices.Mail(Guid.CreateVersion7(), "camille@example.test", "Cup\r\nBcc: all@example.test", "Body", "en"), default);

        var taken = Assert.Single(server.Taken);
        Assert.Null(taken.Header("Bcc"));
        Assert.Equal("CupBcc: all@example.test", Decoded(taken.Header("Subject")!));
    }

    [Fact]
    public async Task A_refusing_server_is_a_fault_and_not_a_mail_that_was_sent()
    {
        await using var server = new SmtpServer { Judge = static _ => "550 no such person" };

        await Assert.ThrowsAnyAsync<SmtpException>(() => Sender(server).SendAsync(new Notices.Mail(Guid.CreateVersion7(), "nobody@example.test", "Subject", "Body", "en"), default));

        Assert.Empty(server.Taken);
    }

    private static SmtpMail Sender(SmtpServer server) => new(new MailSettings { Host = "127.0.0.1", Port = server.Port, UseTls = false, From = "shop@storefront.test" });

    /// <summary>Reads encoded words (RFC 2047) with the framework's own reader.</summary>
    private static string Decoded(string header)
    {
        using var attachment = Attachment.CreateAttachmentFromString("", header);
        return attachment.Name!;
    }
}
