using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SysCsv.Persistence.Relational.Model;

/// <summary>Times are UTC; some drivers forget to say so.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "EF Core creates it.")]
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
