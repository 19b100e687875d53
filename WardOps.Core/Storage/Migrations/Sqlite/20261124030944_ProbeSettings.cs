using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WardOps.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ProbeSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "down_after",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_echoes",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_interval_seconds",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_timeout_ms",
                table: "devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "up_after",
                table: "devices",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // By hand: EF would build the table anew, and the view stands in the way of that.
            foreach (var column in new[] { "down_after", "probe_echoes", "probe_interval_seconds", "probe_timeout_ms", "up_after" })
            {
                migrationBuilder.Sql($"ALTER TABLE devices DROP COLUMN {column}");
            }
        }
    }
}
