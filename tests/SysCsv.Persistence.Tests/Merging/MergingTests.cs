using CsCheck;
using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;
using SysCsv.Persistence.Relational.Model;
using SysCsv.Persistence.Relational.Writing;

namespace SysCsv.Persistence.Tests.Merging;

/// <summary>The stack of layers, stored and read again after each batch, against the definition.</summary>
public sealed class MergingTests
{
    private static readonly Gen<ContactData> Data =
        from email in OneOf("a@x.org", "A@x.org")
        from name in OneOf<string?>(null, "Ann", "Bob")
        from city in OneOf("", "Bern", "Rome")
        from phone in OneOf("", "1")
        select new ContactData(email, name, ContactAttributes.From([new("city", city), new("phone", phone)]));

    private static readonly Gen<Workload> Workloads =
        from policies in OneOf(Enum.GetValues<DuplicatePolicy>()).Array[1, 5]
        from data in Data.Array[1, 8].Array[policies.Length]
        from seed in Gen.Int
        from batchSize in Gen.Int[1, 6]
        select Workload.Create(policies, data, seed, batchSize);

    [Fact]
    public void Any_order_of_rows_ends_as_the_definition_says() => Workloads.Sample(
        workload =>
        {
            var contact = new SimulatedContact(workload);
            foreach (var batch in workload.Batches)
                contact.Apply(batch);

            var (data, changedBy, createdBy, credits) = MergingOracle.Replay(workload.Rows, workload.Policies);
            var stored = contact.Row!.ToState();
            Assert.Equal(data, stored.Data);
            Assert.Equal(changedBy, stored.ChangedBy);
            Assert.Equal(createdBy, contact.Row!.CreatedBy());
            foreach (var (import, (inserted, updated)) in credits)
            {
                var rows = workload.Rows.Count(row => row.Key.Import == import);
                Assert.Equal(new ImportCounts(inserted, updated, rows - inserted - updated, 0, 0), contact.Counts.ByImport[import]);
            }
        },
        iter: 5_000);

    [Fact]
    public void Settled_stack_needs_no_layers_for_a_contact_of_one_row() => Data.Sample(data =>
    {
        var key = new RowKey(new(Guid.CreateVersion7()), 1);
        foreach (var policy in Enum.GetValues<DuplicatePolicy>())
            Assert.Null(LayersJson.Write(new ContactStack(null, [ImportLayer.Of(key, policy, data)], key)));
    });

    [Fact]
    public void Layers_do_not_grow_with_the_number_of_imports()
    {
        var imports = Enumerable.Range(0, 30).Select(i => new ImportId(Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddYears(50).AddDays(i)))).ToArray();
        var policies = imports.ToDictionary(import => import, _ => DuplicatePolicy.KeepLast);
        var contact = new SimulatedContact(policies, import => 1);

        foreach (var import in imports)
            contact.Apply([new(new(import, 1), new("a@x.org", $"Name {import}", ContactAttributes.Empty))]);

        Assert.True(contact.Row!.Layers!.Length < 500);
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
