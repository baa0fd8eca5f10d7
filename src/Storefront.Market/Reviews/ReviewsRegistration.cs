using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;

namespace Storefront.Reviews;

public static class ReviewsRegistration
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddScoped<WriteReview>()
        .AddScoped<IHoldPersonalData, ReviewPersonalData>();
}
