using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Catalog;

namespace Storefront.Reviews;

public static class ReviewsRegistration
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddScoped<WriteReview>()
        .AddSingleton<ITellOpinions, ReviewsOfListings>()
        .AddScoped<IHoldPersonalData, ReviewPersonalData>();
}
