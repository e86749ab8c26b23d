/* Slips in what is declared: members in their braces, names, versions. */
import type { Slip } from "./slip.ts";

const member = "(?:user|groups|privileges|integrity|restricting|logon|origin|elevation|threads?|job|terminal|sddl|handles|limits|"
  + "controls|calls|names|holds|coerces|mode)";
const declaration = "(?:account|session|process|job|object|pipe|attacker|driver|procedure)";
const scenario = "\nscenario \"a title\" { expect true }";

/** `Windows 10` is the version `10`. */
const versionOf = (name: string): string => name.replace(/^windows\s*/i, "").toLowerCase().replace(/\s+/g, "-");

export const memberSlips: readonly Slip[] = [
  {
    pattern: /(?<=\bthreads?\s[^]*\{[^{}]*\})\s*,\s*(?=[a-z]\w*\s*[{};,])/,
    what: "A thread with members of its own ends its phrase.",
    instead: "Write `; thread `.", replace: "; thread ",
    wrong: `process market as alice { thread one { sddl "D:(A;;GA;;;WD)" }, two }${scenario}`,
    mended: `process market as alice { thread one { sddl "D:(A;;GA;;;WD)" }; thread two }${scenario}`, at: "file",
  },
  {
    pattern: /(?<=(?:^|[{;])\s*(?:user|groups|privileges|restricting|capabilities)\s+(?:[^;{}]*,\s*)?)"([\w-]+)"/,
    what: "Names and SIDs stand in no quotes.",
    instead: "Write `$1`.", replace: "$1",
    wrong: `account carol { user "S-1-5-21-7-7-7-1010" }${scenario}`,
    mended: `account carol { user S-1-5-21-7-7-7-1010 }${scenario}`, at: "file",
  },
  {
    pattern: /^(\s*)object\s+(\w+)\s+as\s+pipe\b/,
    what: "A pipe is no plain object: it has ends, and a process that serves it.",
    instead: "Write `pipe $2 by PROCESS`, with its descriptor behind.",
    wrong: `object orders as pipe "D:(A;;GA;;;WD)"${scenario}`,
    mended: `pipe orders by app "D:(A;;GA;;;WD)"${scenario}`, at: "file",
  },
  {
    pattern: /^(\s*object\s+\w+\s+as\s+\w+)\s*\{\s*(?:sddl|security|descriptor|dacl)\s+("[^"]*")\s*\}/,
    what: "The descriptor of an object stands behind its type, without braces.",
    instead: "Write `$1 $2`.", replace: "$1 $2",
    wrong: `object notes as file { sddl "D:(A;;FA;;;WD)" }${scenario}`,
    mended: `object notes as file "D:(A;;FA;;;WD)"${scenario}`, at: "file",
  },
  {
    pattern: /^(\s*property\s+"[^"]*")\s*(?:==?|:=|-)\s*(?=always|never|sometimes)/,
    what: "Behind the title of a property stands `:`.",
    instead: "Write `:`.", replace: "$1: ",
    wrong: "property \"clean\" = always clean at worker-return\nscenario \"a title\" breaks \"clean\" { expect true }",
    mended: "property \"clean\": always clean at worker-return\nscenario \"a title\" breaks \"clean\" { expect true }",
    at: "file",
  },
  {
    pattern: new RegExp(`(?<=[{;]\\s*|^\\s*)"?\\b(${member})\\b"?\\s*[:=]\\s*`),
    what: "Behind the word of a member stand its values, with a blank between them.",
    instead: "Write `$1 …`.", replace: "$1 ",
    wrong: `account carol { groups: Users }${scenario}`, mended: `account carol { groups Users }${scenario}`, at: "file",
  },
  {
    pattern: new RegExp(`(?<=[{;]\\s*|^\\s*)(${member})\\s*\\[([^\\]]*)\\]`),
    what: "The values of a member stand behind it, with commas between them and without brackets.",
    instead: "Write `$1 $2`.", replace: "$1 $2",
    wrong: `account carol { groups [Users, Administrators] }${scenario}`,
    mended: `account carol { groups Users, Administrators }${scenario}`, at: "file",
  },
  {
    pattern: /(?<=(?:^|[{;])\s*(?:groups|restricting|calls|controls)\s+(?:[^;{}]*,\s*)?[\w.-]+)\s+([A-Z][\w.-]+)/,
    what: "Between the values of a member stand commas.",
    instead: "Write `, $1`.", replace: ", $1",
    wrong: `account carol { groups Users Administrators }${scenario}`,
    mended: `account carol { groups Users, Administrators }${scenario}`, at: "file",
  },
  {
    pattern: new RegExp(`^(\\s*)(${member})(?=\\s)`),
    what: "A comma at the end of a line goes on with the values of its member.",
    instead: "Leave the comma before `$2` out.",
    wrong: `account carol {\n  groups Users,\n  user S-1-5-21-7-7-7-1009\n}${scenario}`,
    mended: `account carol {\n  groups Users\n  user S-1-5-21-7-7-7-1009\n}${scenario}`, at: "file",
  },
  {
    pattern: new RegExp(`^(\\s*${declaration}\\s+\\w+(?:\\s+as\\s+\\w+)?)\\s+(${member}\\s[^{}"]*?)\\s*$`),
    what: "Members stand in braces.",
    instead: "Write `$1 { $2 }`.", replace: "$1 { $2 }",
    wrong: `account carol groups Users${scenario}`, mended: `account carol { groups Users }${scenario}`, at: "file",
  },
  {
    pattern: new RegExp(`\\b(${declaration})\\s+"(\\w+)"`),
    what: "Names stand in no quotes; titles do.",
    instead: "Write `$1 $2`.", replace: "$1 $2",
    wrong: `account "carol" { groups Users }${scenario}`, mended: `account carol { groups Users }${scenario}`, at: "file",
  },
  {
    pattern: new RegExp(`^(\\s*${declaration}\\s+\\w+)\\s*:\\s*(${member}\\s[^{}]*?)\\s*$`),
    what: "What belongs to a declaration stands in braces.",
    instead: "Write `$1 { $2 }`.", replace: "$1 { $2 }",
    wrong: `account carol: groups Users${scenario}`, mended: `account carol { groups Users }${scenario}`, at: "file",
  },
  {
    pattern: /\bprocess\s+(\w+)\s*(?:\(\s*(\w+)\s*\)|(?:user|by|for|under|=)\s+(\w+))/,
    what: "As whom a process runs stands behind `as`.",
    instead: "Write `process $1 as $2$3`.", replace: "process $1 as $2$3",
    wrong: `process shell user alice { thread main }${scenario}`, mended: `process shell as alice { thread main }${scenario}`,
    at: "file",
  },
  {
    pattern: /(?<=^\s*(?:scenario|table)\s+"[^"]*"\s*)(?:on\s+Windows|[Ww]indows|on(?=\s+\d))\b/,
    what: "The versions of a scenario stand behind `on windows`.",
    instead: "Write `on windows …`.", replace: "on windows",
    wrong: "scenario \"a title\" windows 11 { expect true }", mended: "scenario \"a title\" on windows 11 { expect true }",
    at: "file",
  },
  {
    pattern: /(?<=\bwindows\s+[^{"]*)"([^"]+)"/,
    what: "Versions stand in no quotes.",
    instead: ([, name]) => `Write \`${versionOf(name!)}\`.`, replace: ([, name]) => versionOf(name!),
    wrong: "scenario \"a title\" on windows \"11\" { expect true }", mended: "scenario \"a title\" on windows 11 { expect true }",
    at: "file",
  },
  {
    pattern: /(?<=\bwindows\s+[^{"]*\w)\s+(?:and|or)\s+(?=[\w])/,
    what: "Between versions stand commas.",
    instead: "Write `, `.", replace: ", ",
    wrong: "scenario \"a title\" on windows 7, 8 and 10 { expect true }",
    mended: "scenario \"a title\" on windows 7, 8, 10 { expect true }", at: "file",
  },
  {
    pattern: /(?<=^\s*scenario\s+"[^"]*"\s.*|^\s*scenario\s+"[^"]*"\s*)\b(?:fixes|fixing|mends|corrects)\b/,
    what: "A scenario that shows the mended code `repairs` the broken one.",
    instead: "Write `repairs`.",
    wrong: "scenario \"a title\" fixes \"another\" { expect true }",
    mended: "property \"clean\": always clean at worker-return\nscenario \"another\" breaks \"clean\" { expect true }\n"
      + "scenario \"a title\" repairs \"another\" { expect true }", at: "file",
  },
  {
    pattern: /^(\s*(?:scenario|table|procedure|driver|entry)\b.*?)\s*:\s*$/,
    what: "What belongs to a head stands in braces, whose first is on the line of the head.",
    instead: "Write `$1 {`, and `}` behind its last line.", replace: "$1 { expect true }",
    wrong: "scenario \"a title\" on windows 11:", mended: "scenario \"a title\" on windows 11 { expect true }", at: "file",
  },
  {
    pattern: /^\s*(breaks|repairs)\s+("[^"]*").*/,
    what: "What a scenario breaks or repairs stands in its head, before the brace.",
    instead: "Write `scenario \"…\" $1 $2 { … }`.",
    wrong: "breaks \"clean workers\"", mended: "expect true",
  },
];
