/**
 * `for each allocation failing`: one run for each allocation that the block really makes, whatever its way
 * through repeats, branches, lanes and work items, and one in which none fails.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { operations } from "../../core/tables/operations.ts";
import { versions } from "../../core/tables/versions.ts";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { failsAsWritten, flatText } from "../campaign/flatText.ts";
import { recipeOf, runProgram } from "../campaign/runProgram.ts";
import { newMachine } from "./support/compiled.ts";

const machine = newMachine();
const world = `
account bob { user S-1-5-21-7-7-7-1002; groups Users }
account alice { user S-1-5-21-7-7-7-1004; groups Users, Administrators }
job sieve { limits JOB_OBJECT_SECURITY_FILTER_TOKENS; disables Administrators }
process plain as bob { thread client, other }
process office as alice { thread clerk }
process sifted as bob { thread server, main; job sieve }
pipe orders by office "D:(A;;GA;;;WD)"
driver filter {
  entry work() {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    IoQueueWorkItem { SeImpersonateClientEx(ctx) else return; SeStopImpersonatingClient() }
  } finally {
    SeDeleteClientSecurity(ctx)
    copy = SeCreateClientSecurity(current, level: SecurityImpersonation) => any
  }
}
procedure twoWays() by system.main {
  first = SeCreateClientSecurity(plain.client, level: SecurityImpersonation) else return
  for each allocation failing {
    second = SeCreateClientSecurity(office.clerk, level: SecurityImpersonation) else return
  }
} finally { third = SeCreateClientSecurity(plain.other, level: SecurityImpersonation) => any }
attacker thief { controls plain.other; calls NtWriteFile; names orders; holds none }
`;
const context = (thread: string, name: string): string =>
  `system.main: ${name} = SeCreateClientSecurity(${thread}, level: SecurityImpersonation)`;

function programOf(body: string, version: string): Program {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows ${version} {\n${body}\n}`);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map((each) => messageOf(each))).toEqual([]);
  return value.scenarios[0]!.program(version);
}

/** Every run of a program: what each step was asked, decided and answered. */
function runsOf({ image }: Pick<Program, "image">): string[] {
  machine.load(image);
  machine.beginEnumeration();
  const count = machine.runEnumerated(0n, 5_000);
  return Array.from({ length: count }, (_, number) => {
    machine.beginEnumerated(BigInt(number));
    const steps: string[] = [];
    do steps.push(JSON.stringify(machine.notes())); while (machine.advance());
    steps.push(JSON.stringify(machine.notes()));
    const calls = machine.journal().map(({ operation, actor, status }) => [operation, actor, status]);
    return `${JSON.stringify(calls)} ${steps.join("")}`;
  });
}

const routines = new Set<number>(operations.map(({ id }) => id));

/** The runs of the program as it is, and with the 1st, the 2nd … allocation failing of each of its calls. */
function writtenOut({ image }: Program): Set<string> {
  const found = new Set(runsOf({ image }));
  image.records.forEach(({ operation }, at) => {
    if (!routines.has(operation)) return;
    for (let fault = 1; fault <= 6; fault += 1) {
      const records = image.records.map((record, index) => (index === at ? { ...record, fault } : record));
      for (const run of runsOf({ image: { ...image, records } })) found.add(run);
    }
  });
  return found;
}

const swept = (body: string): string => `for each allocation failing {\n${body}\n}`;

/** Blocks with one way through them each; behind a call stands what is demanded of it. */
const straight: Readonly<Record<string, string>> = {
  "three copies": ["a", "b", "c"].map((name) => `${context("plain.client", name)} => any`).join("\n"),
  "a context put on a thread of a filtered job": `${context("office.clerk", "ctx")} => any
    system.main: SeImpersonateClientEx(ctx, sifted.server) => any`,
  "an open that copies": `${context("office.clerk", "ctx")} => any
    system.main: SeImpersonateClientEx(ctx, plain.client) => any
    plain.client: t = NtOpenThreadToken(current, TOKEN_QUERY, openAsSelf: true) => any`,
  "rounds of a repeat": `repeat 3 { ${context("plain.client", "ctx")} => any }`,
  "a pipe's server who impersonates": `
    plain.client: h = NtCreateFile(orders, FILE_WRITE_DATA, level: SecurityImpersonation) => any
    plain.client: NtWriteFile(h) => any; office.clerk: NtReadFile(orders) => any
    office.clerk: NtFsControlFile(orders, FSCTL_PIPE_IMPERSONATE) => any`,
};

const crooked: Readonly<Record<string, string>> = {
  "a repeat of a chosen length": `repeat 0..2 { ${context("plain.client", "ctx")} => any }`,
  alternatives: `any of {
    ${context("plain.client", "a")} => any
    repeat 2 { ${context("office.clerk", "b")} => any }
  }`,
  "what follows where the first fails": `
    ${context("plain.client", "a")} else { ${context("plain.client", "b")} => any }
    if failed { system.main: PsRevertToSelf() } else { ${context("office.clerk", "c")} => any }`,
  "an entry with its item and its finally": "plain.client: enter filter.work()",
  lanes: `concurrently {
    lane system.main {
      repeat 2 { a = SeCreateClientSecurity(plain.client, level: SecurityImpersonation) => any }
    }
    lane system.worker1 { b = SeCreateClientSecurity(office.clerk, level: SecurityImpersonation) => any } }`,
};

describe("a sweep finds what the block finds with allocation 1, 2, … of each call failing", () => {
  const everyVersion = versions.map(({ name }) => name);

  it.each(Object.entries(straight))("%s: as many runs as there are, on every version", (_, body) => {
    for (const version of everyVersion) {
      const runs = runsOf(programOf(swept(body), version));
      const written = writtenOut(programOf(body, version));
      expect(new Set(runs), version).toEqual(written);
      expect(runs, version).toHaveLength(written.size);
    }
  });

  it.each(Object.entries(crooked))("%s", (_, body) => {
    for (const version of ["2000-sp4", "11"]) {
      expect(new Set(runsOf(programOf(swept(body), version)))).toEqual(writtenOut(programOf(body, version)));
    }
  });
});

/** Lines that may stand in any order; `#` makes the names that they bind their own. */
const drawnLines = [
  `${context("plain.client", "a#")} => any`,
  `${context("office.clerk", "b#")} => any; system.main: SeImpersonateClientEx(b#, sifted.server) => any`,
  "system.main: c# = NtOpenThreadToken(sifted.server, TOKEN_QUERY, openAsSelf: true) => any",
  "office.clerk: { d# = NtOpenProcessToken(office, TOKEN_DUPLICATE) => any; NtFilterToken(d#) => any }",
  "plain.other: NtWriteFile(orders) => any; office.clerk: NtReadFile(orders) => any",
  "office.clerk: NtFsControlFile(orders, FSCTL_PIPE_IMPERSONATE) => any",
  "system.main: PsRevertThreadToSelf(sifted.server)",
];
const around = [
  "%", "repeat 2 { % }", "maybe { % }", "if failed { % }", "if not failed { % }", "atomic { % }",
];
const drawnBlock = fc.array(
  fc.tuple(fc.constantFrom(...around), fc.constantFrom(...drawnLines)), { minLength: 1, maxLength: 3 },
).map((lines) => lines.map(
  ([outer, line], place) => outer.replace("%", line.replaceAll("#", `${place}`)),
).join("\n"));

it("a sweep over a drawn block finds what the block finds with each allocation of each call failing", () => {
  fc.assert(fc.property(drawnBlock, fc.constantFrom("2000-sp4", "xp-sp2", "11"), (body, version) => {
    expect(new Set(runsOf(programOf(swept(body), version)))).toEqual(writtenOut(programOf(body, version)));
  }), { numRuns: 15, seed: 5 });
});

describe("a run of a sweep as a flat text", () => {
  it.each([
    ["a call", `${context("plain.client", "a")} => any; ${context("plain.client", "b")} => any`, 1],
    ["an attacker's call", "play thief for 2", 1],
    ["an open that copies, in its list and its copy", `system.main: PsImpersonateClient(plain.client,
      token, copyOnOpen: true) => any
      plain.client: t = NtOpenThreadToken(current, TOKEN_QUERY, openAsSelf: true) => any`, 2],
  ])("says which allocation of which call fails, and goes the same way: %s", (_, block, deepest) => {
    const body = `system.main: token = PsReferencePrimaryToken(plain)\n${swept(block)}\nexpect 1 == 2`;
    const program = programOf(body, "11");
    const text = `${world}scenario "s" on windows 11 {\n${body}\n}`;
    const origin = { program, file: compile(text).value.file, text, title: "s, run", found: "Found." };
    machine.load(program.image);
    machine.beginEnumeration();
    const runs = machine.runEnumerated(0n, 100);
    expect(runs).toBe(3);
    const written = Array.from({ length: runs }, (_each, number) => {
      const { lines, end } = flatLinesOf(machine, program, recipeOf({}, BigInt(number)));
      const flat = flatText(machine, origin, lines, end)!;
      expect(failsAsWritten(machine, flat)).toBe(true);
      return /with allocation (\d) failing/.exec(flat)?.[1];
    });
    expect(written).toEqual(["1", String(deepest), undefined]);
  });
});

describe("which allocations belong to a sweep", () => {
  const countOf = (body: string): number => runsOf(programOf(body, "11")).length;
  const copy = (name: string): string => `${context("plain.client", name)} => any`;

  it.each([
    ["none behind the block", `${swept(copy("a"))}; ${copy("b")}`, 2],
    [
      "none of a call that says itself which fails",
      swept(`${context("plain.client", "a")} with allocation 1 failing => any; ${copy("b")}`), 2,
    ],
    ["nothing: the only run", swept("system.main: PsRevertToSelf()"), 1],
    ["two, one after the other, each has its own", `${swept(copy("a"))}; ${swept(copy("b"))}`, 4],
    ["a repeated sweep fails anew in each round", `repeat 2 { ${swept(copy("a"))} }`, 4],
    ["one within another may fail once more", swept(`${copy("a")}; ${swept(copy("b"))}; ${copy("c")}`), 6],
    ["not what `finally` outside of it does, though a return within leads there", "twoWays()", 2],
    ["an attacker's calls in it", swept("play thief for 2"), 3],
  ] as const)("%s", (_, body, runs) => {
    expect(countOf(body)).toBe(runs);
  });
});

describe("runs that are drawn", () => {
  const rounds = `repeat 8 { ${context("plain.client", "ctx")} => any; expect not failed }`;
  const program = programOf(swept(rounds), "11");

  it("come to each allocation, the last included", () => {
    machine.load(program.image);
    const failing = new Set(Array.from({ length: 400 }, (_, number) => {
      machine.beginCase(1n, BigInt(number));
      machine.finish();
      return machine.journal().findIndex(({ fault }) => fault > 0);
    }));
    expect([...failing].sort()).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("depend on no run before them", () => {
    const countsOf = (sizes: readonly number[]): unknown => {
      machine.load(program.image);
      let first = 0;
      for (const size of sizes) {
        machine.runDrawn(7n, BigInt(first), size);
        first += size;
      }
      return [machine.counts(), machine.failures()];
    };
    const once = countsOf([60]);
    machine.runDrawn(9n, 3n, 5);
    expect(countsOf([1, 7, 2, 50])).toEqual(once);
  });
});

it("finds a bug that needs the first round to succeed and the second to fail", () => {
  const body = swept(`repeat 2 {
    ${context("office.clerk", "ctx")} => any
    if failed { expect not plain.client.impersonating }
    else { system.main: SeImpersonateClientEx(ctx, plain.client) => any }
  }`);
  const { failures, counts } = runProgram(machine, programOf(body, "11"), { runs: 100, seed: 0n });
  expect(counts.cases).toBeGreaterThan(2n);
  expect(failures).toHaveLength(1);
});
