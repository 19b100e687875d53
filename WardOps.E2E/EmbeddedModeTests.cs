using WardOps.E2E.Infrastructure;

namespace WardOps.E2E;

[Collection("browser")]
public sealed class EmbeddedModeTests(EmbeddedSite site, Chromium chromium) : LiveBoardTests(site, chromium), IClassFixture<EmbeddedSite>;
