/**
 * The same answers in a browser as in Node, from the files that a page would load. On Node's side stand the
 * rooms that the command line uses, and chunks of another size, so that agreement is no matter of having been
 * asked in the same way.
 */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import { fuzzProgram } from "../campaign/fuzzProgram.ts";
import { localPort } from "../campaign/localPort.ts";
import { CampaignRunner } from "../campaign/runAll.ts";
import { defaultRunBudget, runProgram, type CampaignOutcome } from "../campaign/runProgram.ts";
import type { ScenarioResult, SourceText } from "../campaign/results.ts";
import { compileSource } from "../node/compileSources.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { traceRun } from "../report/trace.ts";
import type { Guise } from "../web/browser.ts";
import {
  chromiumIsMissing,
  chromiumPath,
  servePage,
  startChromium,
  type PageServer,
} from "./support/browser.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";

/** More than the first epoch, so that a corpus is followed. */
const CASES = 6_000;
const silent = { signal: new AbortController().signal, progress: () => undefined, found: () => undefined };
const SEED = 42n;
const attacks = [
  "downgrade-mistaken",
  "ignored-status",
  "left-on-worker",
  "raised-thread",
  "return-while-raised",
];

/**
 * What must agree: verdicts, failures with their keys and case numbers, counts. It is sent to the page as
 * text and uses nothing from outside.
 */
function answersOf(results: readonly ScenarioResult[]): object[] {
  return results.map(({ source: _, program: __, counts, ...rest }) => ({
    ...rest,
    counts: { ...counts, loopsSeen: [...counts.loopsSeen] },
  }));
}

async function resultsInNode(
  source: SourceText,
  campaign: (program: Program) => CampaignOutcome | Promise<CampaignOutcome>,
): Promise<ScenarioResult[]> {
  const found: ScenarioResult[] = [];
  for await (const result of new CampaignRunner(campaign, () => []).results(
    [compileSource({ ...source, folder: "" })],
    {},
  ))
    found.push(result);
  return found;
}

function fuzzedInNode(program: Program): Promise<CampaignOutcome> {
  const port = localPort(newMachine(), async () => undefined);
  return fuzzProgram(newMachine(), [port], program, { cases: CASES, seed: SEED }, silent);
}

let browser: Browser | undefined;
let server: PageServer;
let page: Page;

beforeAll(async () => {
  const path = chromiumPath();
  if (path === undefined) return console.warn(chromiumIsMissing);
  [server, browser] = await Promise.all([servePage(), startChromium(path)]);
  page = await browser.newPage();
  await page.goto(`${server.origin}/runner/web/bare.html`);
  await page.waitForFunction(() => !document.getElementById("state")!.textContent!.startsWith("Loading"));
  await page.addScriptTag({ content: `globalThis.answersOf = ${answersOf.toString()};` });
});

afterAll(async () => {
  await browser?.close();
  if (browser !== undefined) await server.close();
});

/** Without a browser nothing is passed: the test says so and counts as skipped. */
function needsBrowser(context: TestContext): void {
  if (chromiumPath() === undefined) context.skip(chromiumIsMissing);
}

/** Runs or fuzzes a text in the page. */
function inPage(kind: "run" | "fuzz", { name, text }: SourceText): Promise<object[]> {
  return page.evaluate(
    async ({ kind, name, text, cases, seed }) => {
      const { guise, answersOf } = globalThis as unknown as {
        guise: Guise;
        answersOf(results: readonly ScenarioResult[]): object[];
      };
      const compiled = guise.compile(text, name);
      return answersOf(
        kind === "run" ? await guise.run(compiled) : await guise.fuzz(compiled, {}, { cases, seed }),
      );
    },
    { kind, name, text, cases: CASES, seed: SEED },
  );
}

describe("the library for pages", () => {
  it("is one file that asks for no other, and nothing of Node is in it", async () => {
    const { metafile } = await build({
      absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)), entryPoints: ["runner/web/browser.ts"],
      bundle: true, format: "esm", platform: "browser", write: false, metafile: true, logLevel: "silent",
    });
    const inputs = Object.entries(metafile.inputs);
    expect(inputs.map(([path]) => path)).toContain("runner/web/browser.ts");
    expect(inputs.map(([path]) => path).filter((path) => path.startsWith("runner/node/"))).toEqual([]);
    expect(
      inputs
        .flatMap(([, input]) => input.imports)
        .filter((each) => each.external || each.path.startsWith("node:")),
    ).toEqual([]);
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([]);
  });
});

describe("in headless Chromium", () => {
  it("the bare page loads the core from three files", (context) => {
    needsBrowser(context);
    expect([...server.asked].sort()).toEqual([
      "/build/browser.js",
      "/build/core.wasm",
      "/runner/web/bare.html",
    ]);
  });

  it("says in the page that it is ready", async (context) => {
    needsBrowser(context);
    expect(await page.textContent("#state")).toMatch(/^Ready/);
  });

  it.for(["tutorial/01-impersonate.scn", "attacks/raised-thread.scn"])(
    "runs %s with the answers of Node",
    async (path, context) => {
      needsBrowser(context);
      const source = scenarioFile(path);
      const here = await resultsInNode(source, (program) =>
        runProgram(newMachine(), program, defaultRunBudget),
      );
      expect(here.length).toBeGreaterThan(0);
      expect(await inPage("run", source)).toEqual(answersOf(here));
    },
  );

  it.for(attacks)(
    "fuzzes attacks/%s.scn with the failures, case numbers and counts of Node",
    async (attack, context) => {
      needsBrowser(context);
      const source = scenarioFile(`attacks/${attack}.scn`);
      const here = await resultsInNode(source, fuzzedInNode);
      expect(here.every((result) => result.counts.cases === BigInt(CASES))).toBe(true);
      expect(here.some((result) => result.expectedFailure !== undefined)).toBe(true);
      expect(await inPage("fuzz", source)).toEqual(answersOf(here));
    },
  );

  it("makes a failing run again and tells it step by step as Node does", async (context) => {
    needsBrowser(context);
    const source = scenarioFile("attacks/left-on-worker.scn");
    const [found] = (await resultsInNode(source, fuzzedInNode)).filter(
      (result) => result.expectedFailure !== undefined,
    );
    const { program, expectedFailure } = found!;
    const told = await page.evaluate(
      ({ name, text, version, recipe }) => {
        const { guise } = globalThis as unknown as { guise: Guise };
        return guise.trace(
          guise.compile(text, name).programs.find((each) => each.version === version)!,
          recipe,
        );
      },
      { ...source, version: program.version, recipe: expectedFailure!.recipe },
    );
    expect(told.verdict).toBe("failed");
    expect(told).toEqual(traceRun(newMachine(), program, expectedFailure!.recipe));
  });

  it("loads the core from a server that does not name its media type, and says which URL has none", async (context) => {
    needsBrowser(context);
    const told = await page.evaluate(async (origin) => {
      const { loadGuise } = (globalThis as unknown as { guiseLibrary: typeof import("../web/browser.ts") })
        .guiseLibrary;
      const guise = await loadGuise(`${origin}/core-without-type`);
      const missing = await loadGuise(`${origin}/absent.wasm`).then(
        () => "",
        (error: Error) => error.message,
      );
      return [WebAssembly.Module.exports(guise.core).length, missing] as const;
    }, server.origin);
    expect(told[0]).toBeGreaterThan(0);
    expect(told[1]).toBe(`${server.origin}/absent.wasm was not loaded: 404 Not Found`);
  });
});
