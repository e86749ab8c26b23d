/**
 * Random worlds: accounts that share users, sessions and groups, processes, threads and objects with all
 * kinds of descriptors, as text.
 */
import fc from "fast-check";

export interface DrawnWorld {
  readonly text: string;
  /** `app1.a` by process. */
  readonly threads: readonly { readonly path: string; readonly process: string }[];
  readonly processes: readonly string[];
  readonly objects: readonly { readonly name: string; readonly type: string }[];
}

const users = ["S-1-5-21-7-7-7-1001", "S-1-5-21-7-7-7-1002", "S-1-5-21-7-7-7-1003"];
const groups = ["Users", "Administrators", "Interactive", "S-1-5-21-7-7-7-5001", "S-1-5-21-7-7-7-5002"];
const speakers = [
  "WD", "WD", "BU", "BA", "SY", "AU", "AN", "OW", "CO", "RC", ...users, "S-1-5-21-7-7-7-5001",
  "S-1-5-21-7-7-7-5002",
];
const privileges = [
  "SeImpersonatePrivilege", "SeChangeNotifyPrivilege", "SeShutdownPrivilege", "SeSecurityPrivilege",
  "SeTakeOwnershipPrivilege", "SeRelabelPrivilege",
  "SeTcbPrivilege", "SeDebugPrivilege", "SeDelegateSessionUserImpersonatePrivilege",
];
const masks: Readonly<Record<string, readonly string[]>> = {
  file: ["FA", "FA", "FR", "FW", "FX", "GA", "GR", "GW", "RCWD", "WO", "SD", "0x1", "0x2", "0x1000000", "0x2000000"],
  key: ["KA", "KA", "KR", "KW", "GA", "GR", "GX", "RC", "WD", "WO", "0x1"],
  event: ["GA", "GA", "0x1F0003", "0x1", "0x2", "0x100000", "WDWO"],
  thread: ["GA", "GA", "GR", "GX", "0x40", "0x80", "0x800", "0x300", "0x1FFFFF"],
  process: ["GA", "GA", "GR", "GX", "0x400", "0x1000", "0x200", "0x1FFFFF"],
};

const entry = (type: string): fc.Arbitrary<string> => fc.tuple(
  fc.constantFrom("A", "A", "A", "D"), fc.constantFrom("", "", "", "", "IO", "OICI", "OIIO"),
  fc.constantFrom(...masks[type]!), fc.constantFrom(...speakers),
).map(([kind, flags, mask, sid]) => `(${kind};${flags};${mask};;;${sid})`);

const label: fc.Arbitrary<string> = fc.tuple(
  fc.constantFrom("NW", "NWNR", "NRNX", "NX", "NWNRNX", "0x0"), fc.constantFrom("LW", "ME", "HI", "SI"),
  fc.constantFrom("", "", "", "IO"),
).map(([policy, level, flags]) => `S:(ML;${flags};${policy};;;${level})`);

/** A descriptor of all forms: without list, NULL list, empty list, entries. */
export const descriptor = (type: string): fc.Arbitrary<string> => fc.tuple(
  fc.option(fc.constantFrom("BA", "SY", ...users), { nil: undefined, freq: 4 }),
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.array(entry(type), { minLength: 1, maxLength: 5, size: "max" }).map((entries) => `D:${entries.join("")}`),
    },
    { weight: 2, arbitrary: fc.constantFrom("D:", "D:NO_ACCESS_CONTROL", "") },
  ),
  fc.option(label, { nil: "", freq: 2 }),
).map(([owner, list, mandatory]) => `${owner === undefined ? "" : `O:${owner}`}${list}${mandatory}` || "D:NO_ACCESS_CONTROL");

/** Given in every second world; descriptors in every fourth, or little would ever be opened. */
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const seldom = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const account: fc.Arbitrary<readonly string[]> = fc.record({
  user: fc.constantFrom(...users),
  groups: optional(fc.uniqueArray(fc.tuple(
    fc.constantFrom(...groups), fc.constantFrom("", "", " deny-only", " disabled", " owner"),
  ),
    { selector: ([name]) => name, minLength: 1, maxLength: 4 }).map(
      (list) => list.map(([name, attribute]) => name + attribute).join(", "),
    )),
  privileges: optional(fc.uniqueArray(fc.tuple(fc.constantFrom(...privileges), fc.constantFrom("", " disabled")),
    { selector: ([name]) => name, minLength: 1, maxLength: 5 }).map(
      (list) => list.map(([name, attribute]) => name + attribute).join(", "),
    )),
  integrity: optional(fc.constantFrom("Untrusted", "Low", "Medium", "High", "System")),
  logon: optional(fc.constantFrom("0x500", "0x501", "0x3E7", "0x3E6")),
  origin: optional(fc.constantFrom("none", "0x500", "0x501", "0x3E7")),
  elevation: optional(fc.constantFrom("TokenElevationTypeDefault", "TokenElevationTypeFull", "TokenElevationTypeLimited")),
}).map(
  (members) => Object.entries(members).filter(([, value]) => value !== undefined).map(([word, value]) => `${word} ${value!}`),
);

const process = fc.record({
  account: fc.nat(8), second: fc.boolean(), descriptor: seldom(descriptor("process")),
  threadDescriptor: seldom(descriptor("thread")),
  integrity: seldom(fc.constantFrom("Low", "Medium", "High")), job: seldom(fc.nat(1)),
});

const job = fc.record({
  limits: fc.uniqueArray(fc.constantFrom("NO_ADMIN", "RESTRICTED_TOKEN", "FILTER_TOKENS"), { minLength: 1, maxLength: 3 }),
  disables: optional(fc.uniqueArray(fc.constantFrom(...groups, ...users), { minLength: 1, maxLength: 2 })),
  deletes: optional(fc.uniqueArray(fc.constantFrom(...privileges), { minLength: 1, maxLength: 2 })),
  restricts: optional(fc.uniqueArray(fc.constantFrom(...groups, ...users, "RestrictedCode"), { minLength: 1, maxLength: 2 })),
}).map(({ limits, ...lists }) => [
  `limits ${limits.map((name) => `JOB_OBJECT_SECURITY_${name}`).join(" | ")}`,
  ...(limits.includes("FILTER_TOKENS") ? filterLists(lists) : []),
].join("; "));

/** A filter has one list at least. */
function filterLists(lists: Readonly<Record<string, readonly string[] | undefined>>): string[] {
  const drawn = Object.entries(lists).flatMap(([word, list]) => (list === undefined ? [] : [`${word} ${list.join(", ")}`]));
  return drawn.length > 0 ? drawn : ["disables Users"];
}

const object = fc
  .constantFrom("file", "file", "key", "event")
  .chain(
    (type) =>
      fc.record({
        type: fc.constant(type), descriptor: fc.option(descriptor(type), { nil: undefined, freq: 9 }),
      }),
  );

/** Pipes that somebody serves, or that must be created. */
const pipe = fc.record({
  server: fc.nat(3), bytes: fc.boolean(),
  descriptor: fc.option(descriptor("file"), { nil: "D:(A;;GA;;;WD)", freq: 1 }),
});

const worldWith = (
  pipesDrawn: fc.Arbitrary<readonly { server: number; bytes: boolean; descriptor: string }[]>,
): fc.Arbitrary<DrawnWorld> => fc.record({
  accounts: fc.array(account, { minLength: 1, maxLength: 3, size: "max" }),
  processes: fc.array(process, { minLength: 1, maxLength: 3, size: "max" }),
  objects: fc.array(object, { minLength: 1, maxLength: 2, size: "max" }), jobs: fc.tuple(job, job),
  pipes: pipesDrawn,
}).map(({ accounts, processes, objects, jobs, pipes }) => {
  const names = [
    ...accounts.map((_, index) => `user${index}`), ...accounts.map((_, index) => `user${index}`),
    "LocalService", "NetworkService", "AnonymousLogon",
  ];
  const threads = processes.flatMap(
    (each, index) => ["a", ...(each.second ? ["b"] : [])].map((name) => ({ path: `app${index}.${name}`, process: `app${index}` })),
  );
  const lines = [
    ...accounts.map((members, index) => `account user${index} { ${members.join("; ")} }`),
    ...jobs.map((limits, index) => `job job${index} { ${limits} }`),
    ...processes.map((each, index) => {
      const shown = each.threadDescriptor === undefined ? "thread a" : `thread a { sddl "${each.threadDescriptor}" }`;
      const parts = [
        shown, each.second ? "thread b" : "",
        each.descriptor === undefined ? "" : `sddl "${each.descriptor}"`,
        each.integrity === undefined ? "" : `integrity ${each.integrity}`,
        each.job === undefined ? "" : `job job${each.job}`,
      ];
      return `process app${index} as ${names[each.account % names.length]!} { ${parts.filter((part) => part !== "").join("; ")} }`;
    }),
    ...pipes.map((each, index) => `pipe pipe${index}${each.server < processes.length ? ` by app${each.server}` : ""} "${each.descriptor}"${each.bytes ? " { mode byte }" : ""}`),
    ...objects.map((each, index) => `object thing${index} as ${each.type}${each.descriptor === undefined ? "" : ` "${each.descriptor}"`}`),
  ];
  return {
    text: lines.join("\n"), threads, processes: processes.map((_, index) => `app${index}`),
    objects: [
      ...objects.map((each, index) => ({ name: `thing${index}`, type: each.type })),
      ...pipes.map((_, index) => ({ name: `pipe${index}`, type: "pipe" })),
    ],
  };
});

/** A world of one to three accounts, as many processes or more, and one or two objects. */
export const drawnWorld: fc.Arbitrary<DrawnWorld> = worldWith(fc.constant([]));
/** The same with one or two pipes. */
export const drawnWorldWithPipes: fc.Arbitrary<DrawnWorld> = worldWith(
  fc.array(pipe, { minLength: 1, maxLength: 2 }),
);
