using WardOps.Tests.Integration;

[assembly: AssemblyFixture(typeof(PostgresServer))]
