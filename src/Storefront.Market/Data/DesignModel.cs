using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Caching.Memory;

namespace Storefront.Data;

public static class DesignModel
{
    /// <summary>Lets go of the model as it was built, which is kept beside the one that queries and saves use, and which migrations alone need: some megabytes. Asked for again, it is built again.</summary>
    public static void ForgetDesign(this MarketDb db) =>
        db.GetService<IMemoryCache>().Remove(db.GetService<IModelCacheKeyFactory>().Create(db, designTime: true));
}
