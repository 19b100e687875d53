namespace WardOps.E2E.Infrastructure;

/// <summary>Tests with a browser run one after the other: on two cores, two applications and two browsers at once would measure only each other.</summary>
[CollectionDefinition("browser", DisableParallelization = true)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>;
