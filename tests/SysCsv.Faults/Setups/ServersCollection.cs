namespace SysCsv.Faults.Setups;

/// <summary>The servers are started once for all tests that use them.</summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<ServersSetup>
{
    public const string Name = "servers";
}
