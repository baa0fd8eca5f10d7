using Storefront.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddShop(new StartOptions());

var app = builder.Build();
app.UseShop();
app.MapShop();
app.Run();
