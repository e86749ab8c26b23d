/* What is wrong with names: SCN010 to SCN019. */
import type { DiagnosticRows } from "../diagnosticRow.ts";

export const nameRows = {
  "SCN010": {
    severity: "error",
    message: "There is no {0} `{1}`.",
    wayOut: "Did you mean `{2}`?",
    explanation:
      "NT's words keep NT's spelling and case; names of one's own are declared before or bound by a call.",
    example: "accomplice: r = NtOpenThreadtoken(victim, TOKEN_QUERY)",
  },
  "SCN011": {
    severity: "error",
    message: "`{0}` is a {1} of both `{2}` and `{3}`.",
    wayOut: "Write `{2}.{0}` or `{3}.{0}`.",
    explanation: "A thread may be named alone as long as one process only has a thread of that name.",
    example: "victim: PsRevertToSelf()",
  },
  "SCN010/known": {
    severity: "error",
    message: "There is no {0} `{1}`.",
    wayOut: "What there is: {2}.",
    explanation: "Where nothing is near, the first of the names that may stand here are listed.",
    example: "scenario \"x\" on windows 12 { }",
  },
  "SCN010/instead": {
    severity: "error",
    message: "`{0}` is not modelled.",
    wayOut: "Write {1}.",
    explanation: "The model has the system calls and the kernel's routines, not what wraps them.",
    example: "accomplice: RevertToSelf()",
  },
  "SCN010/unmodelled": {
    severity: "error",
    message: "`{0}` is not modelled, and nothing that is comes near.",
    wayOut: "`guise reference` lists the routines that there are.",
    explanation: "The model has the routines that decide who a thread speaks for.",
    example: "system.main: ObReferenceObjectByHandle(h)",
  },
  "SCN012": {
    severity: "warning",
    message: "`{0}` is not bound on every way to this line.",
    wayOut: "The step is skipped when line {1} fails or is not chosen.",
    explanation: "A step whose operand is missing does nothing, is not judged and covers nothing.",
    example: "maybe { accomplice: loot = NtOpenThreadToken(victim, TOKEN_QUERY) }",
  },
  "SCN013": {
    severity: "error",
    message: "`{0}` is already bound in line {1}.",
    wayOut: "A name is bound once; choose another.",
    explanation: "One name is one thing, so a trace can be read without counting.",
    example: "a: t = NtOpenProcessToken(app, TOKEN_QUERY); a: t = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  "SCN014": {
    severity: "error",
    message: "`{0}` uses `{1}`, which uses `{0}`.",
    wayOut: "Move what both need into a file of its own.",
    explanation: "Files that use each other have no order in which they could be read.",
    example: "use \"world.scn\"",
  },
  "SCN014/outside": {
    severity: "error",
    message: "`{0}` lies outside this folder.",
    wayOut: "Copy it into the folder of this file.",
    explanation:
      "A file uses files of its own folder and the folders in it, so that a folder can be given away whole.",
    example: 'use "../x.scn"',
  },
  "SCN014/missing": {
    severity: "error",
    message: "There is no file `{0}`.",
    wayOut: "Did you mean `{1}`?",
    explanation: "The file after `use` is looked for beside the file that uses it.",
    example: "use \"wrold.scn\"",
  },
  "SCN015": {
    severity: "error",
    message: "A procedure or an entry calls itself: {0}.",
    wayOut: "Use `repeat`.",
    explanation:
      "Code is put in where it is called, so that every run has a known end; there is no recursion.",
    example: "procedure a() by app.t { a() }",
  },
  "SCN016": {
    severity: "error",
    message: "`{0}` is already declared in line {1}.",
    wayOut: "Choose another name.",
    explanation: "One name is one thing; titles are told apart per kind.",
    example: "process app as alice { thread a }\nprocess app as bob { thread a }",
  },
  "SCN016/always": {
    severity: "error",
    message: "`{0}` already names something here.",
    wayOut: "Choose another name.",
    explanation:
      "`system` always exists, and the parameters of code and the columns of a table are names as well.",
    example: "process system as alice { thread a }",
  },
  "SCN016/hides": {
    severity: "warning",
    message: "From here on, `{0}` is this result and no longer the {1} of this name.",
    wayOut: "Choose another name.",
    explanation: "Names that calls bind come before what is declared and before Windows' names of SIDs.",
    example: "app.victim: app = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  "SCN017": {
    severity: "error",
    message: "Whose process is `{0}`?",
    wayOut: "Write `as` and an account, such as `as {1}`.",
    explanation: "Every process has a primary token, which is that of an account.",
    example: "process app { thread a }",
  },
  "SCN017/object": {
    severity: "error",
    message: "What is `{0}`?",
    wayOut: "Write `as file`, `as key` or `as event`.",
    explanation:
      "The type of an object decides what its rights are called and what generic rights turn into.",
    example: 'object secrets "D:(A;;GA;;;WD)"',
  },
  "SCN018": {
    severity: "error",
    message: "There is no `caller` here.",
    wayOut: "`caller` stands in entries of drivers and in work items that they queue.",
    explanation: "The caller is the thread that entered the driver.",
    example: "procedure p() by app.a { for caller { } }",
  },
  "SCN019": {
    severity: "error",
    message: "`{0}` takes no block of code.",
    explanation: "Only a routine that runs code later takes a block.",
    example: "system.main: PsRevertToSelf { }",
  },
} satisfies DiagnosticRows;
