/*
 * What is wrong with what is demanded, with versions, and with lines that do less than they seem: SCN030 to
 * SCN039.
 */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const demandRows = {
  "SCN030": {
    severity: "error",
    message: "`{0}` returns nothing, so no status can be demanded.",
    wayOut: "Drop the `=>`.",
    explanation: "Routines that return nothing cannot fail; what they did is asked with `expect`.",
    example: "victim: PsRevertToSelf() => STATUS_SUCCESS",
  },
  "SCN030/token": {
    severity: "error",
    message: "`{0}` returns a token, so no status can be demanded.",
    wayOut: "Drop the `=>`.",
    explanation: "Routines that return a token cannot fail; what it is can be asked with `expect`. " +
      "Where there may be none, `=> none` demands it.",
    example: "system.main: t = PsReferencePrimaryToken(app) => STATUS_SUCCESS",
  },
  "SCN031": {
    severity: "error",
    message: "`{0}` never returns `{1}`.",
    wayOut: "It can return: {2}",
    explanation:
      "A demand that can never hold is a mistake in the scenario, so it is said before anything runs.",
    example: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_NO_TOKEN",
  },
  "SCN032": {
    severity: "error",
    message: "These two demands both hold on {0}.",
    wayOut: "Narrow one guard.",
    explanation: "For each version one demand at most may hold.",
    example: "=> STATUS_SUCCESS from xp\n=> STATUS_ACCESS_DENIED from 7",
  },
  "SCN033": {
    severity: "warning",
    message: "No version of this scenario is {0}, so this never runs.",
    explanation: "The scenario runs on the versions in its head; none of them satisfies the guard.",
    example: "before xp-sp1 { … }",
  },
  "SCN033/else": {
    severity: "warning",
    message: "Every version of this scenario is {0}, so this `else` never runs.",
    wayOut: "Leave the `else` out, or let the scenario run on other versions too.",
    explanation: "The scenario runs on the versions in its head; all of them satisfy the guard.",
    example: "from nt4 { … } else { … }",
  },
  "SCN034": {
    severity: "hint",
    message: "The result of `{0}` is not looked at: it says STATUS_SUCCESS also when it only identifies.",
    wayOut: "Demand `level:`.",
    explanation: "Windows lowers the level silently; whoever asks for the status alone does not learn it.",
    example: "entry work() { SeImpersonateClientEx(ctx) }",
  },
  "SCN034/attributes": {
    severity: "hint",
    message: "`{0}` without attributes is disabled by this, as in Windows.",
    wayOut: "Write `{0} | SE_PRIVILEGE_ENABLED` to enable it, `{0} | 0` to disable it in so many words.",
    explanation: "The attributes of a listed privilege say what becomes of it: SE_PRIVILEGE_ENABLED, "
      + "SE_PRIVILEGE_REMOVED, or 0, which disables it.",
    example: "accomplice: NtAdjustPrivilegesToken(t, newState: [SeDebugPrivilege])",
  },
  "SCN034/status": {
    severity: "warning",
    message: "`{0}` can fail here, and nothing says what is done then: the run ends as failed.",
    wayOut: "Write `else return` behind it, or `=> any` if the code goes on whatever it returned.",
    explanation:
      "A call without `=>` demands success. Where an attacker plays or allocations fail, code says what it "
      + "does on failure.",
    example: "entry work() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) }",
  },
  "SCN035": {
    severity: "warning",
    message: "`=> any` demands nothing, and `else` stands for what is demanded already.",
    wayOut: "Drop `=> any`.",
    explanation: "`else` says what is done on failure; no status is demanded then. `=> any` is for a result that is "
      + "ignored on purpose.",
    example: "t = NtOpenProcessToken(app, TOKEN_QUERY) => any else return",
  },
  "SCN036": {
    severity: "warning",
    message: "No way leads here: `return` stands before it.",
    wayOut: "Remove it, or put it before the `return`.",
    explanation: "What stands behind a `return` in the same block is never run.",
    example: "return; expect false",
  },
  "SCN037": {
    severity: "warning",
    message: "\"{0}\" does nothing.",
    wayOut: "Write what happens between its braces.",
    explanation: "A scenario without a step holds whatever the model does, so it shows nothing.",
    example: "scenario \"nothing yet\" { }",
  },
  "SCN038": {
    severity: "warning",
    message: "This {0} has no title.",
    wayOut: "Write between the quotes what it shows.",
    explanation: "Scenarios are named by their titles, in reports and when one is chosen.",
    example: "scenario \"\" { }",
  },
  "SCN039": {
    severity: "warning",
    message: "This way out is taken before what {0} did is undone.",
    wayOut: "Put {1} into `finally { … }`.",
    explanation:
      "The part behind `finally` stands on each way out of its block, also on that of `else return`.",
    example: "SeImpersonateClient(ctx); t = NtOpenFile(path, FILE_READ_DATA) else return; PsRevertToSelf()",
  },
  "SCN039/end": {
    severity: "warning",
    message: "What {0} does here is not undone when this code ends.",
    wayOut: "Put {1} into `finally { … }`.",
    explanation: "A thread that leaves a driver or a work item goes on with what it took there.",
    example: "entry work() { SeImpersonateClient(ctx) }",
  },
} satisfies DiagnosticRows;
