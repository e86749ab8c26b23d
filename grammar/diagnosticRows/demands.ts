/*
 * What is wrong with what is demanded, with versions, and with lines that do less than they seem: SCN030 to
 * SCN039.
 */
import { text, type DiagnosticRows } from "../diagnosticRow.ts";

export const demandRows = {
  "SCN030": {
    severity: "error",
    message: "`{0:routine}` returns nothing, so no status can be demanded.",
    wayOut: "Drop the `=>`.",
    explanation: "Routines that return nothing cannot fail; what they did is asked with `expect`.",
    example: "system.main: PsRevertToSelf() => STATUS_SUCCESS",
    mended: "system.main: PsRevertToSelf()",
  },
  "SCN030/token": {
    severity: "error",
    message: "`{0:routine}` returns a token, so no status can be demanded.",
    wayOut: "Drop the `=>`.",
    explanation: "Routines that return a token cannot fail; what it is can be asked with `expect`. " +
      "Where there may be none, `=> none` demands it.",
    example: "system.main: PsReferencePrimaryToken(app) => STATUS_SUCCESS",
    mended: "system.main: PsReferencePrimaryToken(app)",
  },
  "SCN031": {
    severity: "error",
    message: "`{0:routine}` never returns `{1:status}`.",
    wayOut: "It can return: {2:statuses}",
    explanation:
      "A demand that can never hold is a mistake in the scenario, so it is said before anything runs.",
    example: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_NO_TOKEN",
    mended: "victim: NtOpenThreadToken(current, TOKEN_QUERY) => STATUS_NO_TOKEN",
  },
  "SCN032": {
    severity: "error",
    message: "These two demands both hold on {0:versions}.",
    wayOut: "Narrow one guard.",
    explanation: "For each version one demand at most may hold.",
    example: text(
      "scenario \"a title\" on windows all {",
      "  victim: NtOpenFile(secrets, FILE_READ_DATA)",
      "    => STATUS_SUCCESS       before vista",
      "    => STATUS_ACCESS_DENIED from xp-sp1",
      "}",
    ),
    mended: text(
      "scenario \"a title\" on windows all {",
      "  victim: NtOpenFile(secrets, FILE_READ_DATA)",
      "    => STATUS_SUCCESS       before vista",
      "    => STATUS_ACCESS_DENIED from vista",
      "}",
    ),
    inFile: true,
  },
  "SCN033": {
    severity: "warning",
    message: "No version of this scenario is {0:guard}, so this never runs.",
    explanation: "The scenario runs on the versions in its head; none of them satisfies the guard.",
    example: "before vista { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "from vista { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  "SCN033/else": {
    severity: "warning",
    message: "Every version of this scenario is {0:guard}, so this `else` never runs.",
    wayOut: "Leave the `else` out, or let the scenario run on other versions too.",
    explanation: "The scenario runs on the versions in its head; all of them satisfy the guard.",
    example: text(
      "from nt4 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
      "else { victim: NtOpenThreadToken(victim, TOKEN_QUERY) }",
    ),
    mended: "from nt4 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  "SCN034": {
    severity: "hint",
    message: "The result of `{0:routine}` is not looked at: it says STATUS_SUCCESS also when it only identifies.",
    wayOut: "Demand `level:`.",
    explanation: "Windows lowers the level silently; whoever asks for the status alone does not learn it.",
    example: text(
      "driver filter {",
      "  entry work() {",
      "    ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return",
      "    SeImpersonateClientEx(ctx)",
      "  } finally { SeStopImpersonatingClient(); SeDeleteClientSecurity(ctx) }",
      "}",
    ),
    mended: text(
      "driver filter {",
      "  entry work() {",
      "    ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return",
      "    SeImpersonateClientEx(ctx) => level: SecurityImpersonation",
      "  } finally { SeStopImpersonatingClient(); SeDeleteClientSecurity(ctx) }",
      "}",
    ),
    inFile: true,
  },
  "SCN034/attributes": {
    severity: "hint",
    message: "`{0:privilege}` without attributes is disabled by this, as in Windows.",
    wayOut: "Write `{0:privilege} | SE_PRIVILEGE_ENABLED` to enable it, `{0:privilege} | 0` to disable it in so many words.",
    explanation: "The attributes of a listed privilege say what becomes of it: SE_PRIVILEGE_ENABLED, "
      + "SE_PRIVILEGE_REMOVED, or 0, which disables it.",
    example: text(
      "victim: own = NtOpenProcessToken(app, TOKEN_ADJUST_PRIVILEGES)",
      "victim: NtAdjustPrivilegesToken(own, newState: [SeShutdownPrivilege])",
    ),
    mended: text(
      "victim: own = NtOpenProcessToken(app, TOKEN_ADJUST_PRIVILEGES)",
      "victim: NtAdjustPrivilegesToken(own, newState: [SeShutdownPrivilege | 0])",
    ),
  },
  "SCN034/status": {
    severity: "warning",
    message: "`{0:routine}` can fail here, and nothing says what is done then: the run ends as failed.",
    wayOut: "Write `else return` behind it, or `=> any` if the code goes on whatever it returned.",
    explanation:
      "A call without `=>` demands success. Where an attacker plays or allocations fail, code says what it "
      + "does on failure.",
    example: text(
      "driver filter {",
      "  entry open() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) }",
      "    finally { SeDeleteClientSecurity(ctx) }",
      "}",
      "attacker thief { controls app.accomplice; calls user routines }",
      "scenario \"a title\" { concurrently { lane victim { enter filter.open() }; play thief for 2 } }",
    ),
    mended: text(
      "driver filter {",
      "  entry open() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return }",
      "    finally { SeDeleteClientSecurity(ctx) }",
      "}",
      "attacker thief { controls app.accomplice; calls user routines }",
      "scenario \"a title\" { concurrently { lane victim { enter filter.open() }; play thief for 2 } }",
    ),
    inFile: true,
  },
  "SCN035": {
    severity: "warning",
    message: "`=> any` demands nothing, and `else` stands for what is demanded already.",
    wayOut: "Drop `=> any`.",
    explanation: "`else` says what is done on failure; no status is demanded then. `=> any` is for a result that is "
      + "ignored on purpose.",
    example: "accomplice: NtOpenFile(secrets, FILE_READ_DATA) => any else return",
    mended: "accomplice: NtOpenFile(secrets, FILE_READ_DATA) else return",
  },
  "SCN036": {
    severity: "warning",
    message: "No way leads here: `return` stands before it.",
    wayOut: "Remove it, or put it before the `return`.",
    explanation: "What stands behind a `return` in the same block is never run.",
    example: "if victim.impersonating { return; expect false }",
    mended: "if victim.impersonating { return }",
  },
  "SCN037": {
    severity: "warning",
    message: "\"{0:title}\" does nothing.",
    wayOut: "Write what happens between its braces.",
    explanation: "A scenario without a step holds whatever the model does, so it shows nothing.",
    example: "scenario \"nothing yet\" { }",
    mended: "scenario \"something\" { expect true }",
    inFile: true,
  },
  "SCN038": {
    severity: "warning",
    message: "This {0:scenario or table} has no title.",
    wayOut: "Write between the quotes what it shows.",
    explanation: "Scenarios are named by their titles, in reports and when one is chosen.",
    example: "scenario \"\" { expect true }",
    mended: "scenario \"a title\" { expect true }",
    inFile: true,
  },
  "SCN039": {
    severity: "warning",
    message: "This way out is taken before what {0:call} did is undone.",
    wayOut: "Put {1:call that gives back} into `finally { … }`.",
    explanation:
      "The part behind `finally` stands on each way out of its block, also on that of `else return`.",
    example: text(
      "driver filter {",
      "  entry open() {",
      "    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return",
      "    NtOpenFile(secrets, FILE_READ_DATA) else return",
      "    SeDeleteClientSecurity(ctx)",
      "  }",
      "}",
      "scenario \"a title\" { victim: enter filter.open() }",
    ),
    mended: text(
      "driver filter {",
      "  entry open() {",
      "    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return",
      "    NtOpenFile(secrets, FILE_READ_DATA) else return",
      "  } finally { SeDeleteClientSecurity(ctx) }",
      "}",
      "scenario \"a title\" { victim: enter filter.open() }",
    ),
    inFile: true,
  },
  "SCN039/end": {
    severity: "warning",
    message: "What {0:call} does here is not undone when this code ends.",
    wayOut: "Put {1:call that gives back} into `finally { … }`.",
    explanation: "A thread that leaves a driver or a work item goes on with what it took there.",
    example: text(
      "driver filter {",
      "  entry open() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return }",
      "}",
      "scenario \"a title\" { victim: enter filter.open() }",
    ),
    mended: text(
      "driver filter {",
      "  entry open() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return }",
      "    finally { SeDeleteClientSecurity(ctx) }",
      "}",
      "scenario \"a title\" { victim: enter filter.open() }",
    ),
    inFile: true,
  },
} satisfies DiagnosticRows;
