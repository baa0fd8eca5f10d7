using Microsoft.EntityFrameworkCore;
using Storefront.App.Tests.Selling;

namespace Storefront.App.Tests.Account;

/// <summary>A market whose accounts are tried: one address posts more forms here than the limit for one network would let it.</summary>
public sealed class AccountStall : IAsyncLifetime
{
    public const string Form = "form.account-form";
    public const string Password = "lantern otter glacier";

    public Stall Market { get; } = new() { App = new Dictionary<string, string?> { ["Accounts:PostsPerMinute"] = "100000" } };

    public Task InitializeAsync() => Market.InitializeAsync();

    public Task DisposeAsync() => Market.DisposeAsync();

    /// <summary>An address that nobody has used here before.</summary>
    public static string NewAddress() => $"person-{Guid.NewGuid():N}@example.test";

    /// <summary>The newest mail of that kind to the address; throws when there is none.</summary>
    public async Task<string> LinkInMailAsync(string email, string template)
    {
        var mails = await Market.ReadAsync(db => db.Notices.AsNoTracking().Where(n => n.To == email && n.Template == template).OrderByDescending(n => n.CreatedAtUtc).ThenByDescending(n => n.Id).ToListAsync());
        return mails[0].Values["link"];
    }

    public async Task<Page> RegisterAsync(Person person, string email, string password = Password) =>
        await person.SubmitAsync(await person.GetAsync("/en/account/register"), Form, null, ("email", email), ("new-password", password));

    public async Task<Page> ConfirmAsync(Person person, string email, string password = Password) =>
        await person.SubmitAsync(await person.GetAsync(await LinkInMailAsync(email, "confirm-email")), Form, null, ("password", password));

    public static async Task<Page> SignInAsync(Person person, string email, string password = Password) =>
        await person.SubmitAsync(await person.GetAsync("/en/account/sign-in"), Form, null, ("email", email), ("password", password));

    /// <summary>Somebody with a new account, signed in.</summary>
    public async Task<(Person Person, string Email)> MemberAsync()
    {
        var (person, email) = (Market.Person(), NewAddress());
        await RegisterAsync(person, email);
        await ConfirmAsync(person, email);
        Assert.True(await IsInAsync(person));
        return (person, email);
    }

    /// <summary>Whether the account opens, and not the door to it.</summary>
    public static async Task<bool> IsInAsync(Person person)
    {
        await person.GetAsync("/en/account");
        return person.At == "/en/account";
    }
}
