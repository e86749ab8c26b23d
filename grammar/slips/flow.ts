/* Slips in what comes after what: branches, loops, ways out, lanes and choices. */
import { actor, begin, end, type Slip } from "./slip.ts";

const rounds = (text: string): string => /(?:<=?|\.\.|\bto\b)\s*(\d+)/.exec(text)?.[1] ?? /\d+/.exec(text)?.[0] ?? "3";

/** As many closing braces as opening ones, and some. */
const isWholeBlock = (text: string): boolean =>
  /\}\s*$/.test(text) && text.split("{").length === text.split("}").length;

export const flowSlips: readonly Slip[] = [
  {
    pattern: /^(\s*)([A-Za-z][\w.]*)\s*:\s*((?:expect|always|never|sometimes|choose|return|concurrently)\b(?!\s*[:=.(]).*)$/,
    what: "Who makes a line stands before what a thread does: calls and acts. This is nobody's own.",
    instead: "Leave `$2:` out.", replace: "$1$3",
    wrong: "victim: expect not victim.impersonating", mended: "expect not victim.impersonating",
  },
  {
    pattern: /^(\s*)([A-Za-z][\w.]*)\s*:\s*((if|repeat|maybe|for|atomic|any|from|before|in)\b(?!\s*[:=.]).*)$/,
    what: "A thread stands before its calls, or before braces around lines of its own.",
    instead: "Write `$2: { $4 … }`, or `$2:` before the calls within.",
    replace: ([, blanks, thread, line]) => (isWholeBlock(line!) ? `${blanks}${thread}: { ${line} }` : undefined),
    wrong: "victim: if (victim.impersonating) { NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "victim: { if (victim.impersonating) { NtOpenProcessToken(app, TOKEN_QUERY) } }",
  },
  {
    pattern: new RegExp(`\\breturn\\s+[\\w(!-][^;{}]*?${end}`),
    what: "`return` hands nothing back: code of a driver ends, and who entered it sees no status.",
    instead: "Write `return`.", replace: "return",
    wrong: "own = NtOpenFile(path, FILE_READ_DATA) else return STATUS_ACCESS_DENIED\nNtClose(own)",
    mended: "own = NtOpenFile(path, FILE_READ_DATA) else return\nNtClose(own)", at: "entry",
  },
  {
    pattern: /^(\s*)for\s*\(.*?;(.*?)(?:;.*)?\)\s*/,
    what: "There is no counting loop; a block is repeated so many times.",
    instead: ([, , condition]) => `Write \`repeat ${rounds(condition!)} { … }\`.`,
    wrong: "for (i = 0; i < 3; i++) { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "repeat 3 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /^(\s*)(?:for|foreach)\s*\(?\s*(?:(?:let|const|var|auto)\s+)?(\w+)\s+(?:in|of)\s+([^){]*?)\)?(?=\s*\{)/,
    what: "`for` says on whose behalf something is done; it goes through nothing.",
    instead: "Write `choose $2 in …` to try each of some values, or `every $2 in $3: …` in a condition.",
    wrong: "for level in SecurityAnonymous, SecurityDelegation { system.main: SeCreateClientSecurity(victim, level: level) }",
    mended: "choose level in SecurityIdentification, SecurityDelegation\n"
      + "system.main: SeCreateClientSecurity(victim, level: level)",
  },
  {
    pattern: /^(\s*)(?:while|until|do|loop|forever)\b(?!\s*[:.=])\s*(.*?)(?=\s*\{)/,
    what: "A loop has a bound and no condition, so that every scenario ends.",
    instead: ([, , condition]) => (/^\(?\s*\d/.test(condition!) ? `Write \`repeat ${rounds(condition!)} { … }\`.`
      : "Write `repeat 0..3 { … }`: each number of rounds is tried."),
    wrong: "while (true) { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "repeat 0..3 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /\brepeat\s*(?:\(\s*(\d+(?:\.\.\d+)?)\s*\)|(\d+(?:\.\.\d+)?)\s+times)/,
    what: "Behind `repeat` stands how often, and nothing else.",
    instead: "Write `repeat $1$2 { … }`.", replace: "repeat $1$2",
    wrong: "repeat 3 times { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "repeat 3 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /\b(?:elif|elsif|elseif)\b/,
    what: "A second condition stands behind `else if`.",
    instead: "Write `else if`.", replace: "else if",
    wrong: "if victim.impersonating { return } elif accomplice.impersonating { return }",
    mended: "if victim.impersonating { return } else if accomplice.impersonating { return }",
  },
  {
    pattern: /\s*\bthen\b(?=\s*\{)/,
    what: "`if` has no `then`: what it does stands in braces.",
    instead: "Leave `then` out.", replace: "",
    wrong: "if victim.impersonating then { return }", mended: "if victim.impersonating { return }",
  },
  {
    pattern: new RegExp(`\\b(if\\s+[^{}]*?)(?:\\s+then)?\\s+(return|act\\s[^;{}]*?|(?:Nt|Ps|Se)[A-Z]\\w*\\([^;{}]*?\\));?(?=\\s*(?:\\}|$))`),
    what: "What an `if` does stands in braces, also where it is one line.",
    instead: "Write `$1 { $2 }`.", replace: "$1 { $2 }",
    wrong: "if (current.impersonating) return;", mended: "if (current.impersonating) { return }", at: "entry",
  },
  {
    pattern: /\b(?:switch|match|select|case)\b[^{]*/,
    what: "There is no `switch`.",
    instead: "Write `if … { … } else if … { … }`.",
    wrong: "switch (victim.level) { }", mended: "if victim.level == SecurityImpersonation { expect true }",
  },
  {
    pattern: /(?<=(?:^|[{;}])\s*)(?:__)?try\b(?=\s*\{)|\bcatch\b(?=\s*[({])|\b__(?:except|finally|leave)\b/,
    what: "Nothing is thrown: a call that fails says what is done by `else`, and what is undone on every way out stands "
      + "behind `finally`.",
    instead: "Leave `try` out; write `} finally { … }` where the code of the entry or work item ends, or put it into "
      + "`for current { … } finally { … }`.",
    wrong: "__try { act path FILE_READ_DATA } __finally { PsRevertToSelf() }",
    mended: "for current { act path FILE_READ_DATA } finally { PsRevertToSelf() }", at: "entry",
  },
  {
    pattern: new RegExp(`${begin}(?:(?:goto|break|continue|throw|raise)\\b(?!\\s*[:.=(])|(?:exit|abort)\\b(?!\\s*[:.=]))[^;{}]*?${end}`),
    what: "Code is left by `return` alone; what has to be undone then stands behind `finally`.",
    instead: "Write `return`.", replace: "return",
    wrong: "if current.impersonating { goto cleanup }", mended: "if current.impersonating { return }", at: "entry",
  },
  {
    pattern: /^(\s*)(?:parallel|spawn|cobegin|par|fork|together|async|threads)\b(?=\s*\{)/,
    what: "What runs at the same time stands in `concurrently`, with a lane for each thread.",
    instead: "Write `concurrently { lane THREAD { … } … }`.", replace: "$1concurrently",
    wrong: "parallel { lane victim { NtOpenProcessToken(app, TOKEN_QUERY) } }",
    mended: "concurrently { lane victim { NtOpenProcessToken(app, TOKEN_QUERY) } }",
  },
  {
    pattern: /(?<=concurrently\s*\{\s*)([A-Za-z][\w.]*)\s*:\s*([^{};]+?)(?=\s*[;}])/,
    what: "In `concurrently` each thread has its lane.",
    instead: "Write `lane $1 { $2 }`.", replace: "lane $1 { $2 }",
    wrong: "concurrently { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
    mended: "concurrently { lane victim { NtOpenProcessToken(app, TOKEN_QUERY) } }",
  },
  {
    pattern: /^(\s*)either\s*(\{.*?\})\s*or\s*(\{.*\})\s*$/,
    what: "Of several ways one is taken by `any of`.",
    instead: "Write `any of { $2; $3 }`.", replace: "$1any of { $2; $3 }",
    wrong: "either { expect true } or { expect not victim.impersonating }",
    mended: "any of { { expect true }; { expect not victim.impersonating } }",
  },
  {
    pattern: /\bplay\s+(\w+)\s+(?:(\d+)(?:\s+(?:steps|calls|turns|times))?|for\s+(\d+)\s+(?:steps|calls|turns|times))/,
    what: "How many calls an attacker makes stands behind `for`, as a number alone.",
    instead: "Write `play $1 for $2$3`.", replace: "play $1 for $2$3",
    wrong: "attacker thief { controls app; calls user routines }\n"
      + "scenario \"a title\" { play thief for 3 steps }",
    mended: "attacker thief { controls app; calls user routines }\nscenario \"a title\" { play thief for 3 }",
    at: "file",
  },
  {
    pattern: /\bchoose\s+(\w+)\s*(?:=|:|from|of|\bbetween\b)\s*/,
    what: "What is chosen from stands behind `in`.",
    instead: "Write `choose $1 in …`.", replace: "choose $1 in ",
    wrong: "choose level = SecurityIdentification, SecurityDelegation\n"
      + "system.main: SeCreateClientSecurity(victim, level: level)",
    mended: "choose level in SecurityIdentification, SecurityDelegation\n"
      + "system.main: SeCreateClientSecurity(victim, level: level)",
  },
  {
    pattern: new RegExp(`^(\\s*${actor})(?:console\\.log|(?:print|printf|DbgPrint|KdPrint|log|echo)\\b(?!\\s*[:.=])).*`),
    what: "Nothing is printed: `guise trace FILE` tells every step.",
    instead: "Take the line out.", replace: "",
    wrong: "expect true\nconsole.log(victim)", mended: "expect true\n",
  },
  {
    pattern: /^(\s*)(?:Given|When|Then|And|But)\b(?!\s*[:.=(]).*/,
    what: "Steps are calls and conditions, not sentences.",
    instead: "Write `THREAD: ROUTINE(…)` for what is done and `expect …` for what is to hold; what they mean fits a "
      + "comment behind `//`.",
    wrong: "Then victim does not impersonate", mended: "expect not victim.impersonating",
  },
  {
    pattern: /\bunless\s+(.*?)\s*(?=\{)/,
    what: "There is no `unless`.",
    instead: "Write `if not ($1)`.", replace: "if not ($1) ",
    wrong: "unless victim.impersonating { expect true }", mended: "if not (victim.impersonating) { expect true }",
  },
  {
    pattern: /^(\s*)((?:if|else|repeat|for|atomic)\b[^{}]*?):\s+([^{}]*\([^{}]*?)\s*$/,
    what: "What belongs to a line stands in braces.",
    instead: "Write `$2 { $3 }`.", replace: "$1$2 { $3 }",
    wrong: "repeat 3: victim: NtOpenProcessToken(app, TOKEN_QUERY)",
    mended: "repeat 3 { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /^(\s*)((?:if|else|repeat|maybe|for|atomic)\b[^{}]*?):\s*$/,
    what: "What belongs to a line stands in braces, whose first is on that line.",
    instead: "Write `$2 {`, and `}` behind its last line.",
    wrong: "if victim.impersonating:", mended: "if victim.impersonating { expect true }",
  },
  {
    pattern: /^(\s*)maybe\s+(?!\d)([^{}]+?)\s*$/,
    what: "What is done perhaps stands in braces.",
    instead: "Write `maybe { $2 }`.", replace: "$1maybe { $2 }",
    wrong: "maybe victim: NtOpenProcessToken(app, TOKEN_QUERY)",
    mended: "maybe { victim: NtOpenProcessToken(app, TOKEN_QUERY) }",
  },
  {
    pattern: /^(\s*)for\s+([\w.]+)\s+(act\s[^{}]*?)\s*$/,
    what: "What is done for somebody stands in braces.",
    instead: "Write `for $2 { $3 }`.", replace: "$1for $2 { $3 }",
    wrong: "for caller act path FILE_READ_DATA", mended: "for caller { act path FILE_READ_DATA }", at: "entry",
  },
  {
    pattern: /^(\s*)(?:any|one|one\s+of|oneof|either|choice|alternatives)\s*(?=\{)/,
    what: "Of several ways one is taken by `any of`.",
    instead: "Write `any of {`.", replace: "$1any of ",
    wrong: "one of { expect true; expect not victim.impersonating }",
    mended: "any of { expect true; expect not victim.impersonating }",
  },
  {
    pattern: /(?<=\bchoose\s+\w+\s+in\s*)\[([^\]]*)\]/,
    what: "What is chosen from stands in no brackets.",
    instead: "Write `$1`.", replace: "$1",
    wrong: "choose level in [SecurityIdentification, SecurityDelegation]\n"
      + "system.main: SeCreateClientSecurity(victim, level: level)",
    mended: "choose level in SecurityIdentification, SecurityDelegation\n"
      + "system.main: SeCreateClientSecurity(victim, level: level)",
  },
  {
    pattern: /^(\s*)(?:(?:wait|join|yield|pause|delay)\b(?!\s*[:.=(])|(?:[sS]leep|KeDelayExecutionThread|KeWaitForSingleObject)\b(?!\s*[:.=])).*/,
    what: "Nothing waits and there is no clock: all orders in which lanes can go on are tried.",
    instead: "Take the line out; what must not be interrupted stands in `atomic { … }`.", replace: "",
    wrong: "expect true\nsleep 10", mended: "expect true\n",
  },
];
