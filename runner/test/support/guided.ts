/** Campaigns of tests: workers on this thread that answer in an order of their own. */
import type { Program } from "../../../grammar/image/programImage.ts";
import type { DrawerPort } from "../../campaign/drawRange.ts";
import { fuzzProgram, type FuzzBudget, type FuzzHooks, type FuzzOutcome } from "../../campaign/fuzzProgram.ts";
import type { CorpusOrigin } from "../../campaign/guided/corpusFile.ts";
import { localPort } from "../../campaign/localPort.ts";
import { newMachine } from "./compiled.ts";

/** What hooks nobody looks at. */
export const silent: FuzzHooks = {
  signal: new AbortController().signal,
  progress: () => undefined,
  found: () => undefined,
};

/** So many workers; the n-th of them waits n turns of the event loop before it draws. */
export function ports(workers: number): DrawerPort[] {
  return Array.from({ length: workers }, (_, index) =>
    localPort(newMachine(), async () => {
      for (let turn = 0; turn <= (index * 5) % workers; turn++)
        await new Promise((resolve) => setImmediate(resolve));
    }),
  );
}

/** Draws a campaign with so many workers. */
export const campaign = (
  program: Program,
  workers: number,
  budget: FuzzBudget,
  hooks: Partial<FuzzHooks> = {},
): Promise<FuzzOutcome> =>
  fuzzProgram(newMachine(), ports(workers), program, budget, { ...silent, ...hooks });

/** Digests that stand for a program and a core. */
export const originOf = (seed: bigint, program = 1, core = 2): CorpusOrigin => ({
  program: new Uint8Array(32).fill(program),
  core: new Uint8Array(32).fill(core),
  seed,
});

/** Four calls of one attacker in one order, each with one operand among many, that nothing leads to. */
export const puzzle = `
account svc { user S-1-5-21-7-7-7-1009; groups Users; privileges SeImpersonatePrivilege disabled }
process service as svc { thread worker, other }
attacker thief {
  controls service.other
  calls NtOpenProcessToken, NtAdjustPrivilegesToken, NtDuplicateToken, NtSetInformationThread
  names service, service.worker
  holds none
}
property "solved": never service.worker.impersonating
  and SeImpersonatePrivilege in service.worker.token.privileges.enabled
  and some h in handles: h.access == TOKEN_IMPERSONATE and SeImpersonatePrivilege in h.token.privileges.enabled

scenario "puzzle" on windows 11 breaks "solved" { play thief for 12 }
`;

/** Two attackers with several threads each, work for the system's threads, and alternatives. */
export const crowd = `
account mallory { user S-1-5-21-7-7-7-1001; groups Users; privileges SeImpersonatePrivilege }
process app as mallory { thread victim, accomplice, third }
process tool as mallory { thread first, second }
object ledger as file "O:BAG:BAD:(A;;FA;;;BA)(A;;FR;;;BU)"
driver filter {
  entry write() {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation, tracking: dynamic) else return
    IoQueueWorkItem {
      SeImpersonateClientEx(ctx) => any
      for caller { act ledger FILE_WRITE_DATA => any }
      maybe { PsRevertToSelf() }
    } finally { SeDeleteClientSecurity(ctx) }
  }
}
attacker thief { controls app.accomplice, app.third; calls user routines; names processes, threads }
attacker other { controls tool.first, tool.second; calls user routines; names threads }
scenario "crowd" on windows 7 {
  never app.victim.impersonating and app.third.impersonating and tool.first.impersonating
  concurrently { play thief for 6; play other for 6 }
}
scenario "pool" on windows 7 {
  always clean at worker-return
  concurrently { lane app.victim { enter filter.write() }; play thief for 6 }
}
`;
