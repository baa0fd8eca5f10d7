using System.Net;

namespace Storefront.App.Tests.Selling;

/// <summary>Nobody uses up what a merchant's carriers answer.</summary>
public sealed class PointLimitTests
{
    [Fact]
    public async Task Searches_for_pickup_points_are_counted_by_network_and_told_when_to_come_back()
    {
        var stall = new Stall { App = new Dictionary<string, string?> { ["Checkout:PointSearchesPerMinute"] = "2" } };
        await stall.InitializeAsync();
        try
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = stall.Address };
            var path = $"/en/checkout/{Guid.NewGuid():D}/point/{Guid.NewGuid():D}";
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await http.GetAsync(path)).StatusCode);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await http.GetAsync(path)).StatusCode);

            var refused = await http.GetAsync(path + "?near=69002");

            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Contains("<h1>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await http.GetAsync("/en/basket")).StatusCode);
        }
        finally
        {
            await stall.DisposeAsync();
        }
    }
}
