using Storefront.Catalog;
using Storefront.Merchants;
using Storefront.Search;

namespace Storefront.Testing;

/// <summary>Makes believable listings, always the same for the same seed, scale and number. Used by the tests and by the benchmarks.</summary>
/// <param name="scale">For a market of about this many listings: it decides how many merchants, brands and model names there are.</param>
public sealed class CatalogueGenerator(int seed = 1, int scale = 1_000)
{
    private static readonly DateTime FirstDay = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Countries = ["CN", "CN", "CN", "JP", "KR", "VN", "IN", "TR", "MA", "PT", "FR", "MX"];
    private static readonly string[] Currencies = ["EUR", "USD", "CNY", "JPY", "GBP"];
    private static readonly string[] Syllables = ["ka", "lo", "mi", "ru", "ta", "vel", "nor", "shi", "zen", "or", "bel", "qua", "fen", "dra", "lis", "mon"];

    private static readonly Thing[] Things =
    [
        new("kitchen", "teaware", "691110", "teapot", "茶壶", "théière", "إبريق شاي"),
        new("kitchen", "teaware", "691110", "tea cup", "茶杯", "tasse à thé", "فنجان شاي"),
        new("kitchen", "teaware", "691110", "gaiwan", "盖碗", "gaiwan", "غايوان"),
        new("kitchen", "cookware", "732393", "kettle", "水壶", "bouilloire", "غلاية"),
        new("kitchen", "cookware", "821192", "chef knife", "厨刀", "couteau de chef", "سكين طاهٍ"),
        new("kitchen", "tableware", "691110", "bowl", "饭碗", "bol", "وعاء"),
        new("kitchen", "tableware", "441912", "chopsticks", "筷子", "baguettes", "عيدان طعام"),
        new("kitchen", "tableware", "691110", "plate", "盘子", "assiette", "طبق"),
        new("home", "decor", "691390", "vase", "花瓶", "vase", "مزهرية"),
        new("home", "decor", "940520", "table lamp", "台灯", "lampe de table", "مصباح طاولة"),
        new("home", "decor", "940550", "paper lantern", "纸灯笼", "lanterne en papier", "فانوس ورقي"),
        new("home", "textiles", "630140", "blanket", "毯子", "couverture", "بطانية"),
        new("home", "textiles", "630260", "towel", "毛巾", "serviette", "منشفة"),
        new("home", "textiles", "940490", "cushion", "靠垫", "coussin", "وسادة"),
        new("home", "rugs", "570110", "rug", "地毯", "tapis", "سجادة"),
        new("home", "storage", "460219", "basket", "篮子", "panier", "سلة"),
        new("fashion", "scarves", "621410", "scarf", "围巾", "écharpe", "وشاح"),
        new("fashion", "dresses", "620449", "dress", "连衣裙", "robe", "فستان"),
        new("fashion", "knitwear", "611011", "sweater", "毛衣", "pull", "كنزة"),
        new("fashion", "jackets", "620193", "jacket", "外套", "veste", "سترة"),
        new("fashion", "bags", "420221", "handbag", "手袋", "sac à main", "حقيبة يد"),
        new("fashion", "bags", "420292", "backpack", "背包", "sac à dos", "حقيبة ظهر"),
        new("fashion", "shoes", "640399", "leather shoes", "皮鞋", "chaussures en cuir", "حذاء جلدي"),
        new("fashion", "hats", "650400", "straw hat", "草帽", "chapeau de paille", "قبعة قش"),
        new("jewellery", "necklaces", "711311", "necklace", "项链", "collier", "قلادة"),
        new("jewellery", "earrings", "711311", "earrings", "耳环", "boucles d'oreilles", "أقراط"),
        new("jewellery", "bracelets", "711311", "bracelet", "手镯", "bracelet", "سوار"),
        new("jewellery", "rings", "711311", "ring", "戒指", "bague", "خاتم"),
        new("electronics", "audio", "851830", "headphones", "耳机", "écouteurs", "سماعات رأس"),
        new("electronics", "phones", "850440", "phone charger", "手机充电器", "chargeur de téléphone", "شاحن هاتف"),
        new("electronics", "watches", "910212", "wrist watch", "手表", "montre", "ساعة يد"),
        new("toys", "puzzles", "950300", "wooden puzzle", "木制拼图", "puzzle en bois", "أحجية خشبية"),
        new("toys", "plush", "950300", "plush panda", "毛绒熊猫", "panda en peluche", "باندا قطيفة"),
        new("stationery", "paper", "482010", "notebook", "笔记本", "carnet", "دفتر"),
        new("stationery", "pens", "960839", "fountain pen", "钢笔", "stylo plume", "قلم حبر"),
        new("stationery", "art", "960330", "calligraphy brush", "毛笔", "pinceau de calligraphie", "فرشاة خط"),
    ];

    private static readonly Word[] Materials =
    [
        new("celadon", "青瓷", "céladon", "سيلادون"), new("porcelain", "瓷", "porcelaine", "خزف"), new("bamboo", "竹", "bambou", "خيزران"),
        new("silk", "丝绸", "soie", "حرير"), new("linen", "亚麻", "lin", "كتان"), new("cotton", "棉", "coton", "قطن"), new("brass", "黄铜", "laiton", "نحاس أصفر"),
        new("steel", "钢", "acier", "فولاذ"), new("walnut", "胡桃木", "noyer", "جوز"), new("wool", "羊毛", "laine", "صوف"), new("leather", "皮革", "cuir", "جلد"),
        new("stoneware", "炻器", "grès", "فخار"), new("lacquer", "漆", "laque", "لك"), new("jade", "玉", "jade", "يشم"),
    ];

    private static readonly Word[] Manners =
    [
        new("handmade", "手工", "fait main", "صناعة يدوية"), new("vintage", "复古", "vintage", "عتيق"), new("minimalist", "简约", "minimaliste", "بسيط"),
        new("travel", "旅行", "de voyage", "للسفر"), new("large", "大号", "grand", "كبير"), new("small", "小号", "petit", "صغير"), new("foldable", "可折叠", "pliable", "قابل للطي"),
        new("engraved", "雕刻", "gravé", "منقوش"), new("classic", "经典", "classique", "كلاسيكي"), new("festive", "节日", "festif", "احتفالي"),
    ];

    private static readonly Colour[] Colours =
    [
        new("blue", "#1f4e8c", "blue", "蓝色", "bleu", "أزرق"), new("green", "#4b7f52", "green", "绿色", "vert", "أخضر"), new("red", "#b3261e", "red", "红色", "rouge", "أحمر"),
        new("black", "#111111", "black", "黑色", "noir", "أسود"), new("white", "#ffffff", "white", "白色", "blanc", "أبيض"), new("grey", "#808080", "grey", "灰色", "gris", "رمادي"),
        new("gold", "#c9a227", "gold", "金色", "doré", "ذهبي"), new("pink", "#e7a1b0", "pink", "粉色", "rose", "وردي"), new("brown", "#6b4423", "brown", "棕色", "marron", "بني"),
        new("orange", "#d9772b", "orange", "橙色", "orange", "برتقالي"),
    ];

    private static readonly Word[] Sentences =
    [
        new("Made in small batches by a family workshop that has kept the same kiln for three generations.", "由家族作坊小批量制作，三代沿用同一座窑。", "Fabriqué en petites séries par un atelier familial fidèle au même four depuis trois générations.", "يصنع بكميات صغيرة في ورشة عائلية تحتفظ بالفرن نفسه منذ ثلاثة أجيال."),
        new("Each piece differs a little in shade and weight, which is how you know that no machine made it.", "每件在色泽和重量上略有不同，可见并非机器所制。", "Chaque pièce diffère un peu en teinte et en poids, signe qu'aucune machine ne l'a faite.", "تختلف كل قطعة قليلا في اللون والوزن مما يدل على أنها ليست من صنع آلة."),
        new("It arrives in a padded gift box and survives the long way by post.", "配有缓冲礼盒，经得起长途邮寄。", "Livré dans une boîte cadeau rembourrée qui résiste au long voyage postal.", "تصل في علبة هدايا مبطنة تتحمل طريق البريد الطويل."),
        new("Wipe it with a soft cloth and keep it away from strong sun.", "用软布擦拭，避免强烈日晒。", "Essuyer avec un chiffon doux et tenir à l'abri du soleil fort.", "امسحها بقطعة قماش ناعمة وأبعدها عن الشمس القوية."),
        new("Measured and weighed by us before dispatch, so the size given here is the size that you get.", "发货前经我们测量称重，所示尺寸即所得尺寸。", "Mesuré et pesé par nos soins avant l'envoi : la taille indiquée est celle que vous recevez.", "نقيسها ونزنها قبل الإرسال فالمقاس المذكور هو ما تحصل عليه."),
        new("A quiet present for someone who already has everything loud.", "送给什么都不缺的人的一份安静礼物。", "Un cadeau discret pour qui possède déjà tout ce qui fait du bruit.", "هدية هادئة لمن يملك كل ما هو صاخب."),
    ];

    /// <summary>About how many listings share one merchant, and one brand.</summary>
    private const int ListingsPerMerchant = 40;

    public IEnumerable<ListingCopy> Listings(int count, int from = 0)
    {
        for (var i = from; i < from + count; i++) yield return Listing(i);
    }

    public IEnumerable<ListingChange> Changes(int count) => Listings(count).Select((copy, i) => new ListingChange(i + 1, copy.Id, copy));

    /// <summary>Euro cents at fixed rates, for prices in the currencies that the generator uses.</summary>
    public static long? ToEuroCents(Money amount) => amount.Currency.Code switch
    {
        "EUR" => amount.Minor,
        "USD" => (long)Math.Round(amount.Minor * 0.92m, MidpointRounding.AwayFromZero),
        "CNY" => (long)Math.Round(amount.Minor * 0.13m, MidpointRounding.AwayFromZero),
        "JPY" => (long)Math.Round(amount.Minor * 0.61m, MidpointRounding.AwayFromZero),
        "GBP" => (long)Math.Round(amount.Minor * 1.17m, MidpointRounding.AwayFromZero),
        _ => null,
    };

    private ListingCopy Listing(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var thing = Things[random.Next(Things.Length)];
        var material = Materials[random.Next(Materials.Length)];
        var manner = random.Next(8) == 0 ? Manners[0] : Manners[random.Next(1, Manners.Length)];
        var merchant = (int)(Math.Pow(random.NextDouble(), 1.5) * Math.Max(5, scale / ListingsPerMerchant));
        var brand = random.Next(10) < 7 ? Name((int)(Math.Pow(random.NextDouble(), 2) * Math.Max(8, scale / ListingsPerMerchant)), 7) : null;
        // A model name that only a few listings share: the rare word.
        var model = Name(random.Next(Math.Max(20, scale / 4)), 31) + random.Next(10, 99);
        var currency = new Currency(Currencies[merchant % Currencies.Length]);
        var colours = Colours.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToList();
        var sizes = random.Next(3) == 0 ? new[] { "s", "m", "l" } : [];
        var sold = (int)Math.Pow(random.NextDouble() * 30, 2.2 * random.NextDouble());
        var reviews = sold / (2 + random.Next(6));
        var rating = reviews == 0 ? 0 : Math.Min(500, 300 + (int)(Math.Sqrt(random.NextDouble()) * 200));
        var slug = $"{thing.En.Replace(' ', '-')}-{material.En}-{number}";
        var country = new Country(Countries[merchant % Countries.Length]);
        return new ListingCopy
        {
            Id = new ListingId(Guid(random)),
            Slug = slug,
            Merchant = new MerchantId(new Guid(merchant + 1, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8)),
            MerchantSlug = $"shop-{merchant}",
            MerchantName = Name(merchant, 3) + " Studio",
            ShipsFrom = country,
            HandlingDays = random.Next(1, 6),
            Categories = [thing.Top, thing.Own],
            Brand = brand,
            HsCode = new HsCode(thing.HsCode),
            Origin = country,
            Texts = Texts(random, thing, material, manner, model),
            Language = country.Code == "CN" ? "zh-Hans" : "en",
            Pictures = Pictures(slug, random.Next(1, 5), thing, material),
            Options = Options(colours, sizes),
            Variants = Variants(random, colours, sizes, currency, slug, thing.Top == "electronics"),
            RatingHundredths = rating,
            RatingCount = reviews,
            StarCounts = [0, 0, reviews / 10, reviews / 4, reviews - (reviews / 10) - (reviews / 4)],
            Sold = sold,
            PublishedAtUtc = FirstDay.AddMinutes(random.Next(60 * 24 * 600)),
        };
    }

    private static Dictionary<string, ListingText> Texts(Random random, Thing thing, Word material, Word manner, string model)
    {
        var sentences = Sentences.OrderBy(_ => random.Next()).Take(3).ToList();
        var texts = new Dictionary<string, ListingText>
        {
            ["en"] = new($"{Capital(manner.En)} {material.En} {thing.En} {model}", string.Join(' ', sentences.Select(s => s.En)), material.En, null, [new("Model", model), new("Finish", manner.En)]),
            ["zh-Hans"] = new($"{manner.Zh}{material.Zh}{thing.Zh} {model}", string.Concat(sentences.Select(s => s.Zh)), material.Zh, null, [new("型号", model), new("工艺", manner.Zh)]),
        };
        if (random.Next(4) != 0) texts["fr"] = new($"{Capital(thing.Fr)} en {material.Fr} {manner.Fr} {model}", string.Join(' ', sentences.Select(s => s.Fr)), material.Fr, null, [new("Modèle", model), new("Finition", manner.Fr)]);
        if (random.Next(3) != 0) texts["ar"] = new($"{thing.Ar} {material.Ar} {manner.Ar} {model}", string.Join(' ', sentences.Select(s => s.Ar)), material.Ar, null, [new("الطراز", model)]);
        return texts;
    }

    private static List<ListingPicture> Pictures(string slug, int count, Thing thing, Word material) =>
        [.. Enumerable.Range(1, count).Select(i => new ListingPicture($"/pictures/{slug}-{i}.webp", 800, 800, new Dictionary<string, string>
        {
            ["en"] = $"{Capital(material.En)} {thing.En}, view {i}",
            ["zh-Hans"] = $"{material.Zh}{thing.Zh} {i}",
        }))];

    private static List<ListingOption> Options(List<Colour> colours, string[] sizes)
    {
        var options = new List<ListingOption>
        {
            new("color", new Dictionary<string, string> { ["en"] = "Colour", ["zh-Hans"] = "颜色", ["fr"] = "Couleur", ["ar"] = "اللون" },
                [.. colours.Select(c => new ListingOptionValue(c.Key, new Dictionary<string, string> { ["en"] = c.En, ["zh-Hans"] = c.Zh, ["fr"] = c.Fr, ["ar"] = c.Ar }, c.Swatch))]),
        };
        if (sizes.Length > 0)
        {
            options.Add(new("size", new Dictionary<string, string> { ["en"] = "Size", ["zh-Hans"] = "尺寸", ["fr"] = "Taille", ["ar"] = "المقاس" },
                [.. sizes.Select(s => new ListingOptionValue(s, new Dictionary<string, string> { ["en"] = s.ToUpperInvariant() }, null))]));
        }

        return options;
    }

    private static List<ListingVariant> Variants(Random random, List<Colour> colours, string[] sizes, Currency currency, string slug, bool battery)
    {
        var euro = 3 * Math.Exp(random.NextDouble() * 5);
        var price = new Money((long)(euro * currency.MinorPerMajor * (currency.Code switch { "JPY" => 160, "CNY" => 7.7, _ => 1 })) + 1, currency);
        var soldOut = random.Next(12) == 0;
        var variants = new List<ListingVariant>();
        foreach (var colour in colours)
        {
            foreach (var size in sizes.Length > 0 ? sizes : [""])
            {
                var values = new Dictionary<string, string> { ["color"] = colour.Key };
                if (size.Length > 0) values["size"] = size;
                var own = price + new Money(price.Minor * random.Next(4) / 10, currency);
                variants.Add(new ListingVariant(
                    new VariantId(Guid(random)),
                    $"{slug}-{colour.Key}{size}".ToUpperInvariant(),
                    values,
                    own,
                    random.Next(5) == 0 ? own + new Money((own.Minor / 4) + 1, currency) : null,
                    new Weight(random.Next(40, 3_000)),
                    new Dimensions(random.Next(40, 500), random.Next(40, 300), random.Next(10, 200)),
                    soldOut ? 0 : random.Next(0, 60),
                    battery));
            }
        }

        return variants;
    }

    private static Guid Guid(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Name(int number, int salt)
    {
        var random = new Random((number * 97) + salt);
        return Capital(string.Concat(Enumerable.Range(0, 3 + random.Next(2)).Select(_ => Syllables[random.Next(Syllables.Length)])));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private sealed record Thing(string Top, string Own, string HsCode, string En, string Zh, string Fr, string Ar);

    private sealed record Word(string En, string Zh, string Fr, string Ar);

    private sealed record Colour(string Key, string Swatch, string En, string Zh, string Fr, string Ar);
}
