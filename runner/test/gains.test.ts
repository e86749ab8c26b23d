/**
 * Every way in which the model judges a gain is told in one sentence: who can act as whom, through which
 * thread or handle, and in which respect that is beyond what he could act as at the start.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accessRights } from "../../core/tables/accessRights.ts";
import { gainWays, handleKinds } from "../../core/tables/kinds.ts";
import { regions } from "../../core/tables/layout.ts";
import { baselinesOf, excessOf, type ExcessKind } from "../report/excess.ts";
import { gainsOf, gainValues } from "../report/gains.ts";
import { withFlatNames } from "../report/lines.ts";
import type { Machine } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { newMachine, programOf } from "./support/compiled.ts";

/** Mallory may impersonate and assign whatever she gets hold of, so that no gate stands in the way. */
const program = withFlatNames(
  programOf(
    `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Administrators deny-only
      privileges SeChangeNotifyPrivilege, SeImpersonatePrivilege, SeAssignPrimaryTokenPrivilege }
    account boss { user S-1-5-21-7-7-7-1002; groups Users, Administrators, Guests; integrity High }
    process app as mallory { thread one }
    process office as boss { thread t }
    object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
    attacker a { controls app.one; calls user routines; names app, office, secrets; holds none }
    scenario "s" on windows 11 { never escalation by a; play a for 2 }`,
    "s",
    "11",
  ),
);
const process = (name: string): number => program.names.processes.indexOf(name);
const thread = (path: string): number =>
  program.names.threads.findIndex((row) => `${row.process}.${row.name}` === path);
const sid = (name: string): bigint => 1n << BigInt(program.names.sids.findIndex((row) => row.name === name));
const right = (type: string, name: string): number =>
  accessRights.find((row) => row.type === type)!.rights.find((row) => row.name === name)!.value;
const tokenOf = (name: string, view: StateView): number => view.field("process", process(name), "token");

/** A machine right after the baseline was taken. */
function begun(): { machine: Machine; state: StateView } {
  const machine = newMachine();
  machine.load(program.image);
  machine.beginFirst();
  return { machine, state: machine.state() };
}

/** Gives app a handle. */
function give(state: StateView, kind: string, object: number, access: number): void {
  const set = (name: string, value: number): void => state.set("handle", 0, name, value);
  set("kind", handleKinds.find((row) => row.name === kind)!.value);
  set("object", object);
  set("process", process("app"));
  set("access", access);
  state.set("header", 0, "handlesLive", 1n);
}

function impersonate(state: StateView, path: string, level: number, token: number): void {
  state.set("thread", thread(path), "active", 1);
  state.set("thread", thread(path), "level", level);
  state.set("thread", thread(path), "token", token);
}

const beyondMallory =
  "beyond the nearest identity of the start (mallory, Medium) it can enable boss and Guests, " +
  "can enable Administrators, which was for deny only, holds ";

/** Each way, made by hand in the state, with the sentence up to the privileges. */
const ways: Readonly<Record<string, readonly [make: (state: StateView) => void, sentence: string]>> = {
  PrimaryToken: [
    (state) => state.set("process", process("app"), "token", tokenOf("office", state)),
    `a can act as boss, High: it is the primary token of app; ${beyondMallory}`,
  ],
  Impersonation: [
    (state) => impersonate(state, "app.one", 2, tokenOf("office", state)),
    `a can act as boss, High: app.one impersonates it in user mode at SecurityImpersonation; ${beyondMallory}`,
  ],
  ImpersonateToken: [
    (state) => give(state, "Token", tokenOf("office", state), right("token", "TOKEN_DUPLICATE")),
    `a can act as boss, High: a thread of app may impersonate it through handle 0x4 (TOKEN_DUPLICATE); ${beyondMallory}`,
  ],
  AssignToken: [
    (state) => give(state, "Token", tokenOf("office", state), right("token", "TOKEN_ASSIGN_PRIMARY")),
    `a can act as boss, High: app may assign it as a primary token through handle 0x4 (TOKEN_ASSIGN_PRIMARY); ${beyondMallory}`,
  ],
  ImpersonateThread: [
    (state) => give(state, "Thread", thread("office.t"), right("thread", "THREAD_IMPERSONATE")),
    `a can act as boss, High: app may impersonate thread office.t through handle 0x4 (THREAD_IMPERSONATE); ${beyondMallory}`,
  ],
  OpenThreadToken: [
    (state) => {
      impersonate(state, "office.t", 3, tokenOf("office", state));
      state.set("thread", thread("office.t"), "copyOnOpen", 1);
      give(state, "Thread", thread("office.t"), right("thread", "THREAD_QUERY_INFORMATION"));
    },
    `a can act as boss, High: app may open the token of thread office.t through handle 0x4 (THREAD_QUERY_INFORMATION) and impersonate it; ${beyondMallory}`,
  ],
  OpenProcessToken: [
    (state) => {
      state.set("token", tokenOf("office", state), "descriptor", 0);
      give(state, "Process", process("office"), right("process", "PROCESS_QUERY_INFORMATION"));
    },
    `a can act as boss, High: app may open the token of process office through handle 0x4 (PROCESS_QUERY_INFORMATION) and impersonate it; ${beyondMallory}`,
  ],
  ObjectAccess: [
    (state) => give(state, "Object", 1, right("file", "FILE_WRITE_DATA") | right("file", "FILE_READ_DATA")),
    "a has FILE_WRITE_DATA to secrets: handle 0x4 of app was granted it, and nobody whom a could act as at the start would be",
  ],
};

it("each way that the model knows is provoked here", () => {
  expect(Object.keys(ways)).toEqual(gainWays.map((row) => row.name));
});

it.each(Object.entries(ways))("%s is told in one sentence", (way, [make, sentence]) => {
  const { machine, state } = begun();
  expect(gainsOf(machine, program, 0)).toEqual([]);
  make(state);
  const gains = gainsOf(machine, program, 0);
  expect(gains.map((gain) => gain.way)).toEqual([way]);
  expect(gains[0]!.words.slice(0, sentence.length)).toBe(sentence);
  expect(gainValues(machine, program, 0)).toEqual([{ path: "what was gained", value: gains[0]!.words }]);
});

it("kinds of gains differ by way", () => {
  const kinds = Object.values(ways).map(([make]) => {
    const { machine, state } = begun();
    make(state);
    return gainsOf(machine, program, 0)[0]!.kind;
  });
  expect(new Set(kinds).size).toBe(kinds.length);
});

/** Writes into the token of office, which begins as a copy of mallory's, and into the baseline. */
type Write = (token: Setter, baseline: Setter) => void;
type Setter = (name: string, value: number | bigint) => void;

function compared(write: Write): { machine: Machine; state: StateView; token: number } {
  const { machine, state } = begun();
  const [own, token] = [tokenOf("app", state), tokenOf("office", state)];
  for (const { name } of regions.find((row) => row.name === "token")!.fields)
    if (name !== "tokenId") state.set("token", token, name, state.wide("token", own, name));
  write(
    (name, value) => state.set("token", token, name, value),
    (name, value) => state.set("baseline", 0, name, value),
  );
  state.set("process", process("app"), "token", token);
  return { machine, state, token };
}

const guests = sid("Guests");
/** Each respect alone. */
const respects: readonly (readonly [ExcessKind, string, Write])[] = [
  ["SIDs", "can enable Guests", (token) => token("groups", sid("Guests"))],
  [
    "SIDs that were for deny only",
    "can enable Administrators, which was for deny only",
    (token) => token("groupsDenyOnly", 0n),
  ],
  [
    "SIDs that were for deny only",
    "can enable mallory, which was for deny only",
    (_, baseline) => baseline("userDenyOnly", 1),
  ],
  [
    "deny-only SIDs that are gone",
    "lacks Guests, which was for deny only, so that entries that deny it no longer bind",
    (_, baseline) => baseline("groupsDenyOnly", guests | sid("Administrators")),
  ],
  ["privileges", "holds SeTcbPrivilege", (token) => token("privilegesPresent", 1n << 7n)],
  ["integrity", "runs at integrity High instead of Medium", (token) => token("integrity", 0x3000)],
  ["restriction", "is not restricted", (_, baseline) => baseline("restricted", 1)],
  [
    "restriction",
    "passes its restriction by Guests as well",
    (token, baseline) => {
      for (const set of [token, baseline]) set("restricted", 1);
      token("restricting", guests);
    },
  ],
  [
    "restriction",
    "is restricted for writing only",
    (token, baseline) => {
      for (const set of [token, baseline]) set("restricted", 1);
      token("writeRestricted", 1);
    },
  ],
  [
    "AppContainer",
    "is not in the AppContainer Guests",
    (_, baseline) => baseline("package", numberOf(guests)),
  ],
  [
    "AppContainer",
    "is not in the AppContainer Guests but in Users",
    (token, baseline) => {
      baseline("package", numberOf(guests));
      token("package", numberOf(sid("Users")));
    },
  ],
];
const numberOf = (bit: bigint): number => bit.toString(2).length - 1;

describe.each(respects)("%s: %s", (kind, words, write) => {
  // what is replaced rather than added to takes nothing else away that counts
  const { machine } = compared(write);
  const [gain, ...others] = gainsOf(machine, program, 0);

  it("is told, and nothing else", () => {
    expect(others).toEqual([]);
    expect(gain?.excess.map((each) => [each.kind, each.words])).toEqual([[kind, words]]);
    expect(gain!.words).toContain(`it ${words}`);
    expect(gain!.kind).toBe(`identity of mallory as a primary token (${kind})`);
  });
});

it("every respect is provoked here", () => {
  const kinds: Record<ExcessKind, true> = {
    SIDs: true, "SIDs that were for deny only": true, "deny-only SIDs that are gone": true, privileges: true,
    integrity: true, restriction: true, AppContainer: true,
  };
  expect([...new Set(respects.map(([kind]) => kind))]).toEqual(Object.keys(kinds));
});

it("the model judges a gain exactly where there is something to tell", () => {
  const bits = fc.bigInt({ min: 0n, max: 15n }).map((value) => value << 1n);
  const flag = fc.integer({ min: 0, max: 1 });
  const model = {
    groups: bits, groupsDenyOnly: bits, userDenyOnly: flag, user: fc.integer({ min: 1, max: 5 }),
    privilegesPresent: bits, integrity: fc.constantFrom(0x1000, 0x2000), restricted: flag, restricting: bits,
    writeRestricted: flag, package: fc.integer({ min: 0, max: 2 }),
  };
  const fields = fc.record(model);
  const names = Object.keys(model) as (keyof typeof model)[];
  let gains = 0;
  fc.assert(
    fc.property(fields, fields, fc.subarray(names), (x, given, changed) => {
      const { machine, state, token } = compared((set, setBaseline) => {
        for (const name of names) {
          setBaseline(name, given[name]);
          set(name, changed.includes(name) ? x[name] : given[name]);
        }
      });
      const told = baselinesOf(0, state).every(
        (index) => excessOf(token, index, state, program.names).length > 0,
      );
      const judged = machine.gains(0, 1).some(({ way }) => way === "PrimaryToken");
      gains += Number(judged);
      return told === judged;
    }),
    { numRuns: 400, seed: 1 },
  );
  expect(gains).toBeGreaterThan(100);
  expect(gains).toBeLessThan(300);
});
