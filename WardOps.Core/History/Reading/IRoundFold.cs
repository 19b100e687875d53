namespace WardOps.Core.History.Reading;

/// <summary>Takes the rounds of one device, one after the other.</summary>
internal interface IRoundFold
{
    /// <param name="sample">Later than all before it.</param>
    void Add(in RoundSample sample);
}
