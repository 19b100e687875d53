# WardOps for server mode: see docker-compose.yml. Build with: docker compose build
FROM mcr.microsoft.com/dotnet/sdk:10.0.100 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY WardOps.Core/WardOps.Core.csproj WardOps.Core/
COPY WardOps.Web/WardOps.Web.csproj WardOps.Web/package.json WardOps.Web/package-lock.json WardOps.Web/.npmrc WardOps.Web/
RUN dotnet restore WardOps.Web
COPY WardOps.Core WardOps.Core
COPY WardOps.Web WardOps.Web
RUN dotnet publish WardOps.Web -c Release -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0.0
RUN apt-get update && apt-get install -y --no-install-recommends wget && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown app:app /data
WORKDIR /app
COPY --from=build /app .
# No setcap here: a file capability outside the bounding set makes the program fail to start under cap_drop: ALL.
# Echoes go through a datagram ICMP socket, which the sysctl net.ipv4.ping_group_range permits.
USER app
ENV WARDOPS_DATA=/data ASPNETCORE_URLS=http://0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/healthz"]
ENTRYPOINT ["./WardOps.Web"]
