/* Slips in what a file declares, and in the heads of scenarios. */
import { versions } from "../../core/tables/versions.ts";
import type { Slip } from "./slip.ts";

const names: readonly string[] = versions.map(({ name }) => name);
const version = "\\d+(?:\\.\\d+)?(?:-\\w+)?|[a-z]+(?:-[a-z]*\\d+)?|server-\\d+|nt4";

/** The version behind one in the order of the table, of Windows alone. */
function after(name: string): string | undefined {
  const next = names[names.indexOf(name) + 1];
  return next === "reactos" ? undefined : next;
}

/** From one version to another, that one too. */
function through(first: string, last: string): string {
  if (![first, last].every((name) => names.includes(name))) return "Write a range such as `from 7 before 11`.";
  const next = after(last);
  const range = next === undefined ? `from ${first}` : `from ${first} before ${next}`;
  return `Write \`${range}\`${next === undefined ? "" : `, which has ${last} in it`}.`;
}

function comparedWith(sign: string, name: string): string {
  const next = after(name);
  if (sign === ">=" || sign === "≥") return `Write \`from ${name}\`.`;
  if (sign === "<") return `Write \`before ${name}\`.`;
  if (sign === ">") return next === undefined ? `No version is behind ${name}.` : `Write \`from ${next}\`.`;
  return next === undefined ? "Write `all`." : `Write \`before ${next}\`, which has ${name} in it.`;
}

const rangeSign = "(?:\\s+(?:to|through|until|till|-|–)\\s+|\\s*\\.\\.\\.?\\s*|\\s*–\\s*)";

/** Types of C, and what comes nearest; whatever else points to something is mostly an object. */
const types: Readonly<Record<string, string>> = {
  PETHREAD: "thread", PKTHREAD: "thread", PEPROCESS: "process", PACCESS_TOKEN: "token", HANDLE: "handle",
  BOOLEAN: "boolean", BOOL: "boolean", bool: "boolean", ACCESS_MASK: "access", NTSTATUS: "status",
  SECURITY_IMPERSONATION_LEVEL: "level", PSECURITY_CLIENT_CONTEXT: "context", PSID: "sid", ULONG: "number",
  int: "number", DWORD: "number",
};

/** Parameters of C as they are written here. */
function parametersOf(given: string): string {
  const each = given.split(",").map((one) => /(\w+)[\s*]+(\w+)\s*$/.exec(one)).filter((found) => found !== null);
  return `(${each.map(([, type, name]) => `${name}: ${types[type!] ?? "object"}`).join(", ")})`;
}

export const itemSlips: readonly Slip[] = [
  {
    pattern: new RegExp(`(?<=\\bwindows\\s+)(?:from\\s+)?(${version})${rangeSign}(${version})`),
    what: "A range of versions goes from its first on, before one that is no longer in it.",
    instead: ([, first, last]) => through(first!, last!),
    wrong: "scenario \"a title\" on windows 7 to 11 { expect true }",
    mended: "scenario \"a title\" on windows from 7 { expect true }", at: "file",
  },
  {
    pattern: /(?<=\bwindows\s+)(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)(?![\w.])/,
    what: "A range of versions goes from its first on, before one that is no longer in it.",
    instead: ([, first, last]) => through(first!, last!),
    wrong: "scenario \"a title\" on windows 7-10 { expect true }",
    mended: "scenario \"a title\" on windows from 7 before 11 { expect true }", at: "file",
  },
  {
    pattern: new RegExp(`(?<=\\bwindows\\s+)([<>]=?|≥|≤)\\s*(${version})`),
    what: "Versions are compared by `from` and `before`.",
    instead: ([, sign, name]) => comparedWith(sign!, name!),
    wrong: "scenario \"a title\" on windows >= 7 { expect true }",
    mended: "scenario \"a title\" on windows from 7 { expect true }", at: "file",
  },
  {
    pattern: new RegExp(`(?<=\\bwindows\\s+)(?:since\\s+|after\\s+)?(${version})(?:\\s*\\+|\\s+(?:and|or)\\s+(?:later|newer|up|above))|`
      + `(?<=\\bwindows\\s+)since\\s+(${version})`),
    what: "Versions from one on are said by `from`.",
    instead: "Write `from $1$2`.", replace: "from $1$2",
    wrong: "scenario \"a title\" on windows 7 and later { expect true }",
    mended: "scenario \"a title\" on windows from 7 { expect true }", at: "file",
  },
  {
    pattern: /\bcalls\s+(?:all|any|everything|anything|every|\*)(?:\s+routines)?/,
    what: "What an attacker may call are routines by their names, or all that user mode has.",
    instead: "Write `calls user routines`.", replace: "calls user routines",
    wrong: "attacker thief { controls app; calls all }\nscenario \"a title\" { play thief for 2 }",
    mended: "attacker thief { controls app; calls user routines }\nscenario \"a title\" { play thief for 2 }", at: "file",
  },
  {
    pattern: /^\s*(?:scenario\b(?!\s*")\s*:?|(?:Scenario(?: Outline)?|Feature|Background|Rule)\b\s*:?|(?:test|it|describe)\s*\()\s*["'“]?([^"'”{:,(]*)["'”]?.*/,
    what: "A scenario has a title in double quotes, and a block.",
    instead: ([, title]) => `Write \`scenario "${title!.trim() || "…"}" { … }\`.`,
    wrong: "scenario: raised { expect true }", mended: "scenario \"raised\" { expect true }", at: "file",
  },
  {
    pattern: /^\s*[|+]?\s*:?-{2,}[\s|+:-]*$/,
    what: "Between the header of a table and its rows stands no line.",
    instead: "Take the line out.", replace: "",
    wrong: "table \"a title\" {\n  rights      || status\n  ----------- || ------\n  TOKEN_QUERY || STATUS_SUCCESS\n"
      + "} each { victim: NtOpenProcessToken(app, rights) => status }",
    mended: "table \"a title\" {\n  rights      || status\n  TOKEN_QUERY || STATUS_SUCCESS\n"
      + "} each { victim: NtOpenProcessToken(app, rights) => status }", at: "file",
  },
  {
    pattern: /^\s*(?:Examples\b.*|\|.*\|\s*)$/,
    what: "Cases stand in a `table`: rows in its braces, what is done with each of them behind `each`.",
    instead: "Write `table \"…\" { COLUMN || status … } each { … => status }`.",
    wrong: "Examples:\nscenario \"a title\" { expect true }",
    mended: "table \"a title\" {\n  rights      || status\n  TOKEN_QUERY || STATUS_SUCCESS\n"
      + "} each { victim: NtOpenProcessToken(app, rights) => status }", at: "file",
  },
  {
    pattern: /^(\s*)(table|property)\s*:?\s*([A-Za-z][\w -]*?)\s*(?=[:{]|\bon\b)/,
    what: "A title stands in double quotes.",
    instead: "Write `$2 \"$3\"`.", replace: "$1$2 \"$3\"",
    wrong: "property clean: always clean at worker-return\nscenario \"a title\" breaks \"clean\" { expect true }",
    mended: "property \"clean\": always clean at worker-return\nscenario \"a title\" breaks \"clean\" { expect true }",
    at: "file",
  },
  {
    pattern: /(?<=\bwith\s+(?:\w+:\s*\w+,\s*)*\w+)\s*=\s*(?=\w)/,
    what: "The value of a switch stands behind a colon.",
    instead: "Write `:`.", replace: ": ",
    wrong: "scenario \"a title\" on windows 11 with gate = none { expect true }",
    mended: "scenario \"a title\" on windows 11 with gate: none { expect true }", at: "file",
  },
  {
    pattern: /^(\s*)(?:#?(?:include|import|require|load|open)\b|from(?=\s*["'<]))\s*[(<"']?\s*([\w./-]*)["'>)]*.*/,
    what: "Declarations of another file come by `use`.",
    instead: ([, , path]) => `Write \`use "${path === "" || path === undefined ? "world.scn" : path}"\`.`,
    wrong: "include <stdio>\nscenario \"a title\" { expect true }", mended: "scenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /(?<=\b(?:from|before|in)\s+)[Ww]indows\s+(?=[\w.-]+)/,
    what: "A guard names the version alone.",
    instead: "Leave `windows` out.", replace: "",
    wrong: "scenario \"a title\" on windows all { from windows 7 { expect true } }",
    mended: "scenario \"a title\" on windows all { from 7 { expect true } }", at: "file",
  },
  {
    pattern: /(?<=\bentry\s+|\bprocedure\s+)(?:static\s+)?[A-Za-z_]+\s*\*?\s+(\w+)\s*(\(([^()]*)\))/,
    what: "Code hands nothing back, so its name has no type before it; a parameter has its own behind its name.",
    instead: ([, name, , parameters]) => `Write \`${name}${parametersOf(parameters!)}\`.`,
    replace: ([, name, , parameters]) => `${name}${parametersOf(parameters!)}`,
    wrong: "driver filter { entry NTSTATUS work(PVOID path, BOOLEAN hard) { act secrets FILE_READ_DATA } }\n"
      + "scenario \"a title\" { expect true }",
    mended: "driver filter { entry work(path: object, hard: boolean) { act secrets FILE_READ_DATA } }\n"
      + "scenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /^(\s+)(?:static\s+)?(?:NTSTATUS|VOID|void)\s+(\w+)\s*\(([^()]*)\)/,
    what: "Code that a thread enters is an `entry` of a driver, and a parameter has its type behind its name.",
    instead: ([, , name, parameters]) => `Write \`entry ${name}${parametersOf(parameters!)}\`.`,
    replace: ([, blanks, name, parameters]) => `${blanks}entry ${name}${parametersOf(parameters!)}`,
    wrong: "driver filter {\n  NTSTATUS work(PVOID path) { act secrets FILE_READ_DATA }\n}\nscenario \"a title\" { expect true }",
    mended: "driver filter {\n  entry work(path: object) { act secrets FILE_READ_DATA }\n}\nscenario \"a title\" { expect true }",
    at: "file",
  },
  {
    pattern: /^(\s*)(?:function|def|fn|func|sub|(?:void|static|NTSTATUS)(?=\s+\w+\s*\())\s+(\w+)\s*(\([^)]*\))?/,
    what: "Code of user mode is a `procedure` with the thread that runs it; code of kernel mode is an `entry` of a `driver`.",
    instead: "Write `procedure $2() by THREAD { … }`, or in a driver `entry $2() { … }`.",
    wrong: "function serve() { }\nscenario \"a title\" { expect true }",
    mended: "procedure serve() by app.victim { act secrets FILE_READ_DATA }\nscenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /^(\s*)thread\s+(\w+)(?![\w.]*\s*[.:])/,
    what: "Threads are declared in the braces of their process.",
    instead: "Write `process NAME as ACCOUNT { thread $2 }`.",
    wrong: "thread main in office\nscenario \"a title\" { expect true }",
    mended: "process shell as alice { thread main }\nscenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /^(?:user|group|principal|actor|role)\s+(\w+)/,
    what: "Whoever can be somebody is an `account`.",
    instead: "Write `account $1`.", replace: "account $1",
    wrong: "user carol { groups Users }\nscenario \"a title\" { expect true }",
    mended: "account carol { groups Users }\nscenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /^(\s*)(file|key|event|directory|folder|registry)\s+(\w+)/,
    what: "Files, keys and events are objects, with their type behind `as`.",
    instead: ([, , type, name]) =>
      `Write \`object ${name} as ${/^(file|key|event)$/.test(type!) ? type : type === "registry" ? "key" : "file"}\`.`,
    wrong: "file notes \"D:(A;;GA;;;WD)\"\nscenario \"a title\" { expect true }",
    mended: "object notes as file \"D:(A;;GA;;;WD)\"\nscenario \"a title\" { expect true }", at: "file",
  },
  {
    pattern: /^(\s*)(?:service|program|server|client)\s+(\w+)/,
    what: "What runs in user mode is a `process` with its threads.",
    instead: "Write `process $2 as ACCOUNT { thread main }`.",
    wrong: "service spooler\nscenario \"a title\" { expect true }",
    mended: "process spooler as LocalSystem { thread main }\nscenario \"a title\" { expect true }", at: "file",
  },
];
