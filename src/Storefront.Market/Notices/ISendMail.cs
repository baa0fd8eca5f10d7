namespace Storefront.Notices;

/// <summary>Sends one finished mail: over SMTP, or into a folder in development.</summary>
public interface ISendMail
{
    Task SendAsync(Mail mail, CancellationToken cancel);
}

/// <param name="Id">Becomes the Message-ID, so that a mail sent twice can be seen as one.</param>
/// <param name="Body">Plain text.</param>
public sealed record Mail(Guid Id, string To, string Subject, string Body, string Language);
