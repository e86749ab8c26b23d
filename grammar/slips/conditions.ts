/* Slips in conditions and in what has to hold. */
import type { Slip } from "./slip.ts";

const openTrue = "expect victim.impersonating";

export const conditionSlips: readonly Slip[] = [
  {
    pattern: /^(\s*)assert_?(?:eq|equals?)!?\s*\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)\s*;?\s*$/i,
    what: "What has to hold at a line is said by `expect`.",
    instead: "Write `expect $2 == $3`.", replace: "$1expect $2 == $3",
    wrong: "assert_eq!(victim.impersonation, none)", mended: "expect victim.impersonation == none",
  },
  {
    pattern: /\b([a-z][\w.]*\.(?:privileges|groups)(?:\.(?:enabled|denyOnly))?)\.([A-Z]\w+)\b/,
    what: "What a set has is asked by `in`.",
    instead: "Write `$2 in $1`.", replace: "$2 in $1",
    wrong: "expect not victim.token.privileges.SeTcbPrivilege",
    mended: "expect not SeTcbPrivilege in victim.token.privileges",
  },
  {
    pattern: /^(\s*)(?:(?:assert|assume|ASSERT|NT_ASSERT)\b(?!\s*[:.=])|(?:requires?|ensures?|verify|check|should|must)\b(?!\s*[:.=(]))\s*(?:\((.*)\)|(.*?))\s*;?\s*$/,
    what: "What has to hold at a line is said by `expect`.",
    instead: ([, , inner, bare]) => `Write \`expect ${inner ?? bare}\`.`, replace: "$1expect $2$3",
    wrong: "assert not victim.impersonating", mended: "expect not victim.impersonating",
  },
  {
    pattern: /^(\s*)(?:invariant|globally|forever|\[\])\s+(.*?)\s*;?\s*$/,
    what: "What has to hold after every step is said by `always`.",
    instead: "Write `always $2`.", replace: "$1always $2",
    wrong: "invariant not victim.impersonating", mended: "always not victim.impersonating",
  },
  {
    pattern: /\b(always|never|sometimes)\s+(?:\[\]|<>)\s*((?:not\s+)?)/,
    what: "`always` and `sometimes` need no sign.",
    instead: "Write `$1 …`.", replace: "$1 $2",
    wrong: "always [] not victim.impersonating", mended: "always not victim.impersonating",
  },
  {
    pattern: /^(\s*)(?:eventually|reachable|possibly|<>)\s+(.*?)\s*;?\s*$/,
    what: "What some run must reach is said by `sometimes`.",
    instead: "Write `sometimes $2`.", replace: "$1sometimes $2",
    wrong: "eventually not victim.impersonating", mended: "sometimes not victim.impersonating",
  },
  {
    pattern: /(!|\bnot\s+)?\bNT_(SUCCESS|ERROR)\s*\(\s*(\w+)(?:\.status)?\s*\)/,
    what: "A result says itself whether its call failed.",
    instead: ([, not, macro, result]) =>
      `Write \`${(not === undefined) === (macro === "SUCCESS") ? "not " : ""}${result}.failed\`.`,
    wrong: "victim: r = NtOpenProcessToken(app, TOKEN_QUERY)\nexpect NT_SUCCESS(r)",
    mended: "victim: r = NtOpenProcessToken(app, TOKEN_QUERY)\nexpect not r.failed",
  },
  {
    pattern: /\s*(?:&&|\/\\|\bAND\b)\s*/,
    what: "Conditions are joined by `and`.",
    instead: "Write `and`.", replace: " and ",
    wrong: "expect not victim.impersonating && not accomplice.impersonating",
    mended: "expect not victim.impersonating and not accomplice.impersonating",
  },
  {
    // in a table `||` parts what is given from what is demanded
    pattern: /(?<=\b(?:expect|if|always|never|sometimes|implies|property)\b.*?)\s*(?:\|\||\\\/|\bOR\b)\s*/,
    what: "Of conditions of which one has to hold, the others stand behind `or`.",
    instead: "Write `or`.", replace: " or ",
    wrong: "expect not victim.impersonating || accomplice.impersonating",
    mended: "expect not victim.impersonating or accomplice.impersonating",
  },
  {
    pattern: /(?<!\w)(?:!(?!=)|~|¬)\s*(?=[A-Za-z_(])|\bNOT\s+/,
    what: "What must not be has `not` before it.",
    instead: "Write `not`.", replace: "not ",
    wrong: "expect !victim.impersonating", mended: "expect not victim.impersonating",
  },
  {
    pattern: /(?<=^\s*(?:expect|if|always|never|sometimes)\b[^{]*?)\s+(?:=>|->)\s+(?!STATUS_)/,
    what: "What follows from a condition stands behind `implies`; `=>` is for what is demanded of a call.",
    instead: "Write `implies`.", replace: " implies ",
    wrong: "expect victim.impersonating => accomplice.impersonating",
    mended: "expect victim.impersonating implies accomplice.impersonating",
  },
  {
    pattern: /\s*===\s*/,
    what: "Two things are compared by `==`.",
    instead: "Write `==`.", replace: " == ",
    wrong: "expect victim.impersonating === false", mended: "expect victim.impersonating == false",
  },
  {
    pattern: /\s*(?:!==|<>|\/=|\bis not\b|(?<=\w\s*)#(?=\s*\w))\s*/,
    what: "That two things differ is asked by `!=`.",
    instead: "Write `!=`.", replace: " != ",
    wrong: "expect victim.level /= SecurityImpersonation", mended: "expect victim.level != SecurityImpersonation",
  },
  {
    pattern: /\s*(=<|=(?=>\s*\w))\s*/,
    what: "At most is `<=`, at least is `>=`.",
    instead: "Write `<=`.", replace: " <= ",
    wrong: "expect accomplice.token.integrity =< Medium", mended: "expect accomplice.token.integrity <= Medium",
  },
  {
    pattern: /(?<=^\s*(?:expect|if|always|never)\b[^{]*\w)\s*(?<![=!<>])=(?![=>])\s*/,
    what: "Two things are compared by `==`; a single `=` names a result.",
    instead: "Write `==`.", replace: " == ",
    wrong: "expect victim.impersonating = false", mended: "expect victim.impersonating == false",
  },
  {
    pattern: /(?:\\A|\b(?:forall|all|each|∀))\s+(\w+)\s*(?:\\in|∈|\bin\b|\bof\b)\s*/,
    what: "What holds of all is said by `every … in …: …`.",
    instead: "Write `every $1 in`.", replace: "every $1 in ",
    wrong: "expect forall t in threads: not t.impersonating", mended: "expect every t in threads: not t.impersonating",
  },
  {
    pattern: /(?:\\E|\b(?:exists|any|∃))\s+(\w+)\s*(?:\\in|∈|\bin\b|\bof\b)\s*/,
    what: "What holds of one at least is said by `some … in …: …`.",
    instead: "Write `some $1 in`.", replace: "some $1 in ",
    wrong: "expect not exists t in threads: t.impersonating", mended: "expect not some t in threads: t.impersonating",
  },
  {
    pattern: /^(\s*)expect\s*\((.+)\)\.(?:toBe|toEqual|to\.equal|is)\((.+)\)\s*;?\s*$/,
    what: "What is expected is one condition.",
    instead: "Write `expect $2 == $3`.", replace: "$1expect $2 == $3",
    wrong: "expect(victim.impersonating).toBe(false)", mended: "expect victim.impersonating == false",
  },
  {
    pattern: /\s*\?.*:.*/,
    what: "A condition chooses between no two values.",
    instead: "Write `if … { … } else { … }`, or join conditions by `and`, `or` and `implies`.",
    wrong: "expect victim.impersonating ? false : true", mended: openTrue.replace("victim", "not victim"),
  },
  {
    pattern: /(?<=\w)->(?=\w)|(?<=\w)::(?=\w)/,
    what: "Between a thing and its part stands a dot.",
    instead: "Write `.`.", replace: ".",
    wrong: "expect not victim->impersonating", mended: "expect not victim.impersonating",
  },
  {
    pattern: /(?<===?\s*|!=\s*|[(,]\s*)(?:undefined|nullptr|nil|None|Null)\b/,
    what: "No handle, no token and nothing at all is `none`.",
    instead: "Write `none`.", replace: "none",
    wrong: "expect victim.impersonation == undefined", mended: "expect victim.impersonation == none",
  },
  {
    pattern: /(?<=[=<>:(,|]\s*)[‘'`"]([A-Z]\w+)[’'`"]/,
    what: "NT's words stand in no quotes.",
    instead: "Write `$1`.", replace: "$1",
    wrong: "expect victim.level != ‘SecurityImpersonation’", mended: "expect victim.level != SecurityImpersonation",
  },
  {
    pattern: /\b(always|never|sometimes)\b(.*?)\s+(?:after|when|on|upon)\s+(worker-return|user-return|act)\b/,
    what: "The event at which something is judged stands behind `at`.",
    instead: "Write `$1$2 at $3`.", replace: "$1$2 at $3",
    wrong: "always clean after worker-return", mended: "always clean at worker-return",
  },
  {
    pattern: /\s+is\s+(impersonating|clean)\b/,
    what: "A property stands behind a dot.",
    instead: "Write `.$1`.", replace: ".$1",
    wrong: "expect not victim is impersonating", mended: "expect not victim.impersonating",
  },
  {
    pattern: /\s+(?:is|equals|eq|equal to)\s+/,
    what: "Two things are compared by `==`.",
    instead: "Write `==`.", replace: " == ",
    wrong: "expect victim.impersonation is none", mended: "expect victim.impersonation == none",
  },
  {
    pattern: /\b([\w.]+)\s+(?:contains|includes|has)\s+([\w.]+)/,
    what: "What a set has is asked by `in`.",
    instead: "Write `$2 in $1`.", replace: "$2 in $1",
    wrong: "expect victim.token.groups contains Users", mended: "expect Users in victim.token.groups",
  },
  {
    pattern: /\b([\w.]+)\.(?:contains|includes|has|indexOf)\(\s*([\w.]+)\s*\)/,
    what: "What a set has is asked by `in`.",
    instead: "Write `$2 in $1`.", replace: "$2 in $1",
    wrong: "expect victim.token.groups.includes(Users)", mended: "expect Users in victim.token.groups",
  },
  {
    pattern: /(?<=\b(?:expect|if|always|never|sometimes|implies|and|or|not)\b[^{]*?)\b([A-Za-z]\w*(?:\.\w+)+)\(\s*\)/,
    what: "A property has no parentheses.",
    instead: "Write `$1`.", replace: "$1",
    wrong: "expect not victim.impersonating()", mended: "expect not victim.impersonating",
  },
  {
    pattern: /^(\s*)(?:expect|always)\s+no\s+(\w+)\s+by\s+(\w+)/,
    what: "That an attacker gains nothing is said by `never`.",
    instead: "Write `never $2 by $3`.", replace: "$1never $2 by $3",
    wrong: "attacker thief { controls app; calls user routines }\nscenario \"a title\" {\n"
      + "  expect no escalation by thief\n  play thief for 2\n}",
    mended: "attacker thief { controls app; calls user routines }\nscenario \"a title\" {\n"
      + "  never escalation by thief\n  play thief for 2\n}", at: "file",
  },
];
