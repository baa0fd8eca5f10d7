using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Storefront.Testing;
using Storefront.Web.Hosting;

namespace Storefront.App.Tests.Hosting;

/// <summary>What goes wrong at start is one sentence for the operator.</summary>
public sealed class StartFaultsTests
{
    [Fact]
    public void Localhost_that_is_taken_on_its_second_address_is_taken()
    {
        using var other = new TcpListener(IPAddress.IPv6Loopback, 0);
        other.Start();
        var options = new StartOptions { Urls = $"http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}", DataFolder = Path.GetTempPath() };

        Assert.Equal($"{options.Urls} is taken by another program: choose another address with --urls.", StartFaults.Hurdle(options));
    }

    [Fact]
    public async Task An_address_with_https_and_no_certificate_is_one_sentence()
    {
        var said = await StartAsync();

        Assert.Contains("needs a certificate: give its file with --Kestrel:Certificates:Default:Path", said);
    }

    [Fact]
    public async Task A_certificate_that_is_not_there_is_one_sentence()
    {
        var said = await StartAsync("--Kestrel:Certificates:Default:Path=/nowhere/site.pfx");

        Assert.Contains("The certificate for https://127.0.0.1:", said);
        Assert.Contains("/nowhere/site.pfx", said);
    }

    /// <summary>Starts a server as the app does, and says what becomes of its fault.</summary>
    private static async Task<string> StartAsync(params string[] settings)
    {
        var options = new StartOptions { Urls = $"https://127.0.0.1:{RunningApp.FreePort()}" };
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(options.Urls);
        await using var app = builder.Build();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync());
        var sentence = StartFaults.Sentence(fault, options);
        Assert.True(sentence is not null, fault.ToString());
        Assert.Single(sentence.Split('\n'));
        return sentence;
    }
}
