using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WardOps.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeviceParents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "own_parents",
                table: "devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "device_parents",
                columns: table => new
                {
                    device_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_device_parents", x => new { x.device_id, x.parent_id });
                    table.ForeignKey(
                        name: "fk_device_parents_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_device_parents_devices_parent_id",
                        column: x => x.parent_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_device_parents_parent_id",
                table: "device_parents",
                column: "parent_id");

            // Who had a parent keeps it; whoever had none is reached through the gateway of its branch from now on.
            migrationBuilder.Sql("INSERT INTO device_parents (device_id, parent_id) SELECT id, parent_id FROM devices WHERE parent_id IS NOT NULL");
            migrationBuilder.Sql("UPDATE devices SET own_parents = true WHERE parent_id IS NOT NULL");

            // The column parent_id stays, empty: SQLite would have to build the table anew, and the states hang on its rows.
            migrationBuilder.Sql("UPDATE devices SET parent_id = NULL");

            migrationBuilder.DropIndex(
                name: "ix_devices_parent_id",
                table: "devices");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE devices SET parent_id = (SELECT p.parent_id FROM device_parents p WHERE p.device_id = devices.id ORDER BY p.parent_id LIMIT 1)");   // one of them has to do

            migrationBuilder.DropTable(
                name: "device_parents");

            migrationBuilder.Sql("ALTER TABLE devices DROP COLUMN own_parents");   // by hand: EF would build the table anew

            migrationBuilder.CreateIndex(
                name: "ix_devices_parent_id",
                table: "devices",
                column: "parent_id");
        }
    }
}
