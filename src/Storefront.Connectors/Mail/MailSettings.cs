using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Connectors.Mail.Folder;
using Storefront.Connectors.Mail.Smtp;
using Storefront.Notices;

namespace Storefront.Connectors.Mail;

public sealed class MailSettings
{
    /// <summary>The SMTP server; without one, mails are written to a folder.</summary>
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public bool UseTls { get; set; } = true;

    public string? User { get; set; }

    public string? Password { get; set; }

    public string From { get; set; } = "storefront@localhost";
}

public static class MailRegistration
{
    /// <param name="folder">Where mails go when no SMTP server is configured.</param>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration section, string folder)
    {
        var settings = new MailSettings();
        section.Bind(settings);
        services.AddSingleton<ComposeMail>();
        return services.AddSingleton<ISendMail>(provider => settings.Host is { Length: > 0 } ? new SmtpMail(settings) : new FolderMail(folder, provider.GetRequiredService<TimeProvider>()));
    }
}
