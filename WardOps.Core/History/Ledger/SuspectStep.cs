namespace WardOps.Core.History.Ledger;

/// <summary>What is done with a round that is not whole at another look.</summary>
internal enum SuspectStep
{
    /// <summary>It is to be sent again.</summary>
    SendAgain,

    /// <summary>It was, and may be on its way.</summary>
    Wait,

    /// <summary>It was, and has not come.</summary>
    GiveUp,
}
