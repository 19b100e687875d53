using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WardOps.Core.Alerts.Rules.Storage;

internal sealed class AlertRuleMapping : IEntityTypeConfiguration<AlertRuleRow>, IEntityTypeConfiguration<AlertRuleSeedRow>
{
    public void Configure(EntityTypeBuilder<AlertRuleRow> builder)
    {
        builder.ToTable("alert_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Name).HasMaxLength(AlertRuleRules.LongestName);
        builder.Property(r => r.NameKey).HasMaxLength(2 * AlertRuleRules.LongestName);   // upper case may be longer
        builder.Property(r => r.Kind).HasMaxLength(20);
        builder.Property(r => r.DefaultKey).HasMaxLength(50);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.NameKey).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AlertRuleSeedRow> builder)
    {
        builder.ToTable("alert_rule_seeds");
        builder.HasKey(s => s.DefaultKey);
        builder.Property(s => s.DefaultKey).HasMaxLength(50);
    }
}
