/**
 * What is left after shrinking: a text that compiles, fails for the same reason, and from which no line can
 * be taken.
 */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { failuresOf } from "../campaign/failures.ts";
import { decompile, stepsOf } from "../../grammar/decompile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { flatFailureOf } from "../campaign/flatFailure.ts";
import { flatLinesOf, FlatRunner } from "../campaign/flatRun.ts";
import { failsAsWritten, flatText, replayText, smallFlatText } from "../campaign/flatText.ts";
import { defaultRunBudget, runProgram } from "../campaign/runProgram.ts";
import { Reason, shrink, smallerLists } from "../campaign/shrink.ts";
import { ShrinkBudget } from "../campaign/shrinkBudget.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import { simplerLines } from "../campaign/simplify.ts";
import type { Failure, Recipe } from "../campaign/results.ts";
import { shrunkWords } from "../report/words.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";
import { needless } from "./support/smallest.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const machine = newMachine();
const deputy = `${world}process server as LocalService { thread main }
  object vault as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FA;;;LS)"
  `;
const texts = {
  ...Object.fromEntries(
    readdirSync(new URL("../../scenarios/attacks", import.meta.url)).map((name) => [
      name.replace(/\.scn$/, ""),
      scenarioFile(`attacks/${name}`).text,
    ]),
  ),
  // the same without looking whether there is a context: the steps that want one are skipped
  "status ignored, steps skipped": scenarioFile("attacks/ignored-status.scn").text.replace(
    /if not ctx\.failed \{ ([^}]*) \}/g,
    "$1",
  ),
  tutorial: scenarioFile("tutorial/05-attacker.scn").text,
  "demand in a driver": `${world}driver d { entry e() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) => STATUS_BAD_IMPERSONATION_LEVEL } }
    scenario "x" on windows 11 { maybe { system.main: PsRevertToSelf() }; concurrently { lane victim { enter d.e() }; lane accomplice { NtOpenThreadToken(current, TOKEN_QUERY) => any } } }`,
  expectation: `${world}scenario "x" on windows 11 {
    choose n in 1..3
    system.main: t = PsReferencePrimaryToken(app)
    system.main: PsRevertToSelf()
    if n == 2 { system.main: PsImpersonateClient(victim, t, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation) }
    expect not victim.impersonating
  }`,
  "an expectation of what was chosen": `${world}scenario "x" on windows 11 {
    choose n in 1..9
    choose whom in app.victim, app.accomplice
    choose level in SecurityIdentification, SecurityImpersonation
    whom: NtImpersonateThread(current, current, level: level)
    expect n < 9 or whom == app.victim or level != SecurityImpersonation or not app.accomplice.impersonating
  }`,
  "bug check": `${world}driver d { entry e() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation)
      IoQueueWorkItem { SeImpersonateClientEx(ctx) } } }
    scenario "x" on windows 11 { repeat 1..2 { victim: enter d.e() } }`,
  "repeated binding": `${world}${drivers}scenario "x" on windows xp-sp1 {
    never levelRaised
    repeat 2 { maybe { accomplice: h = NtOpenProcessToken(app, TOKEN_QUERY); accomplice: NtClose(h) } }
    victim: enter raising.work()
    accomplice: loot = NtOpenThreadToken(victim, TOKEN_QUERY | TOKEN_IMPERSONATE)
    accomplice: NtSetInformationThread(current, ThreadImpersonationToken, loot)
    expect accomplice.token.user != LocalSystem
  }`,
  "a name that nothing binds": `${deputy}driver d { entry e() {
      maybe { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) }
      IoQueueWorkItem { SeImpersonateClientEx(ctx) => any; act vault FILE_WRITE_DATA for app.victim } } }
    scenario "x" on windows 11 { never deputy; victim: enter d.e() }`,
  "a skipped call whose result another misses": `${deputy}procedure p() by server.main {
      h = NtOpenThreadToken(current, TOKEN_DUPLICATE) => any
      d = NtDuplicateToken(h, TOKEN_IMPERSONATE, type: TokenImpersonation) => any
      for app.victim { NtSetInformationThread(current, ThreadImpersonationToken, d) => any
        act vault FILE_WRITE_DATA } }
    scenario "x" on windows 11 { never deputy; p() }`,
  "a name that fails the second time": `${deputy}procedure p() by server.main {
      h = NtOpenProcessToken(server, TOKEN_DUPLICATE)
      repeat 2 { d = NtDuplicateToken(h, TOKEN_QUERY, type: TokenPrimary) => any; NtClose(d) => any; NtClose(h) => any }
      for app.victim { act vault FILE_WRITE_DATA } }
    scenario "x" on windows 11 { never deputy; p() }`,
  play: world + drivers + play,
};

interface Found {
  readonly name: string;
  readonly failure: Failure;
  readonly text: string;
  readonly title: string;
  readonly version: string;
}

/** Every kind of failure of the scenarios of each text, on their last version. */
const found: Found[] = Object.entries(texts).flatMap(([name, text]) => {
  const { value, diagnostics } = compile(text);
  if (value.scenarios.length === 0) throw new Error(`${name}: ${JSON.stringify(diagnostics)}`);
  return value.scenarios.flatMap((scenario) => {
    const program = scenario.program(scenario.versions.at(-1)!);
    const failures = failuresOf(program, runProgram(machine, program, defaultRunBudget), text);
    return failures.map((failure) => ({
      name,
      failure,
      text,
      title: scenario.title,
      version: program.version,
    }));
  });
});

function prepared({ text, title, version, failure }: Found) {
  const { value } = compile(text);
  const whole = value.scenarios.find((scenario) => scenario.title === title)!.program(version);
  const { program, lines, end } = flatFailureOf(machine, whole, failure.recipe);
  return {
    program,
    lines,
    end,
    origin: { program, file: value.file, text, title: `${title}, flat`, found: "Found by a test." },
  };
}

it("each text of this test fails", () => {
  expect([...new Set(found.map((each) => each.name))]).toEqual(Object.keys(texts));
});

it.each(found)(
  "$name: the run as it was becomes a text that fails for the same reason ($failure.key)",
  (each) => {
    const { lines, end, origin } = prepared(each);
    const text = flatText(machine, origin, lines, end);
    expect(text).toBeDefined();
    const replayed = replayText(machine, text!)!;
    expect(replayed.program.hasChoices).toBe(false);
    expect(failsAsWritten(machine, text!)).toBe(true);
  },
);

/** The steps of the only run, or of a recipe: who did what, how it went, whether it was skipped. */
function told(program: Program, recipe: Recipe): string[] {
  const { journal } = flatLinesOf(machine, program, recipe);
  return journal.map((entry) => `${entry.actor} ${entry.operation} ${entry.status} ${entry.stepFlags & 1}`);
}

it.each(found)("$name: the text makes the steps of the run, skipped ones too ($failure.key)", (each) => {
  const { program, lines, end, origin } = prepared(each);
  const text = flatText(machine, origin, lines, end)!;
  const again = told(replayText(machine, text)!.program, { kind: "first" });
  const unbound = text.match(/^ *\/\/ skipped, for nothing binds/gm)?.length ?? 0;
  const isUnbound = (step: string): boolean => unbound > 0 && step.endsWith(" 1");
  expect(again.filter((step) => !isUnbound(step))).toEqual(
    told(program, each.failure.recipe).filter((step) => !isUnbound(step)),
  );
});

it.each(found)("$name: compile(decompile(p)) = p, skipped steps included ($failure.key)", (each) => {
  const { lines, end, origin } = prepared(each);
  const { program } = replayText(machine, flatText(machine, origin, lines, end)!)!;
  const text = flatText(machine, origin, lines, end)!;
  const { value } = compile(text);
  const back = decompile({
    program,
    file: value.file,
    text,
    steps: stepsOf(program),
    title: program.scenario,
    breaks: program.breaks[0]!,
  });
  expect(replayText(machine, back)!.program.image, back).toEqual(program.image);
});

it.each(found)(
  "$name: shrunk, it fails for the same reason, and no line can be taken ($failure.key)",
  (each) => {
    const { program, lines, end, origin } = prepared(each);
    const shrunk = shrink(machine, program, lines, end)!;
    expect(shrunk.cutShort).toBeUndefined();
    expect(shrunk.lines.length).toBeLessThanOrEqual(lines.length);
    const text = smallFlatText(machine, origin, shrunk.lines, end)!;
    expect(failsAsWritten(machine, text)).toBe(true);
    expect(needless(machine, text), text).toEqual([]);
  },
);

it.each(found)(
  "$name: of what is left no line can go and no value can be simpler ($failure.key)",
  (each) => {
    const { program, lines, end } = prepared(each);
    const left = shrink(machine, program, lines, end)!.lines;
    const reason = new Reason(new FlatRunner(machine, program, lines.length), end);
    expect(reason.of(lines)).toBeDefined();
    expect(reason.isKeptBy(left)).toBe(true);
    const smaller = smallerLists(left, program.image, reason.isDeputy);
    expect(smaller.length).toBeGreaterThan(0);
    expect(smaller.filter((candidate) => reason.isKeptBy(candidate))).toEqual([]);
  },
);

it.each([
  [
    "a name that nothing binds",
    [/^  \/\/ skipped, for nothing binds ctx: system.worker1: SeImpersonateClientEx\(ctx\)/m],
  ],
  [
    "a skipped call whose result another misses",
    [
      / h = NtOpenThreadToken\(.*=> STATUS_NO_TOKEN$/m,
      / d = NtDuplicateToken\(h(.*\n)?.*\/\/ skipped: h is not bound$/m,
      / NtSetInformationThread\(.* d\) => any \/\/ skipped: d is not bound$/m,
    ],
  ],
  [
    "a name that fails the second time",
    [
      / (d\d) = NtDuplicateToken\(h.*\n.*NtClose\(\1\)\n(.*\n)* {2}.* (d\d) = .*STATUS_INVALID_HANDLE\n.*NtClose\(\3\) => any \/\/ skipped: \3 is not/,
    ],
  ],
])("%s: its text shows what was skipped and why", (name, shown) => {
  const { lines, end, origin } = prepared(found.find((one) => one.name === name)!);
  const text = flatText(machine, origin, lines, end)!;
  for (const line of shown) expect(text).toMatch(line);
});

it("shrinking the same failure twice gives the same text", () => {
  const each = found.find((one) => one.name === "play")!;
  const shrunkText = (): string => {
    const { program, lines, end, origin } = prepared(each);
    return flatText(machine, origin, shrink(machine, program, lines, end)!.lines, end)!;
  };
  expect(shrunkText()).toBe(shrunkText());
});

it.each([
  [
    "ignored-status",
    "status ignored",
    /: SeCreateClientSecurity.*\n?.*=> STATUS_BAD_IMPERSONATION_LEVEL\n.*IoQueueWorkItem(.*\n)*.*act secrets/,
  ],
  [
    "status ignored, steps skipped",
    "status ignored",
    /ctx = SeCreateClientSecurity.*\n?.*=> STATUS_BAD_IMPERSONATION_LEVEL\n.*IoQueueWorkItem(.*\n)*.*SeImpersonateClientEx\(ctx\) => any \/\/ skipped: ctx is not bound/,
  ],
  ["downgrade-mistaken", "downgrade mistaken for success", /NtImpersonateThread.*\n(.*\n)*.*act queue.*STATUS_BAD_IMPERSONATION_LEVEL\n(.*\n)*.*act queue/],
])("%s: a shrunk failure of the deputy property shows how the server came to act", (name, title, story) => {
  const { program, lines, end, origin } = prepared(
    found.find((one) => one.name === name && one.title === title)!,
  );
  const text = smallFlatText(machine, origin, shrink(machine, program, lines, end)!.lines, end)!;
  expect(text).toMatch(story);
  const again = replayText(machine, text)!;
  const flat = flatLinesOf(machine, again.program, { kind: "first" });
  expect(shrink(machine, again.program, flat.lines, flat.end)!.lines).toHaveLength(flat.lines.length);
});

it("a token that was made before another one goes, though the server is given the other by another number", () => {
  const making = (level: string): string =>
    `NtDuplicateToken(h, TOKEN_IMPERSONATE, level: ${level}, type: TokenImpersonation)`;
  const text = `${deputy}driver d { entry e() {
      t = PsReferenceEffectiveToken(current)
      act vault FILE_WRITE_DATA unchecked for caller
      PsDereferenceImpersonationToken(t)
    } }
    scenario "x" on windows 11 { never deputy
      app.victim: { h = NtOpenProcessToken(app, TOKEN_DUPLICATE)
        needless = ${making("SecurityImpersonation")}
        needed = ${making("SecurityIdentification")}
        NtSetInformationThread(current, ThreadImpersonationToken, needed)
        enter d.e() } }`;
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("11");
  const origin = { program, file: value.file, text, title: "x, flat", found: "Found by a test." };
  const small = shrinkFailure(machine, origin, { kind: "first" }).text!;
  expect(small).toContain("needed = ");
  expect(small).not.toContain("needless");
});

it("how an attacker came to impersonate is made simpler, though the server is given another token for it", () => {
  const text = `${deputy}driver d { entry e() {
      t = PsReferenceImpersonationToken(current)
      act vault FILE_WRITE_DATA unchecked for caller
    } }
    attacker thief { controls app.victim; calls NtImpersonateThread; names threads; holds none }
    scenario "x" on windows 11 { never deputy; play thief for 1; app.victim: enter d.e() }`;
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("11");
  const origin = { program, file: value.file, text, title: "x, flat", found: "Found by a test." };
  const recipes = Array.from({ length: 60 }, (_, at): Recipe => ({ kind: "drawn", seed: 0n, case: BigInt(at) }));
  const [raw, small] = [
    recipes.map((recipe) => {
      const { lines, end } = flatLinesOf(machine, program, recipe);
      return flatText(machine, origin, lines, end)!;
    }),
    recipes.map((recipe) => shrinkFailure(machine, origin, recipe).text!),
  ];
  const dynamic = (of: readonly string[]): string[] => of.filter((each) => each.includes("tracking: dynamic"));
  expect(dynamic(raw).length).toBeGreaterThan(3);
  expect(small.filter((each) => each.includes("NtImpersonateThread")).length).toBeGreaterThan(3);
  expect(dynamic(small)).toEqual([]);
});

it("a right by its name is simpler than all that the caller may have, and never the other way", () => {
  const text = `${world}attacker thief { controls accomplice; calls NtOpenProcessToken; names app }
    scenario "x" on windows 11 { never escalation by thief; play thief for 1 }`;
  const program = compile(text).value.scenarios[0]!.program("11");
  const { image } = program;
  const maximum = 0x02000000;
  const [before, after] = [new Set<number>(), new Set<number>()];
  const maskOf = ({ record }: { record: { operands: readonly number[] } }): number =>
    image.constants[record.operands[1]! & 0xfff]!;
  for (let number = 0n; number < 200n; number++) {
    const { lines } = flatLinesOf(machine, program, { kind: "drawn", seed: 0n, case: number });
    for (const line of lines.filter(({ byAttacker }) => byAttacker)) {
      before.add(maskOf(line));
      for (const simpler of simplerLines(line, image)) {
        expect(bits(maskOf(simpler))).toBeLessThanOrEqual(maskOf(line) === maximum ? 32 : bits(maskOf(line)));
        after.add(maskOf(simpler));
      }
    }
  }
  expect(before).toContain(maximum);
  expect([...after].every((mask) => mask !== maximum)).toBe(true);
  expect(after.size).toBeGreaterThan(3);
});

const bits = (mask: number): number => mask.toString(2).replaceAll("0", "").length;

it("whoever a server acts for after shrinking is who wrote to it", () => {
  const text = `account mallory { user S-1-5-21-7-7-7-1001 }
    process app as mallory { thread b, c, d }
    process server as LocalService { thread main }
    object ledger as file "O:BAG:BAD:(A;;FA;;;LS)"
    pipe orders by server "D:(A;;GA;;;WD)"
    procedure serve() by server.main {
      repeat 1..2 { order = NtReadFile(orders) else return; for order.writer { act ledger FILE_WRITE_DATA } }
    }
    attacker thief { controls app; calls NtWriteFile, NtReadFile; names orders }
    scenario "x" on windows 11 { never deputy by server.main
      concurrently { lane server.main { serve() }; play thief for 3 } }`;
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("11");
  const origin = { program, file: value.file, text, title: "x, flat", found: "Found by a test." };
  const shownFor = new Set<string>();
  for (let number = 0n; shownFor.size < 3 && number < 60n; number++) {
    const recipe: Recipe = { kind: "drawn", seed: 0n, case: number };
    if (flatLinesOf(machine, program, recipe).end.verdict === "Held") continue;
    const small = shrinkFailure(machine, origin, recipe).text!;
    const whom = /for (app\.\w)\n/.exec(small)![1]!;
    expect(small).toContain(`${whom}: NtWriteFile(orders)`);
    shownFor.add(whom);
  }
  expect([...shownFor].sort()).toEqual(["app.b", "app.c", "app.d"]);
});

it("a budget that is too small keeps the failure and says that it is not complete", () => {
  const { program, lines, end } = prepared(found.find((one) => one.name === "left-on-worker")!);
  const shrunk = shrink(machine, program, lines, end, new ShrinkBudget(3))!;
  expect(shrunk.cutShort).toBe("budget");
  expect(shrunk.executions).toBeLessThanOrEqual(3);
  expect(shrunkWords(9, 8, shrunk.cutShort)).toContain("the budget for shrinking ended first");
});

it("a budget that ends while the world is made smaller says so too, and what it left fails the same way", () => {
  const each = found.find((one) => one.name === "left-on-worker")!;
  const { program, lines, end, origin } = prepared(each);
  const ofLines = shrink(machine, program, lines, end)!;
  const shrunkWith = (budget?: ShrinkBudget) => shrinkFailure(machine, origin, each.failure.recipe, budget);
  const [all, less] = [shrunkWith(), shrunkWith(new ShrinkBudget(ofLines.executions + 2))];
  expect(all.executions).toBeGreaterThan(ofLines.executions);
  expect([all.cutShort, all.complete]).toEqual([undefined, true]);
  expect([less.cutShort, less.complete, less.steps]).toEqual(["budget", false, all.steps]);
  expect(less.text!.length).toBeGreaterThan(all.text!.length);
  expect(failsAsWritten(machine, less.text!)).toBe(true);
});
