using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WardOps.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ProbeSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(DeviceStatusView.Drop);   // it stands in the way of a change to the table

            migrationBuilder.AlterColumn<string>(
                name: "ip",
                table: "devices",
                type: "character varying(253)",
                maxLength: 253,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(45)",
                oldMaxLength: 45);

            migrationBuilder.AddColumn<int>(
                name: "down_after",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_echoes",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_interval_seconds",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "probe_timeout_ms",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "up_after",
                table: "devices",
                type: "integer",
                nullable: true);

            migrationBuilder.Sql(DeviceStatusView.CreatePostgres);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(DeviceStatusView.Drop);   // it stands in the way of a change to the table

            migrationBuilder.DropColumn(
                name: "down_after",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "probe_echoes",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "probe_interval_seconds",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "probe_timeout_ms",
                table: "devices");

            migrationBuilder.DropColumn(
                name: "up_after",
                table: "devices");

            migrationBuilder.AlterColumn<string>(
                name: "ip",
                table: "devices",
                type: "character varying(45)",
                maxLength: 45,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(253)",
                oldMaxLength: 253);

            migrationBuilder.Sql(DeviceStatusView.CreatePostgres);
        }
    }
}
