# Builds the app and runs it as an unprivileged user. Mount a volume at /data, or give --database and --connection.
ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0
ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/aspnet:10.0

FROM ${SDK_IMAGE} AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Storefront.Web -c Release -o /app

FROM ${RUNTIME_IMAGE}
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpangocairo-1.0-0 fonts-noto-core fonts-noto-cjk libvips-tools util-linux tzdata '^libicu[0-9]+$' curl \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown "$APP_UID" /data
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s CMD curl -fsS http://localhost:8080/health/ready || exit 1
ENTRYPOINT ["dotnet", "Storefront.Web.dll", "--data", "/data", "--urls", "http://+:8080"]
