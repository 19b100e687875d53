using WardOps.Core.Alerts;

namespace WardOps.Web.Api.Alerts;

/// <summary>What became of it.</summary>
/// <param name="Changed">Alerts that were changed; those that were so already are left out.</param>
/// <param name="Stored">Whether it is stored. If not, it holds all the same and is written when the store is back; should WardOps be killed before, it is lost.</param>
internal sealed record AlertActionReply(int Changed, bool Stored)
{
    public static AlertActionReply Of(DeskAnswer answer) => new(answer.Changed, answer.IsStored);
}
