/* What is wrong in the form of a text: SCN001 to SCN009. All of them come from the lexer and the parser. */
import { text, type DiagnosticRows } from "../diagnosticRow.ts";

export const readingRows = {
  "SCN001": {
    severity: "error",
    message: "A `{0:closing bracket}` is missing; this `{1:opening bracket}` is never closed.",
    explanation:
      "Each bracket is closed by its partner, `( )`, `[ ]`, `{ }`, and in the reverse order of opening.",
    example: "accomplice: NtClose(0x4",
    mended: "accomplice: NtClose(0x4)",
  },
  "SCN001/opening": {
    severity: "error",
    message: "This `{0:closing bracket}` closes nothing.",
    wayOut: "Remove it, or put the missing `{1:opening bracket}` before it.",
    explanation: "Each closing bracket needs its partner before it.",
    example: "accomplice: NtClose(0x4))",
    mended: "accomplice: NtClose(0x4)",
  },
  "SCN002": {
    severity: "error",
    message: "Two statements on one line.",
    wayOut: "Put a line break or `;` before `{0:next word}`.",
    explanation: "A statement ends with its line. Several on one line are separated by `;`.",
    example: "system.main: PsRevertToSelf() accomplice: NtClose(0x4)",
    mended: "system.main: PsRevertToSelf(); accomplice: NtClose(0x4)",
  },
  "SCN003": {
    severity: "error",
    message: "`{0:word}` is reserved and cannot name {1:kind}.",
    wayOut:
      "Reserved are: and, or, not, implies, in, within, from, before, every, some, no, true, false, none, with, else, " +
      "finally.",
    explanation:
      "A few words keep their meaning everywhere, so that a line reads the same in every place. All other words " +
      "of the language are free as names.",
    example: "victim: before = NtOpenProcessToken(app, TOKEN_QUERY)",
    mended: "victim: first = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  "SCN004": {
    severity: "error",
    message: "Nested deeper than 64 levels.",
    wayOut: "Name a part of it: a procedure for statements, a property for a condition.",
    explanation: "Brackets, `not`, `implies`, `else if` and quantifiers count. Deeper text is not attempted.",
    example: `expect ${"not ".repeat(65)}victim.impersonating`,
    shown: "expect not not … not victim.impersonating       // 65 times `not`",
    mended: "expect not victim.impersonating",
  },
  "SCN004/size": {
    severity: "error",
    message: "The file is larger than 1 MiB.",
    wayOut: "Split it, and join the parts by `use`.",
    explanation:
      "Larger files are not attempted; no scenario written by hand or found by the fuzzer comes near.",
    get example() { return `// ${"x".repeat(1024 * 1024)}`; },
    shown: "// (a file of more than 1,048,576 bytes)",
    inFile: true,
  },
  "SCN005": {
    severity: "error",
    message: "This is no text: {0:character} stands here.",
    wayOut: "Save the file as UTF-8.",
    explanation: "A `.scn` file is UTF-8 text without control characters other than tab and line breaks.",
    example: "\u0001",
    shown: "(a file that begins with bytes of a program)",
    inFile: true,
  },
  "SCN006": {
    severity: "error",
    message: "`{0:word}` is not expected here.",
    wayOut: "Here may stand {1:what there may be}.",
    explanation: "The words of the language have their places; the manual shows them by example.",
    example: "process shell of alice { thread main }",
    mended: "process shell as alice { thread main }",
    inFile: true,
  },
  "SCN006/choose": {
    severity: "error",
    message: "`choose` is a statement and no value.",
    wayOut: "Write `choose o in doc, secret` on a line before, and `o` here.",
    explanation: "A choice has a name, so that a trace can say what was chosen.",
    example: "system.main: NtOpenFile(choose o in secrets, settings, READ_CONTROL)",
    mended: text(
      "choose o in secrets, settings",
      "system.main: NtOpenFile(o, READ_CONTROL)",
    ),
  },
  "SCN006/list": {
    severity: "error",
    message: "A list stands in brackets, not in braces.",
    wayOut: "Write `{0:list in brackets}`.",
    explanation: "Braces hold lines, parentheses hold arguments, brackets hold lists.",
    example: "expect victim.token.user in { mallory, alice }",
    mended: "expect victim.token.user in [mallory, alice]",
  },
  "SCN006/chosen": {
    severity: "error",
    message: "What is chosen from stands in no braces.",
    wayOut: "Write `{0:values}`.",
    explanation: "Behind `choose … in` stand the values, with commas between them, or a range such as `1..4`.",
    example: "choose o in { secrets, settings }",
    mended: "choose o in secrets, settings",
  },
  "SCN006/item": {
    severity: "error",
    message: "`{0:word}` stands at the top level of a file, not in a block.",
    wayOut: "Move it out of the braces.",
    explanation: "The world is declared before anything happens in it.",
    example: text(
      "account carol { groups Users }",
      "expect true",
    ),
    mended: "expect true",
  },
  "SCN006/sweep": {
    severity: "error",
    message: "`for {0:words}` says neither on whose behalf something is done nor what fails.",
    wayOut: "Did you mean `for each allocation failing`?",
    explanation: "`for WHOM { … }` is done on somebody's behalf; `for each allocation failing { … }` is run once for each "
      + "allocation that its block makes, in which that one fails, and once in which none does.",
    example: text(
      "for each alocation failing {",
      "  victim: NtOpenProcessToken(app, TOKEN_QUERY)",
      "}",
    ),
    mended: text(
      "for each allocation failing {",
      "  system.main: SeCreateClientSecurity(victim, level: SecurityImpersonation) => any",
      "}",
    ),
  },
  "SCN006/end": {
    severity: "error",
    message: "The line ends too early.",
    wayOut: "Here may stand {0:what there may be}.",
    explanation: "Something is missing after what stands here.",
    example: "expect\nexpect not victim.impersonating",
    mended: "expect not victim.impersonating",
  },
  "SCN006/character": {
    severity: "error",
    message: "The character `{0:character}` has no meaning here.",
    wayOut: "{1:what to write instead}",
    explanation: "Outside strings and comments there are words, numbers, SIDs and the signs "
      + "( ) [ ] { } , ; : . .. | || * = == != < <= > >= =>.",
    example: "expect not victim.impersonating & not accomplice.impersonating",
    mended: "expect not victim.impersonating and not accomplice.impersonating",
  },
  "SCN006/comment": {
    severity: "error",
    message: "Comments end with their line.",
    wayOut: "Begin each line of it with `//`.",
    explanation: "There is one spelling of comments, so that no brace and no quote in one can be mistaken.",
    example: "/* nobody\n   impersonates */\nexpect not victim.impersonating",
    mended: "// nobody\n// impersonates\nexpect not victim.impersonating",
  },
  "SCN006/descriptor": {
    severity: "error",
    message: "A security descriptor stands between quotes.",
    wayOut: "Write `{0:string}`.",
    explanation: "Security descriptors are SDDL strings, and strings stand between double quotes.",
    example: "object notes as file O:SYG:SYD:(A;;FA;;;SY)",
    mended: "object notes as file \"O:SYG:SYD:(A;;FA;;;SY)\"",
    inFile: true,
  },
  "SCN006/slip": {
    severity: "error",
    message: "{0:how it is here}",
    wayOut: "{1:what to write}",
    explanation: "What other languages write in another way is recognised where it stands; the manual shows the words "
      + "of this one by example.",
    example: "assert not victim.impersonating",
    mended: "expect not victim.impersonating",
  },
  "SCN007": {
    severity: "error",
    message: "This string is not closed on its line.",
    wayOut: "Put a `\"` where it ends; inside a string, `\\\"` is a quote and `\\\\` a backslash.",
    explanation: "Strings stand between double quotes, on one line, and know two escapes: `\\\"` and `\\\\`.",
    example: "scenario \"a title { expect true }",
    mended: "scenario \"a title\" { expect true }",
    inFile: true,
  },
  "SCN007/escape": {
    severity: "error",
    message: "`{0:escape}` is no escape.",
    wayOut: "Inside a string, write `\\\"` for a quote and `\\\\` for a backslash.",
    explanation: "Strings know two escapes, so that a path needs no thought: `\\\"` and `\\\\`.",
    example: "scenario \"C:\\nobody\" { expect true }",
    mended: "scenario \"C:\\\\nobody\" { expect true }",
    inFile: true,
  },
  "SCN008": {
    severity: "error",
    message: "`{0:word}` begins nothing that a file can hold.",
    wayOut: "Did you mean `{1:near word}`?",
    explanation:
      "A file holds use, windows, account, session, process, job, object, pipe, port, attacker, driver, " +
      "procedure, property, scenario and table.",
    example: "scenaro \"a title\" { expect true }",
    mended: "scenario \"a title\" { expect true }",
    inFile: true,
  },
  "SCN009": {
    severity: "error",
    message: "Comparisons do not chain.",
    wayOut: "Write `a < b and b < c`.",
    explanation: "A comparison has two sides. What is compared with more is joined by `and`.",
    example: "expect SecurityAnonymous < victim.level < SecurityDelegation",
    mended: "expect not (SecurityAnonymous < victim.level and victim.level < SecurityDelegation)",
  },
} satisfies DiagnosticRows;
