using System.Text.Json;
using Storefront.FaultRunner;
using Storefront.Testing;

// Storefront.FaultRunner <errand as JSON>
// Finishes one leg, then walks another; prints the points that it passed when it was not killed at one of them.
var errand = Errand.Read(args[0]);
if (errand.Recover is { } dead) await RunAsync(dead, recovering: true);
if (errand.Begin is { } leg) Console.WriteLine(JsonSerializer.Serialize(await RunAsync(leg, recovering: false)));

async Task<IReadOnlyList<KillPoint>> RunAsync(Leg leg, bool recovering)
{
    var clock = new MovableClock(leg.StartsAt);
    var kill = new KillSwitch(leg.KillAt, clock);
    await using var market = Market.Open(errand, clock, kill);
    IPath path = leg.Purchase is { } purchase ? new BuyingPath(market, clock, kill, purchase) : new SettlementPath(market, clock, kill, leg.Settlement!);
    if (recovering) await path.WorkAsync();
    await path.WalkAsync();
    return kill.Passed;
}
