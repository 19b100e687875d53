using Microsoft.AspNetCore.Components;
using MudBlazor;
using WardOps.Core.Alerts;
using WardOps.Web.Components.Actors;

namespace WardOps.Web.Components.Alerts;

/// <summary>Asks who it is and what there is to say, for one alert or for many.</summary>
public sealed partial class ActDialog
{
    private static readonly (double Hours, string Title)[] s_snoozes =
    [
        (0.5, "30 minutes"), (1, "1 hour"), (2, "2 hours"), (4, "4 hours"), (8, "8 hours"), (24, "1 day"), (72, "3 days"), (168, "7 days"), (0, "no longer: end the snooze"),
    ];

    private string? _name;
    private string _text = "";
    private string _to = "";
    private double _hours = 2;
    private string? _problem;
    private bool _isBusy;

    [Inject]
    public required AlertDesk Desk { get; init; }

    [Inject]
    public required IActor Actor { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public AlertAct Act { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> Ids { get; set; }

    private string? Me => string.IsNullOrWhiteSpace(_name ?? Actor.Name) ? null : (_name ?? Actor.Name)!.Trim();

    private string Meaning => Act switch
    {
        AlertAct.Acknowledge => "You see to it: it holds until it is over, or becomes worse.",
        AlertAct.Unacknowledge => "Nobody sees to it any more.",
        AlertAct.Snooze => "Nobody is reminded of it until then; that it is over is told all the same.",
        AlertAct.Assign => "Everybody sees whose it is.",
        _ => "Everybody can read it.",
    };

    private async Task DoAsync()
    {
        if (_isBusy)
        {
            return;   // a second click
        }

        (_isBusy, _problem) = (true, null);
        var answer = await RunAsync(Me ?? "");
        if (answer.Problem is null)
        {
            await Actor.KeepAsync(Me!);
            Snackbar.Add(Said(answer), answer.IsStored ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);
            Dialog.Close();
        }

        (_isBusy, _problem) = (false, answer.Problem);
    }

    private Task<DeskAnswer> RunAsync(string me) => Act switch
    {
        AlertAct.Acknowledge => Desk.AcknowledgeAsync(Ids, me, _text, CancellationToken.None),
        AlertAct.Unacknowledge => Desk.UnacknowledgeAsync(Ids, me, _text, CancellationToken.None),
        AlertAct.Assign => Desk.AssignAsync(Ids, me, _to, CancellationToken.None),
        AlertAct.Snooze => Desk.SnoozeAsync(Ids, me, _hours > 0 ? Time.GetUtcNow().AddHours(_hours) : null, CancellationToken.None),
        _ => Desk.CommentAsync(Ids, me, _text, CancellationToken.None),
    };

    private static string Said(DeskAnswer answer)
    {
        var count = answer.Changed switch { 0 => "Nothing was left to change.", 1 => "Done.", var n => $"{n} alerts changed." };
        return answer.IsStored ? count : count + " The store does not answer: it holds, and is written when the store is back.";
    }
}
