using Microsoft.Extensions.DependencyInjection;

namespace Storefront.Reviews;

public static class ReviewsRegistration
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services.AddScoped<WriteReview>();
}
