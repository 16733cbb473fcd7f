using SysCsv.Contacts;
using SysCsv.Imports;
using SysCsv.Persistence.Relational.Merging;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>Between rows of <c>contacts</c> and what they mean.</summary>
internal static class ContactMapping
{
    public static FoldState ToState(this ContactRow row)
    {
        var changedBy = new RowKey(new(row.ChangedImport), row.ChangedRow);
        return new(new(row.Email, row.Name, ContactAttributes.FromJson(row.Attributes)), changedBy, changedBy);
    }

    public static RowKey CreatedBy(this ContactRow row) => new(new(row.CreatedImport), row.CreatedRow);

    public static Contact ToContact(this ContactRow row)
    {
        var state = row.ToState();
        return new()
        {
            Id = row.Id,
            NormalizedEmail = row.NormalizedEmail,
            Data = state.Data,
            CreatedBy = row.CreatedBy(),
            ChangedBy = state.ChangedBy,
            Created = new(row.Created),
            Changed = new(row.Changed),
        };
    }

    /// <summary>A contact that is not in the database yet.</summary>
    public static ContactRow NewRow(string normalizedEmail, ContactStack stack, DateTime now)
    {
        var state = stack.Fold();
        return new()
        {
            NormalizedEmail = normalizedEmail,
            Email = state.Data.Email,
            Name = state.Data.Name,
            NameKey = NameKey.Of(state.Data.Name),
            Attributes = state.Data.Attributes.ToJson(),
            CreatedImport = stack.CreatedBy.Import.Value,
            CreatedRow = stack.CreatedBy.Row,
            ChangedImport = state.ChangedBy.Import.Value,
            ChangedRow = state.ChangedBy.Row,
            Created = now,
            Changed = now,
            Layers = LayersJson.Write(stack),
        };
    }

    /// <summary>Brings a row of the database to what the stack says; false if that is what it holds.</summary>
    public static bool Update(this ContactRow row, ContactStack stack, DateTime now)
    {
        var old = row.ToState();
        var state = stack.Fold();
        var layers = LayersJson.Write(stack);
        if (state.Data == old.Data && state.ChangedBy == old.ChangedBy && stack.CreatedBy == row.CreatedBy() && layers == row.Layers)
            return false;

        (row.CreatedImport, row.CreatedRow) = (stack.CreatedBy.Import.Value, stack.CreatedBy.Row);
        (row.ChangedImport, row.ChangedRow) = (state.ChangedBy.Import.Value, state.ChangedBy.Row);
        row.Layers = layers;
        if (state.Data == old.Data)
            return true;

        row.Email = state.Data.Email;
        row.Name = state.Data.Name;
        row.NameKey = NameKey.Of(state.Data.Name);
        row.Attributes = state.Data.Attributes.ToJson();
        row.Changed = now;
        return true;
    }
}
