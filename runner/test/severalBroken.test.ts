/**
 * A scenario that `breaks` several properties says of each what a scenario that breaks it alone says,
 * whichever of them ends the runs first.
 */
import { expect, it } from "vitest";
import { failuresOf } from "../campaign/failures.ts";
import type { ScenarioResult } from "../campaign/results.ts";
import { CampaignRunner } from "../campaign/runAll.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { compileSource } from "../node/compileSources.ts";
import { groupLines } from "../report/summary.ts";
import { plainPage } from "../report/theme.ts";
import { newMachine } from "./support/compiled.ts";

const machine = newMachine();
const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users; privileges SeImpersonatePrivilege }
process app as bob { thread one, two }
driver bad { entry go(level: level) {
  context = SeCreateClientSecurity(app.two, level: level) else return
  SeImpersonateClientEx(context) => any
  SeDeleteClientSecurity(context)
} }
property "clean": always clean at user-return
property "nobody impersonates": never app.one.impersonating
property "not two": never app.two.impersonating
property "no context": never app.one.impersonating and app.one.level >= SecurityIdentification
property "many tokens": always count(tokens) > 1
`;
const titles = ["clean", "nobody impersonates", "not two", "no context", "many tokens"];
const bodies = [
  "one: enter bad.go(SecurityImpersonation)",
  "choose level in SecurityIdentification, SecurityImpersonation; one: enter bad.go(level)",
  `any of { one: enter bad.go(SecurityIdentification)
    two: NtImpersonateThread(current, current, level: SecurityImpersonation) }`,
  `one: enter bad.go(SecurityIdentification)
  maybe { two: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_ACCESS_DENIED }
  two: NtImpersonateThread(current, current, level: SecurityImpersonation)`,
];

async function resultsOf(text: string): Promise<ScenarioResult[]> {
  const compiled = compileSource({ name: "text.scn", text, folder: "here" });
  if (compiled.broken) throw new Error(JSON.stringify(compiled.diagnostics));
  const runner = new CampaignRunner(
    (program) => runProgram(machine, program, { runs: 500, seed: 0n }), () => [],
  );
  const results: ScenarioResult[] = [];
  for await (const result of runner.results([compiled], {})) results.push(result);
  return results;
}

const scenario = (title: string, broken: readonly string[], body: string): string =>
  `scenario "${title}" on windows 11 breaks ${broken.map((each) => `"${each}"`).join(", ")} {
  ${body}
}
`;

const linesOf = (result: ScenarioResult): string =>
  groupLines([result], { ...plainPage, width: 400 }).join("\n");

it.each(bodies)("%s: of two and of all properties together as of each alone", async (body) => {
  const pairs = titles.flatMap((a) => titles.filter((b) => a !== b).map((b) => [a, b]));
  const together = [...pairs, titles];
  const results = await resultsOf(
    world + titles.map((title) => scenario(title, [title], body)).join("") +
      together.map((broken) => scenario(broken.join(" and "), broken, body)).join(""),
  );
  const alone = new Map(results.slice(0, titles.length).map((result) => [result.scenario, result]));
  expect([...alone.values()].filter(({ verdict }) => verdict === "held").length).toBeGreaterThan(2);
  expect([...alone.values()].filter(({ verdict }) => verdict === "failed").length).toBeGreaterThan(0);
  results.slice(titles.length).forEach((result, at) => {
    const wanted = together[at]!.map((title) => alone.get(title)!);
    const isHeld = wanted.every(({ verdict }) => verdict === "held");
    expect(result.verdict, result.scenario).toBe(isHeld ? "held" : "failed");
    expect(result.unbroken).toEqual(wanted.flatMap(({ unbroken }) => unbroken));
  });
});

it("what else ends the runs of a property that is judged by itself is a failure and is said", async () => {
  const denied = "two: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_ACCESS_DENIED";
  const [all, some] = await resultsOf([denied, `maybe { ${denied} }`].map((line, at) =>
    scenario(`x${at}`, ["nobody impersonates", "not two"], `one: enter bad.go(SecurityImpersonation)
  ${line}
  two: NtImpersonateThread(current, current, level: SecurityImpersonation)`)).reduce((text, each) => text + each, world));
  expect([all!.verdict, some!.verdict]).toEqual(["failed", "failed"]);
  const said = (runs: string): string =>
    `"not two" was meant to be broken and was judged by itself, in ${runs} ended by "=> STATUS_ACCESS_DENIED"`;
  expect(linesOf(all!)).toContain(said("1 of 1 run"));
  expect(linesOf(some!)).toContain(said("1 of 2 runs"));
});

it("a property that was judged by itself is told so, with its own runs", async () => {
  const [result] = await resultsOf(world + scenario("x", ["clean", "nobody impersonates"], bodies[0]!));
  expect(linesOf(result!)).toContain('"clean", judged by itself, in 1 of 1 run, shortest in 5 steps');
  expect(linesOf(result!)).toContain('"nobody impersonates", in 1 of 1 run, shortest in 3 steps');
});

it("what no run could judge is not said to have held", async () => {
  const [result] = await resultsOf(
    `${world}property "no worker": always clean at worker-return
${scenario("x", ["no worker"], bodies[0]!)}`,
  );
  expect(result!.verdict).toBe("failed");
  expect(linesOf(result!)).toContain(
    'failed: "no worker" was meant to be broken and was never judged: no worker-return in 1 run',
  );
});

it("a broken property's share is all runs that break it, whatever decided them", async () => {
  const body = `choose level in SecurityAnonymous, SecurityIdentification, SecurityImpersonation
  any of { app.one: NtImpersonateThread(current, current, level: level); one: enter bad.go(level)
    app.one: NtOpenProcessToken(app, TOKEN_QUERY) }`;
  const text = world + scenario("x", ["nobody impersonates"], body);
  const [result] = await resultsOf(text);
  const { program, counts } = result!;
  const kinds = failuresOf(program, runProgram(machine, program, { runs: 500, seed: 0n }), text);
  expect(kinds.length).toBeGreaterThan(1);
  expect(result!.expected[0]!.count).toBe(counts.verdicts.Failed);
  expect(linesOf(result!)).toContain(`in ${counts.verdicts.Failed} of ${counts.cases} runs`);
  expect(counts.verdicts.Failed).toBeLessThan(counts.cases);
});
