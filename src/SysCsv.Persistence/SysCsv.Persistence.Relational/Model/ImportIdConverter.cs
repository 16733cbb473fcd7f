using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>An import id as <see cref="SysCsv.Imports.ImportId.ToString"/> writes it.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "EF Core creates it.")]
internal sealed class ImportIdConverter() : ValueConverter<Guid, string>(
    id => id.ToString("D"), text => Guid.ParseExact(text, "D"));
