/* What is wrong with calls, their actors and their operands: SCN020 to SCN026. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const callRows = {
  "SCN020": {
    severity: "error",
    message: "Who calls `{0}`?",
    wayOut: "Write `{1}: {0}(…)`, or put the call in a lane.",
    explanation:
      "Every call is made by a thread. Outside lanes, entries, procedures and work items it stands before the " +
      "call.",
    example: "NtClose(loot)",
  },
  "SCN020/own": {
    severity: "error",
    message: "The actor is `{0}` here; a line says no other.",
    wayOut: "Leave out what stands before the `:`.",
    explanation: "In lanes, entries, procedures and work items one thread makes all calls.",
    example: "lane app.victim { accomplice: PsRevertToSelf() }",
  },
  "SCN020/procedure": {
    severity: "error",
    message: "`{0}` is made by `{1}`, whoever calls it.",
    wayOut: "Leave out what stands before the `:`.",
    explanation: "A procedure says behind `by` which thread runs it.",
    example: "app.a: serve()",
  },
  "SCN020/current": {
    severity: "error",
    message: "Nobody makes this line, so there is no `current`.",
    wayOut: "Name the thread.",
    explanation: "`current` is the thread that runs the line.",
    example: "expect current.impersonating",
  },
  "SCN021": {
    severity: "error",
    message: "`{0}` takes pointers and runs in kernel mode only; `{1}` is in user mode.",
    wayOut: "Call it in a driver or by `system.main`.",
    explanation: "Routines of the kernel check no access and are out of reach of user-mode code.",
    example: "app.victim: SeImpersonateClientEx(ctx)",
  },
  "SCN021/some": {
    severity: "error",
    message: "`{0}` takes pointers and runs in kernel mode only; `{1}` is in user mode on some ways to this line.",
    wayOut: "Enter the driver on every way, or put the call beside its `enter`.",
    explanation: "A thread that enters only perhaps, or in one alternative of several, is in user mode otherwise.",
    example: "maybe { app.victim: enter \"filter.create\" }; app.victim: PsRevertToSelf()",
  },
  "SCN021/user": {
    severity: "error",
    message: "`{0}` is for user mode only; `{1}` is in kernel mode.",
    explanation: "Some routines look at the mode of their caller and make no sense in the kernel.",
    example: "system.main: ImpersonateSelf(SecurityImpersonation)",
  },
  "SCN022": {
    severity: "error",
    message: "`{0}` has no argument `{1}`.",
    wayOut: "Did you mean `{2}`?",
    explanation: "Arguments are named as Windows names them, in camelCase.",
    example: "accomplice: r = NtOpenThreadToken(victim, TOKEN_QUERY, asSelf: true)",
  },
  "SCN022/known": {
    severity: "error",
    message: "`{0}` has no argument `{1}`.",
    wayOut: "It has: {2}.",
    explanation: "Arguments are named as Windows names them, in camelCase.",
    example: "accomplice: r = NtOpenThreadToken(victim, TOKEN_QUERY, forceAccessCheck: true)",
  },
  "SCN022/none": {
    severity: "error",
    message: "`{0}` takes no arguments.",
    wayOut: "Write `{0}()`.",
    explanation: "Some routines always work on the thread that calls them.",
    example: "system.main: PsRevertToSelf(thread: current)",
  },
  "SCN022/outs": {
    severity: "error",
    message: "`{0}` gives back no `{1}`.",
    wayOut: "It gives back: {2}.",
    explanation: "What a routine gives back besides its result has the names of its row in the reference.",
    example: "=> elephant: SecurityImpersonation",
  },
  "SCN022/many": {
    severity: "error",
    message: "`{0}` takes {1} arguments, not {2}.",
    explanation: "Arguments without names are given in the order in which Windows has them.",
    example: "accomplice: NtClose(loot, loot)",
  },
  "SCN022/twice": {
    severity: "error",
    message: "`{0}` is given twice.",
    explanation: "An argument may be given by its place or by its name, once.",
    example: "accomplice: NtClose(loot, handle: loot)",
  },
  "SCN022/out": {
    severity: "error",
    message: "`{0}` gives back no `{1}`.",
    wayOut: "Did you mean `{2}`?",
    explanation: "What a routine gives back besides its result has the names of its row in the reference.",
    example: "=> levl: SecurityImpersonation",
  },
  "SCN023": {
    severity: "error",
    message: "`{0}` has no default and is missing.",
    wayOut: "Add `{0}:` and {1}.",
    explanation: "What Windows lets one leave out has a default here as well; the rest is to be given.",
    example: "accomplice: r = NtOpenThreadToken(victim)",
  },
  "SCN024": {
    severity: "error",
    message: "`{0}` takes {1}, not {2}.",
    wayOut: "It takes {3}.",
    explanation: "Each operand is of a kind, and so is each value.",
    example: "system.main: ctx = SeCreateClientSecurity(app.victim, level: TOKEN_QUERY)",
  },
  "SCN024/status": {
    severity: "error",
    message: "`{0}` alone has no value: `{1}` gives back nothing but a status.",
    wayOut: "Write `{0}.status`.",
    explanation:
      "The name of a result stands for what a call makes, a handle or a context; its status is a part.",
    example: "system.main: st = SeImpersonateClientEx(ctx) => any; if st == STATUS_NO_MEMORY { }",
  },
  "SCN024/mask": {
    severity: "error",
    message: "`{0}` has more than 32 bits; an access mask has 32.",
    wayOut: "Write at most 0xFFFFFFFF, or the names of the rights.",
    explanation: "An ACCESS_MASK is a number of 32 bits.",
    example: "accomplice: r = NtOpenProcessToken(app, 0x1FFFFFFFFF)",
  },
  "SCN024/argument": {
    severity: "error",
    message: "This is no value that can be handed over.",
    wayOut: "Hand over a name, a word of Windows' or a number.",
    explanation: "Arguments are things, names of results, words and numbers; conditions stand behind "
      + "`expect` and `if`.",
    example: "accomplice: NtClose(a == b)",
  },
  "SCN025": {
    severity: "error",
    message: "`{0}` is a right to {1}; {2}.",
    wayOut: "Rights to {3}: {4}",
    explanation: "The same bit means different things for different types of objects, so rights are named "
      + "for one type.",
    example: "act secrets TOKEN_QUERY",
  },
  "SCN026": {
    severity: "error",
    message: "Windows writes `{1}` in lower case here.",
    wayOut: "Replace `{0}` with `{1}`.",
    explanation: "Booleans are `true` and `false`, nothing is `none`; there is no second spelling.",
    example: "accomplice: r = NtOpenThreadToken(victim, TOKEN_QUERY, openAsSelf: TRUE)",
  },
} satisfies DiagnosticRows;
