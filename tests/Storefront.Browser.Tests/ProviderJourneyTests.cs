using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Storefront.Browser.Tests.Trade;

namespace Storefront.Browser.Tests;

/// <summary>What an admin does about the payment provider: answers a chargeback, sees what was done without the market, has a message run again.</summary>
[Collection(nameof(Market))]
public sealed class ProviderJourneyTests(Market market)
{
    [Fact]
    public async Task An_admin_answers_a_chargeback_and_sees_it_won()
    {
        var order = await BuyAsync("4000 0000 0000 0259");
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.AppearsAsync("/office/admin/chargebacks", order);
        await Look.AtAsync(page, "office-chargebacks-en-1200");

        await page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await page.GetByLabel("Why the payment was right").FillAsync("winning_evidence");
        await page.SetInputFilesAsync("#chargeback-file", await Photo.OfAsync(market, "celadon-teapot-450-moon.svg", "proof.jpg"));
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("The file is added");
        await Look.AtAsync(page, "office-chargeback-en-1200");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Hand in", Exact = true }).ClickAsync();
        await page.Locator(".confirm button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("Handed in");

        await admin.AppearsAsync("/office/admin/chargebacks?drawer=Closed", order);
        await Assertions.Expect(page.Locator("table.rows tr").Filter(new LocatorFilterOptions { HasText = order })).ToContainTextAsync("Won");
        await page.Locator("table.rows a").Filter(new LocatorFilterOptions { HasText = order }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("The bank gave back");
        await Look.AtAsync(page, "office-chargeback-won-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-chargeback-won-en-360");
        Assert.Contains("AnswerChargeback", await admin.ActsAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refund_made_at_the_providers_desk_is_taken_into_the_books_and_the_comparison_agrees()
    {
        var order = await BuyAsync("4242 4242 4242 4242");
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.OpenAsync($"/office/admin/orders/{order}");
        var reference = await page.Locator("dd bdi").Filter(new LocatorFilterOptions { HasText = "sbx_" }).First.InnerTextAsync();
        var answer = await page.APIRequest.PostAsync($"/sandbox/desk/{reference}/refund", new APIRequestContextOptions { Form = page.APIRequest.CreateFormData().Set("amount", "7") });
        Assert.True(answer.Ok, $"{answer.Status}");

        await admin.OpenAsync("/office/admin/reconciliation");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Compare now" }).ClickAsync();
        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("compared within a minute");
        await admin.AppearsAsync("/office/admin/reconciliation?show=runs", "asked for");
        var row = page.Locator("table.rows tbody tr").Filter(new LocatorFilterOptions { HasText = "asked for" }).First;
        for (var i = 0; i < 60 && await row.Locator(".state").CountAsync() > 0; i++)
        {
            await Task.Delay(500);
            await page.ReloadAsync();
            await row.WaitForAsync();
        }

        await Assertions.Expect(row.Locator("td").Nth(3)).ToHaveTextAsync("0");
        await Look.AtAsync(page, "office-reconciliation-runs-en-1200");
        await page.SetViewportSizeAsync(360, 800);
        await Look.AtAsync(page, "office-reconciliation-runs-en-360");
        await admin.OpenAsync($"/office/admin/orders/{order}");
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("refunded");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_message_that_was_given_up_is_looked_at_and_run_again()
    {
        await BuyAsync("4242 4242 4242 4242");
        await GiveUpTheNewestAsync();
        var page = await market.VisitAsync();
        var admin = new Admin(market, page);
        await admin.SignInAsync("admin@storefront.example");
        await admin.OpenAsync("/office/admin/messages?state=Failed");
        await Assertions.Expect(page.Locator("table.rows tbody tr")).ToHaveCountAsync(1);
        await page.Locator("table.rows details summary").ClickAsync();
        await Assertions.Expect(page.Locator("table.rows pre")).ToContainTextAsync("The provider did not answer");
        await Look.AtAsync(page, "office-messages-failed-en-1200");

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run again" }).ClickAsync();

        await Assertions.Expect(page.Locator(".note.done")).ToContainTextAsync("run again");
        await Assertions.Expect(page.Locator(".empty-title")).ToContainTextAsync("No message here");
        Assert.Equal("RetryMessage", (await admin.ActsAsync())[0]);
        await page.Context.CloseAsync();
    }

    /// <summary>A guest buys; the order's number.</summary>
    private async Task<string> BuyAsync(string card)
    {
        var page = await market.VisitAsync();
        var shopper = new Shopper(market, page);
        await shopper.AddAsync("celadon-teapot-450");
        var order = await shopper.BuyAsync("hanako@buyers.example", card);
        await page.Context.CloseAsync();
        return order;
    }

    /// <summary>The message about a payment that came last, as it would be after the provider was silent for hours.</summary>
    private async Task GiveUpTheNewestAsync()
    {
        var until = DateTime.UtcNow.AddSeconds(40);
        await using var db = new SqliteConnection($"Data Source={Path.Combine(market.App.DataFolder, "market.db")};Default Timeout=30");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = """
            UPDATE "Outbox" SET "DoneAtUtc" = NULL, "DeadAtUtc" = "CreatedAtUtc", "Attempts" = 12, "LastError" = 'The provider did not answer' || char(10) || 'at twelve tries'
            WHERE "Id" = (SELECT e."Message" FROM "ReceivedEvents" e JOIN "Outbox" m ON m."Id" = e."Message" WHERE e."Kind" = 'payment.captured' AND m."DoneAtUtc" IS NOT NULL ORDER BY e."ReceivedAtUtc" DESC LIMIT 1)
            """;
        while (await command.ExecuteNonQueryAsync() == 0)
        {
            Assert.True(DateTime.UtcNow < until, "No message about the payment came.");
            await Task.Delay(500);
        }
    }
}
