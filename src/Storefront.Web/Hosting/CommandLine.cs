namespace Storefront.Web.Hosting;

/// <summary>The options that an operator types. Anything else, such as <c>--Mail:Smtp:Host=…</c>, goes to the configuration.</summary>
public static class CommandLine
{
    public const string Help =
        """
        Storefront: a cross-border marketplace in one program.

          --urls URL                 address to listen on (http://localhost:8080)
          --data FOLDER              where this node keeps its files (./data)
          --database BRAND           sqlite (in the data folder), postgres or sqlserver
          --connection STRING        connection string, for postgres and sqlserver
          --no-demo                  start with an empty market
          --migrate                  bring the database up to date and stop
          --help                     this text

        Any setting can be given as --Section:Name=value or as an environment variable Section__Name.
        """;

    /// <summary>Reads the options. The sentence says what is wrong, or is null.</summary>
    public static (StartOptions Options, string[] Settings, string? Fault) Read(string[] args)
    {
        var options = new StartOptions();
        var rest = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var n, var v] ? (n, v) : (args[i], null);
            string? Value() => value ?? (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null);
            switch (name)
            {
                case "--help" or "-h":
                    options = options with { ShowHelp = true };
                    break;
                case "--no-demo":
                    options = options with { DemoMarket = false };
                    break;
                case "--migrate":
                    options = options with { MigrateOnly = true };
                    break;
                case "--urls" or "--data" or "--database" or "--connection":
                    if (Value() is not { Length: > 0 } given) return (options, [], $"{name} needs a value. --help lists the options.");
                    options = name switch
                    {
                        "--urls" => options with { Urls = given },
                        "--data" => options with { DataFolder = given },
                        "--connection" => options with { Connection = given },
                        _ => options with { Database = given },
                    };
                    break;
                default:
                    if (!name.Contains(':', StringComparison.Ordinal)) return (options, [], $"The option {name} is not known. --help lists the options.");
                    rest.Add(args[i]);
                    break;
            }
        }

        if (options.Database is not ("sqlite" or "postgres" or "sqlserver")) return (options, [], $"--database is sqlite, postgres or sqlserver, not '{options.Database}'.");
        if (options.Database != "sqlite" && options.Connection is null) return (options, [], $"--database {options.Database} needs --connection with a connection string.");
        foreach (var url in options.Urls.Split(';'))
        {
            if (!Uri.TryCreate(url.Replace("*", "localhost", StringComparison.Ordinal).Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                return (options, [], $"--urls needs an address such as http://localhost:8080, not '{url}'.");
        }

        return (options, [.. rest], null);
    }
}
