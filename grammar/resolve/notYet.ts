/*
 * What the grammar knows and the model does not run yet: what to write in the meantime. A way out that names
 * nothing to write is none.
 */

/** What to write in the place of each. */
export const instead: Readonly<Record<string, string>> = {
  "`port`": "Let a driver's entry stand for the port: SeCreateClientSecurity, then SeImpersonateClientEx.",
  "`package` of an account": "Leave it out; `integrity Low` stands for a sandbox without a package.",
  "`capabilities` of an account": "Leave them out; `integrity Low` stands for a sandbox without a package.",
  "`linked` of an account": "Declare both accounts, one with `elevation TokenElevationTypeLimited`.",
  "`in` of a process": "Write `job NAME` in its braces.",
  "`by` of a process": "Write `as ACCOUNT`.",
  "`limit` of a pipe": "Leave it out: a pipe has one instance, and room for eight messages each way.",
  "`onBehalfOf`": "Ask with `never deputy by` and the thread.",
  "`package`": "Ask for `integrity` instead.",
  "`capabilities`": "Ask for `groups` instead.",
  "`thread-exit`": "Judge it in the end: `expect not t.impersonating` as the scenario's last line. "
    + "Events are `worker-return`, `user-return` and `act`.",
  "`effectiveOnlyLost`": "Compare with `old`: `never some x in threads: "
    + "old(x.effectiveOnly) and x.impersonating and not x.effectiveOnly`.",
  "`sandboxLost`": "Compare with `old`: `never some x in threads: "
    + "x.token.integrity > old(x.token.integrity)`.",
  "`revertUnchecked`": "Put `expect not current.impersonating` behind the line that reverts.",
};

/** What to write instead of something that is not available yet. */
export function insteadOf(what: string): string {
  return instead[what] ?? "Leave it out.";
}
