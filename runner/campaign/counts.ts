/** Counts of a campaign, added up over batches and workers. */
import type { CampaignCounts, VerdictName } from "../machine/machine.ts";

/** The sum of two counts of the same program. */
export function addCounts(a: CampaignCounts, b: CampaignCounts): CampaignCounts {
  return {
    cases: a.cases + b.cases,
    steps: a.steps + b.steps,
    skipped: a.skipped + b.skipped,
    verdicts: Object.fromEntries(
      (Object.keys(a.verdicts) as VerdictName[]).map((name) => [name, a.verdicts[name] + b.verdicts[name]]),
    ) as CampaignCounts["verdicts"],
    properties: a.properties.map((one, index) => {
      const other = b.properties[index]!;
      return {
        evaluated: one.evaluated + other.evaluated,
        reached: one.reached + other.reached,
        woken: one.woken + other.woken,
        begun: one.begun | other.begun,
      };
    }),
    calls: a.calls.map((one, index) => ({
      tried: one.tried + b.calls[index]!.tried,
      succeeded: one.succeeded + b.calls[index]!.succeeded,
    })),
    atStart: a.atStart.map((one, index) => ({
      threads: one.threads | b.atStart[index]!.threads,
      byHandle: one.byHandle || b.atStart[index]!.byHandle,
    })),
    loopsSeen: new Set([...a.loopsSeen, ...b.loopsSeen]),
    sweeps: { begun: a.sweeps.begun | b.sweeps.begun, met: a.sweeps.met | b.sweeps.met },
  };
}
