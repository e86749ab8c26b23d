/*
 * Every diagnostic of the language, one row a form. A key is a code (`SCN010`) or a code and a form of it
 * (`SCN004/size`). `{0}`, `{1}` … are holes; a way out whose hole stays empty is not said, so that "Did you
 * mean" goes without saying when nothing is near. `explanation` and `example` are for the manual and for
 * hovering. Several codes come from one place only, the parser: SCN001 to SCN009. Resolving and checking add
 * rows as they need them.
 */

/**
 * One row: severity and words. Values are put into the holes with no quotes of their own: the template has
 * them.
 */
export interface DiagnosticRow {
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
  readonly wayOut?: string;
  readonly explanation: string;
  /** A piece of `.scn` that gets this diagnostic. */
  readonly example: string;
}

const rows = {
  // -------------------------------------------------------------------------------- SCN00x: form of the text
  "SCN001": {
    severity: "error",
    message: "A `{0}` is missing; this `{1}` is never closed.",
    explanation:
      "Each bracket is closed by its partner, `( )`, `[ ]`, `{ }`, and in the reverse order of opening.",
    example: "accomplice: r = NtClose(loot",
  },
  "SCN001/opening": {
    severity: "error",
    message: "This `{0}` closes nothing.",
    wayOut: "Remove it, or put the missing `{1}` before it.",
    explanation: "Each closing bracket needs its partner before it.",
    example: "accomplice: NtClose(loot))",
  },
  "SCN002": {
    severity: "error",
    message: "Two statements on one line.",
    wayOut: "Put a line break or `;` before `{0}`.",
    explanation: "A statement ends with its line. Several on one line are separated by `;`.",
    example: "victim: PsRevertToSelf() accomplice: NtClose(loot)",
  },
  "SCN003": {
    severity: "error",
    message: "`{0}` is reserved and cannot name {1}.",
    wayOut:
      "Reserved are: and, or, not, implies, in, within, from, before, every, some, no, true, false, none, with, else, " +
      "finally.",
    explanation:
      "A few words keep their meaning everywhere, so that a line reads the same in every place. All other words " +
      "of the language are free as names.",
    example: "victim: before = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  "SCN004": {
    severity: "error",
    message: "Nested deeper than 64 levels.",
    wayOut: "Name a part of it: a procedure for statements, a property for a condition.",
    explanation: "Brackets, `not`, `implies`, `else if` and quantifiers count. Deeper text is not attempted.",
    example: "expect not not not …",
  },
  "SCN004/size": {
    severity: "error",
    message: "The file is larger than 1 MiB.",
    wayOut: "Split it, and join the parts by `use`.",
    explanation:
      "Larger files are not attempted; no scenario written by hand or found by the fuzzer comes near.",
    example: "(a file of 1,048,577 bytes)",
  },
  "SCN005": {
    severity: "error",
    message: "This is no text: {0} stands here.",
    wayOut: "Save the file as UTF-8.",
    explanation: "A `.scn` file is UTF-8 text without control characters other than tab and line breaks.",
    example: "(a file that begins with bytes of a program)",
  },
  "SCN006": {
    severity: "error",
    message: "`{0}` is not expected here.",
    wayOut: "Here may stand {1}.",
    explanation: "The words of the language have their places; the manual shows them by example.",
    example: "scenario { }",
  },
  "SCN006/choose": {
    severity: "error",
    message: "`choose` is a statement and no value.",
    wayOut: "Write `choose o in doc, secret` on a line before, and `o` here.",
    explanation: "A choice has a name, so that a trace can say what was chosen.",
    example: "app.t: enter scanner.open(choose { doc, secret })",
  },
  "SCN006/item": {
    severity: "error",
    message: "`{0}` stands at the top level of a file, not in a block.",
    wayOut: "Move it out of the braces.",
    explanation: "The world is declared before anything happens in it.",
    example: "scenario \"x\" { pipe p by server }",
  },
  "SCN006/end": {
    severity: "error",
    message: "The line ends too early.",
    wayOut: "Here may stand {0}.",
    explanation: "Something is missing after what stands here.",
    example: "expect",
  },
  "SCN006/character": {
    severity: "error",
    message: "The character `{0}` has no meaning here.",
    wayOut: "{1}",
    explanation: "Outside strings and comments there are words, numbers, SIDs and the signs "
      + "( ) [ ] { } , ; : . .. | || * = == != < <= > >= =>.",
    example: "expect a & b",
  },
  "SCN007": {
    severity: "error",
    message: "This string is not closed on its line.",
    wayOut: "Put a `\"` where it ends; inside a string, `\\\"` is a quote and `\\\\` a backslash.",
    explanation: "Strings stand between double quotes, on one line, and know two escapes: `\\\"` and `\\\\`.",
    example: "use \"world.scn",
  },
  "SCN007/escape": {
    severity: "error",
    message: "`{0}` is no escape.",
    wayOut: "Inside a string, write `\\\"` for a quote and `\\\\` for a backslash.",
    explanation: "Strings know two escapes, so that a path needs no thought: `\\\"` and `\\\\`.",
    example: "use \"a\\n.scn\"",
  },
  "SCN008": {
    severity: "error",
    message: "`{0}` begins nothing that a file can hold.",
    wayOut: "Did you mean `{1}`?",
    explanation:
      "A file holds use, windows, account, session, process, job, object, pipe, port, attacker, driver, " +
      "procedure, property, scenario and table.",
    example: 'scenaro "x" { }',
  },
  "SCN009": {
    severity: "error",
    message: "Comparisons do not chain.",
    wayOut: "Write `a < b and b < c`.",
    explanation: "A comparison has two sides. What is compared with more is joined by `and`.",
    example: "expect SecurityAnonymous < a.level < SecurityDelegation",
  },

  // ------------------------------------------------------------------------------------------- SCN01x: names
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

  // --------------------------------------------------------------------------------- SCN02x: calls, operands
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

  // ------------------------------------------------------------------------------- SCN03x: demands, versions
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

  // -------------------------------------------------------------------------- SCN04x: SIDs, SDDL, privileges
  "SCN040": {
    severity: "error",
    message: "`{0}` is no SID: {1}.",
    explanation: "A SID is `S-1-`, an authority below 2^48 and one to fifteen numbers below 2^32.",
    example: "account bob { user S-1-5-21-x }",
  },
  "SCN040/sddl": {
    severity: "error",
    message: "{0}",
    wayOut: "{1}",
    explanation: "Security descriptors are written as SDDL strings: `O:owner G:group D:(aces) S:(label)`, "
      + "without blanks.",
    example: "object secrets as file \"O:WXD:\"",
  },
  "SCN041": {
    severity: "error",
    message: "This program tells {0} SIDs apart; the limit is {1}.",
    wayOut: "The SIDs are: {2}",
    explanation: "SIDs that nothing in the program mentions are merged and do not count.",
    example: "account many { groups S-1-5-21-1-1-1-1, … }",
  },
  "SCN042": {
    severity: "error",
    message: "`{0}` is no privilege.",
    wayOut: "Did you mean `{1}`?",
    explanation: "Privileges have the names of winnt.h, `SeImpersonatePrivilege` and so on.",
    example: "account bob { privileges SeImpersonatePrivelege }",
  },

  // ------------------------------------------------------------------------------------------ SCN05x: tables
  "SCN050": {
    severity: "error",
    message: "This row has {0} cells, the header {1}.",
    wayOut: "A mask in a cell needs parentheses: `(A | B)`.",
    explanation: "Each row has a cell for each column, on the same side of `||`.",
    example: "TOKEN_QUERY | TOKEN_DUPLICATE || STATUS_SUCCESS",
  },
  "SCN051": {
    severity: "error",
    message: "`*` needs a column with finitely many values; `{0}` takes {1}.",
    explanation: "`*` stands for each value of its column in turn.",
    example: "* || STATUS_SUCCESS",
  },

  // ------------------------------------------------------------- SCN06x: properties, twins, attackers, lanes
  "SCN060": {
    severity: "error",
    message: "No {0} is named \"{1}\".",
    wayOut: "Did you mean \"{2}\"?",
    explanation: "Properties and scenarios are named by their titles.",
    example: "scenario \"x\" breaks \"clean worker\" { }",
  },
  "SCN060/known": {
    severity: "error",
    message: "No {0} is named \"{1}\".",
    wayOut: "What there is: {2}.",
    explanation: "Properties and scenarios are named by their titles.",
    example: "scenario \"x\" breaks \"unheard of\" { }",
  },
  "SCN061": {
    severity: "error",
    message: "`{0}` cannot stand for `{1}`: it has no {2}.",
    explanation: "What repairs has all that it takes the place of, with the same parameters.",
    example: "scenario \"x\" repairs \"y\" with fixed as filter",
  },
  "SCN062": {
    severity: "error",
    message: "`{0}` controls no thread that can make any of its calls, so `play {0}` does nothing.",
    explanation: "An attacker acts through the threads that it controls, with the routines that it may call.",
    example: "attacker thief { controls app.accomplice; calls PsRevertToSelf }",
  },
  "SCN063": {
    severity: "error",
    message: "`lane {0}` stands twice; a thread runs one lane.",
    explanation: "A thread does one thing after the other.",
    example: "concurrently { lane app.victim { }; lane app.victim { } }",
  },
  "SCN063/played": {
    severity: "error",
    message: "`{0}` runs a lane and is controlled by `{1}`, who plays beside it.",
    explanation: "A thread is either played by an attacker or runs its own lane.",
    example: "concurrently { lane app.accomplice { }; play thief for 4 }",
  },
  "SCN064": {
    severity: "warning",
    message: 'No scenario is judged by "{0}".',
    wayOut:
      'Write `breaks "{0}"` in the head of a scenario that is meant to break it, or move it into a ' +
      "scenario's block.",
    explanation:
      "A property of the file is judged in the scenarios that name it, so that a file can hold several.",
    example: 'property "clean workers": always clean at worker-return',
  },
  "SCN065": {
    severity: "warning",
    message: "\"{0}\" breaks no property, so there is nothing that this scenario repairs.",
    wayOut: "Write `breaks` and the property in the head of \"{0}\".",
    explanation: "A repaired twin is judged by the properties that the other scenario breaks.",
    example: "scenario \"x\" repairs \"y\" with fixed as filter",
  },
  "SCN066": {
    severity: "error",
    message: "Whose {0}?",
    wayOut: "Write `{0} by` and an attacker.",
    explanation: "Escalation is measured for one attacker, from what it could do when it began.",
    example: "never escalation",
  },
  "SCN067": {
    severity: "warning",
    message: "This row never holds: the rows above it have all of its cases.",
    explanation: "Where rows overlap, the first one holds.",
    example: "* || STATUS_SUCCESS",
  },

  "SCN068": {
    severity: "warning",
    message: "`{0}` has nothing open that it could leave, so this line is skipped.",
    wayOut: "Remove the line, or write the `enter` that is missing before it.",
    explanation: "`leave` ends what `enter` began: driver code or a work item.",
    example: "app.victim: leave",
  },
  "SCN068/pool": {
    severity: "error",
    message: "`{0}` is no pool thread, so it cannot run a work item.",
    wayOut: "Write `system.worker1: enter {1}`.",
    explanation: "Work items run on the system's worker threads, `system.worker1` to `system.worker8`.",
    example: "app.victim: enter item2",
  },
  "SCN068/again": {
    severity: "warning",
    message: "`{0}` has run already; a work item runs once.",
    wayOut: "Queue another one with `IoQueueWorkItem()`.",
    explanation: "Whoever wants the same code to run again queues it again.",
    example: "system.worker1: enter item2; system.worker1: leave; system.worker2: enter item2",
  },

  // --------------------------------------------------------------------------------- SCN07x: what is to come
  "SCN070": {
    severity: "error",
    message: "This is not available yet: {0}.",
    wayOut: "{1}",
    explanation: "The grammar knows it, the model does not run it yet.",
    example: "pipe orders by server \"D:(A;;GA;;;WD)\"",
  },
  "SCN071": {
    severity: "error",
    message: "Too large: {1} {0}; the limit is {2}.",
    wayOut: "Split the scenario, or leave out what it does not need.",
    explanation: "The model has fixed rooms; what does not fit is said before anything runs.",
    example: "repeat 1000 { repeat 1000 { maybe { } } }",
  },
} satisfies Record<`SCN${string}`, DiagnosticRow>;

export type DiagnosticForm = keyof typeof rows;

/** The table: each form of each code with its words. */
export const diagnosticTable: Readonly<Record<DiagnosticForm, DiagnosticRow>> = rows;
