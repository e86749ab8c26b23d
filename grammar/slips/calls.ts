/* Slips in calls: how they are made, what they are handed and give back, what is demanded of them. */
import { actor, begin, end, type Slip } from "./slip.ts";

/** Names of privileges begin alike. */
const routine = "(?:Nt|Ps|Se|Io)[A-Z](?!\\w*Privilege\\b)\\w*";

/** What stands for a call whose value is used at once; a line of its own, or a name for it, has no use. */
const asValue = (value: string) => ({ input, index }: RegExpExecArray): string | undefined =>
  (/(?:[(,]|[!=<>]=|\b(?:and|or|not|if|expect|in|within))\s*$/.test(input.slice(0, index)) ? value : undefined);

/** An act on an object for rights, which may go by a word of everyday. */
const actOf = ([, object, rights]: RegExpExecArray): string =>
  `act ${object} ${/_/.test(rights!) ? rights : /^w/i.test(rights!) ? "FILE_WRITE_DATA" : "FILE_READ_DATA"}`;

export const callSlips: readonly Slip[] = [
  {
    pattern: new RegExp(`${begin}(${routine})(?=\\s*(?:[;}]|=>|else\\b|$))`),
    what: "A call has parentheses, also where nothing is handed over.",
    instead: "Write `$1()`.", replace: "$1()",
    wrong: "system.main: PsRevertToSelf", mended: "system.main: PsRevertToSelf()",
  },
  {
    pattern: new RegExp(`${begin}(${routine})\\s+(\\w[\\w.]*(?:\\s*,\\s*\\w[\\w.]*)*)(?=\\s*(?:[;}]|=>|else\\b|$))`),
    what: "What a call is handed stands in parentheses.",
    instead: "Write `$1($2)`.", replace: "$1($2)",
    wrong: "victim: NtOpenProcessToken app, TOKEN_QUERY", mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: new RegExp(`(?:\\b[A-Z][A-Z_]{2,}\\s+)?(?:\\b\\w+\\s*=\\s*)?\\b(${routine})\\(([^()]*?),\\s*&\\s*(\\w+)\\s*\\)`),
    what: "What a call fills is bound before it, and handed over by no address.",
    instead: "Write `$3 = $1($2)`; the status is `$3.status`.", replace: "$3 = $1($2)",
    wrong: "victim: status = NtOpenProcessToken(app, TOKEN_QUERY, &token)",
    mended: "victim: token = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /\b[a-z]\w*\s*:=\s*(?=[A-Z])/,
    what: "What a call gives back is named by `=`.",
    instead: "Write `=`.", replace: ({ 0: found }) => found.replace(":=", "="),
    wrong: "victim: own := NtOpenProcessToken(app, TOKEN_QUERY)", mended: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /\[\s*(\w+)\s*(?:,\s*\w+\s*)*\]\s*=\s*(?=[A-Z])/,
    what: "One name stands for all that a call gives back; its parts stand behind a dot.",
    instead: "Write `$1 = …`, and `$1.status` for the status.", replace: "$1 = ",
    wrong: "victim: [own, status] = NtOpenProcessToken(app, TOKEN_QUERY)",
    mended: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /(?<=\))\s*(?:(?:\bor\b|\|\||\?\?|\bon error\b)\s*(?=return\b|\{)|\?(?=\s*$))/,
    what: "What is done when a call fails stands behind `else`.",
    instead: "Write `else return`, or `else { … }`.",
    replace: ({ 0: found }) => (found.includes("?") && !found.includes("??") ? " else return" : " else "),
    wrong: "own = NtOpenFile(path, FILE_READ_DATA) or return\nNtClose(own)",
    mended: "own = NtOpenFile(path, FILE_READ_DATA) else return\nNtClose(own)", at: "entry",
  },
  {
    pattern: /(?<==>\s*STATUS_\w+)\s+(?:with|and|where)\s+(?=[a-z]\w*\s*:)/,
    what: "Outs stand behind the status with a comma, each as `name: value`.",
    instead: "Write `, `.", replace: ", ",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS with type: TokenPrimary",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS, type: TokenPrimary",
  },
  {
    pattern: /(?<=\)\s*)(?:==|->)\s*0\b/,
    what: "What is demanded of a call stands behind `=>`, and a status goes by its name.",
    instead: "Write `=> STATUS_SUCCESS`.", replace: "=> STATUS_SUCCESS",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) == 0",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS",
  },
  {
    pattern: new RegExp(`^(\\s*${actor})([a-z]\\w*)\\.([a-z]\\w*)\\(\\s*\\)\\s*;?\\s*$`),
    what: "A result does nothing itself: a call is handed it.",
    instead: ([, , result, word]) =>
      `Write \`THREAD: ${/^(?:close|free|release|dispose)$/i.test(word!) ? "NtClose" : "ROUTINE"}(${result})\`.`,
    wrong: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)\nown.close()",
    mended: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)\nvictim: NtClose(own)",
  },
  {
    pattern: /\bact\s*\(\s*"?([A-Za-z][\w.]*)"?\s*,\s*"?([A-Za-z_]+)"?\s*\)/,
    what: "`act` names the object and the rights with a blank between them, and no parentheses.",
    instead: (found) => `Write \`${actOf(found)}\`.`, replace: (found) => actOf(found),
    wrong: "system.main: act(\"secrets\", \"read\")", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: /(?<=[(,]\s*)&\s*(\w+)/,
    what: "Nothing is handed over by its address: what a call gives back is bound before it, as in `ctx = …`.",
    instead: "Write `$1` where it is handed over, and leave it out where the call fills it.", replace: "$1",
    wrong: "system.main: { ctx = SeCreateClientSecurity(victim, level: SecurityImpersonation); "
      + "SeImpersonateClientEx(&ctx) }",
    mended: "system.main: { ctx = SeCreateClientSecurity(victim, level: SecurityImpersonation); "
      + "SeImpersonateClientEx(ctx) }",
  },
  {
    pattern: /(?<=\)\s*)(?:==|->|<-|:=?)\s*(STATUS_\w+|any|true|false)/,
    what: "What is demanded of a call stands behind `=>`.",
    instead: "Write `=> $1`.", replace: "=> $1",
    wrong: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) == STATUS_NO_TOKEN",
    mended: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => STATUS_NO_TOKEN",
  },
  {
    pattern: /(?<=\)\s*)(?:expect|returns?|gives)\s+(STATUS_\w+)/,
    what: "What is demanded of a call stands behind `=>`.",
    instead: "Write `=> $1`.", replace: "=> $1",
    wrong: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) returns STATUS_NO_TOKEN",
    mended: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => STATUS_NO_TOKEN",
  },
  {
    pattern: /(?<=\)\s*)(?:!=|=>\s*(?:not|!))\s*(STATUS_\w+)/,
    what: "A demand says what is returned, not what is not.",
    instead: "Bind the result, write `=> any`, and `expect RESULT.status != $1` on the next line.",
    wrong: "victim: r = NtOpenThreadToken(victim, TOKEN_QUERY) => not STATUS_SUCCESS",
    mended: "victim: r = NtOpenThreadToken(victim, TOKEN_QUERY) => any\nexpect r.status != STATUS_SUCCESS",
  },
  {
    pattern: /(?<==>\s*STATUS_\w+)\s*(?:\|\|?|,)\s*(STATUS_\w+)/,
    what: "Between the statuses that may be returned stands `or`.",
    instead: "Write `or $1`.", replace: " or $1",
    wrong: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => STATUS_SUCCESS, STATUS_NO_TOKEN",
    mended: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => STATUS_SUCCESS or STATUS_NO_TOKEN",
  },
  {
    pattern: /(?<==>\s*)(?:fails|failure|error|denied|an? error)\b/,
    what: "A demand names the status that is returned.",
    instead: "Write a status, such as `=> STATUS_ACCESS_DENIED`; with `=> any`, `expect failed` may stand behind it.",
    wrong: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => fails",
    mended: "victim: NtOpenThreadToken(victim, TOKEN_QUERY) => any\nexpect failed",
  },
  {
    pattern: /(?<==>\s*)(?:succeeds|success|ok|SUCCESS)\b/,
    what: "A call without `=>` demands success; with one it names the status.",
    instead: "Write `=> STATUS_SUCCESS`, or nothing.", replace: "STATUS_SUCCESS",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => success",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS",
  },
  {
    pattern: /\b(?:let|const|var|auto|local|set|(?:static\s+)?[A-Z][A-Z_]{2,}\*?)\s+((?:\w+\s*=|[\w.]+\s*:).*)/,
    what: "A name is bound without a word or a type before it.",
    instead: "Write `$1`.", replace: "$1",
    wrong: "HANDLE own = NtOpenFile(path, FILE_READ_DATA) else return\nNtClose(own)",
    mended: "own = NtOpenFile(path, FILE_READ_DATA) else return\nNtClose(own)", at: "entry",
  },
  {
    pattern: /^(\s*)(\w+\s*=)\s*([A-Za-z]\w*(?:\.\w+)*\s*:)\s*/,
    what: "The actor stands first, then the name of the result.",
    instead: "Write `$3 $2 …`.", replace: "$1$3 $2 ",
    wrong: "own = victim: NtOpenProcessToken(app, TOKEN_QUERY)",
    mended: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: new RegExp(`\\b([A-Za-z]\\w*(?:\\.\\w+)?)(?:\\.|->|::)(?=${routine}\\s*\\()`),
    what: "Between the thread that calls and its call stands `:`.",
    instead: "Write `$1: `.", replace: "$1: ",
    wrong: "app.victim.NtOpenProcessToken(app, TOKEN_QUERY)", mended: "app.victim: NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /(?<=\(|,\s*)(\w+)\s*=(?![=>])\s*/,
    what: "Behind the name of an argument stands `:`.",
    instead: "Write `$1: …`.", replace: "$1: ",
    wrong: "victim: NtOpenProcessToken(app, desiredAccess=TOKEN_QUERY)",
    mended: "victim: NtOpenProcessToken(app, desiredAccess: TOKEN_QUERY)",
  },
  {
    pattern: /\(([^(){}]*)\{\s*(\w+\s*:[^{}]*?)\s*\}\s*\)/,
    what: "Named arguments stand in the parentheses themselves.",
    instead: "Write `($1$2)`.", replace: "($1$2)",
    wrong: "victim: NtOpenProcessToken({ process: app, desiredAccess: TOKEN_QUERY })",
    mended: "victim: NtOpenProcessToken(process: app, desiredAccess: TOKEN_QUERY)",
  },
  {
    pattern: /\b([A-Z][A-Z_]+_[A-Z_]+)\s*(?:\+|&(?!&))\s*(?=[A-Z][A-Z_]+_)/,
    what: "Rights and flags are put together by `|`.",
    instead: "Write `$1 | …`.", replace: "$1 | ",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY + TOKEN_DUPLICATE)",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY | TOKEN_DUPLICATE)",
  },
  {
    pattern: /,(?=\s*[)\]}])/,
    what: "A list ends without a comma.",
    instead: "Leave the last comma out.", replace: "",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY,)", mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /\bL(?=")/,
    what: "Strings have no letter before them.",
    instead: "Leave `L` out.", replace: "",
    wrong: "property L\"clean\": always not victim.impersonating", mended: "property \"clean\": always not victim.impersonating",
  },
  {
    pattern: new RegExp(`^(\\s*${actor}(?:\\w+\\s*=\\s*)?)(?:await|call|do|invoke|try|new)\\s+(?=[A-Za-z])`),
    what: "A call has no word before it.",
    instead: "Leave the word out.", replace: "$1",
    wrong: "victim: call NtOpenProcessToken(app, TOKEN_QUERY)", mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: new RegExp(`\\bact\\s+([A-Za-z][\\w.]*)\\s*(?:,\\s*|\\(\\s*)([A-Z][A-Z_]+(?:\\s*\\|\\s*[A-Z_]+)*)\\s*\\)?${end}`),
    what: "`act` names the object and the rights with a blank between them.",
    instead: "Write `act $1 $2`.", replace: "act $1 $2",
    wrong: "system.main: act secrets, FILE_READ_DATA", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: /\bact\s+([A-Z]+_[A-Z_]+)\s+([a-z][\w.]*)/,
    what: "`act` names first the object, then the rights.",
    instead: "Write `act $2 $1`.", replace: "act $2 $1",
    wrong: "system.main: act FILE_READ_DATA secrets", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: new RegExp(`^(\\s*${actor})(read|write|open)s?\\s+([A-Za-z][\\w.]*)${end}`),
    what: "What is done with an object is an `act`, with rights by Windows' names.",
    instead: ([, , verb, object]) =>
      `Write \`act ${object} ${verb === "write" ? "FILE_WRITE_DATA" : "FILE_READ_DATA"}\`.`,
    wrong: "system.main: read secrets", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: /^\s*(?:[A-Z][A-Z_]{2,})\s*\*?\s+\*?\w+\s*;?\s*$/,
    what: "Names are not declared: a call binds them.",
    instead: "Take the line out.", replace: "",
    wrong: "NTSTATUS status;\nact path FILE_READ_DATA", mended: "\nact path FILE_READ_DATA", at: "entry",
  },
  {
    pattern: /\b(?:(?:Ps|Io|Nt|Zw)(?:Get)?|Get)CurrentProcess(?:Id)?\s*\(\s*\)/,
    what: "The process of the thread that runs a line is `current.process`.",
    instead: "Write `current.process` where it is handed over or asked.", replace: asValue("current.process"),
    wrong: "victim: NtOpenProcessToken(NtCurrentProcess(), TOKEN_QUERY)",
    mended: "victim: NtOpenProcessToken(current.process, TOKEN_QUERY)",
  },
  {
    pattern: /\b(?:(?:Ps|Ke|Nt|Zw)(?:Get)?|Get)CurrentThread(?:Id)?\s*\(\s*\)/,
    what: "The thread that runs a line is `current`.",
    instead: "Write `current` where it is handed over or asked.", replace: asValue("current"),
    wrong: "ctx = SeCreateClientSecurity(PsGetCurrentThread(), level: SecurityImpersonation) else return\n"
      + "SeDeleteClientSecurity(ctx)",
    mended: "ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return\nSeDeleteClientSecurity(ctx)",
    at: "entry",
  },
  {
    pattern: /\bIoQueueWorkItem\s*\(\s*(?:\(\s*\)\s*=>\s*)?\{(.*)\}\s*\)/,
    what: "The code of a work item stands in braces behind the call.",
    instead: "Write `IoQueueWorkItem { … }`.", replace: "IoQueueWorkItem {$1}",
    wrong: "IoQueueWorkItem({ act path FILE_READ_DATA })", mended: "IoQueueWorkItem { act path FILE_READ_DATA }",
    at: "entry",
  },
  {
    pattern: /^(\s*)(?:as|by|on|thread|using)\s+([A-Za-z][\w.]*)\s*(?=\{)/,
    what: "Behind the thread that makes the lines of a block stands `:`, and no word before it.",
    instead: "Write `$2: {`.", replace: "$1$2: ",
    wrong: "on victim { NtOpenProcessToken(app, TOKEN_QUERY) }", mended: "victim: { NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /(?<=\bact\s+[\w.]+\s+)(READ|WRITE|read|write|READ_DATA|WRITE_DATA)\b/,
    what: "Rights have Windows' names, with the type of the object.",
    instead: ([, right]) => `Write \`FILE_${right!.toUpperCase().replace("_DATA", "")}_DATA\`, or the rights to its type.`,
    wrong: "system.main: act secrets READ", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: /\bact\s+([a-z]\w*)(?:\.(?:read|write|open)(?:\(\))?)?\s*;?\s*$/,
    what: "Behind the object of an `act` stand the rights that it needs.",
    instead: "Write `act $1 FILE_READ_DATA`, or other rights to its type.",
    wrong: "system.main: act secrets", mended: "system.main: act secrets FILE_READ_DATA",
  },
  {
    pattern: /^(\s*)([A-Za-z]\w*\.\w+)\s*(?=\{)/,
    what: "Behind the thread that makes the lines of a block stands `:`.",
    instead: "Write `$2: {`.", replace: "$1$2: ",
    wrong: "app.victim { NtOpenProcessToken(app, TOKEN_QUERY) }", mended: "app.victim: { NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /^(\s*)(?:as|by|on|thread|using)\s+(?=[A-Za-z][\w.]*\s*:)/,
    what: "The thread that makes a line stands alone before its `:`.",
    instead: "Leave the word out.", replace: "$1",
    wrong: "as victim: NtOpenProcessToken(app, TOKEN_QUERY)", mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY)",
  },
  {
    pattern: /(?<==>\s*STATUS_\w+)\s+([a-z]\w*)(?:\s*:\s*|\s+)(?=[A-Z])/,
    what: "Outs stand behind the status with a comma, each as `name: value`.",
    instead: "Write `, $1: …`.", replace: ", $1: ",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS type TokenPrimary",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS, type: TokenPrimary",
  },
  {
    pattern: /(?<==>[^;{}]*?)\b([a-z]\w*)\s*={1,2}(?!>)\s*/,
    what: "What is demanded of an out stands behind its name and `:`.",
    instead: "Write `$1: …`.", replace: "$1: ",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => type = TokenPrimary",
    mended: "victim: NtOpenProcessToken(app, TOKEN_QUERY) => type: TokenPrimary",
  },
  {
    pattern: /^(\s*(?:[\w.]+:\s*)?)([A-Za-z]\w*\(.*\))\s*(?:->|as|into)\s*([a-z]\w*)\s*$/,
    what: "The name of a result stands before the call.",
    instead: "Write `$1$3 = $2`.", replace: "$1$3 = $2",
    wrong: "victim: NtOpenProcessToken(app, TOKEN_QUERY) as own", mended: "victim: own = NtOpenProcessToken(app, TOKEN_QUERY)",
  },
];
