/**
 * Lines for people: one per scenario and version as it is judged, below it what is not as it should be, and the story of each failure. On
 * several versions, or with several ways to the same broken property, the first is told and the others get a line.
 */
import { compile } from "../../../grammar/compile.ts";
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import type { SavedFailure } from "../../campaign/saveFailures.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Page, Theme } from "../../report/theme.ts";
import { wrap } from "../../report/layout.ts";
import { counted, grouped } from "../../report/words.ts";
import { pageFor, print } from "../output.ts";
import type { FuzzDetails, Reporter } from "./reporter.ts";

export function prettyReporter(machine: () => Machine): Reporter {
  const page = pageFor(process.stdout);
  const { theme } = page;
  const printer = new Stories(page, machine);
  let file = "";
  return {
    async result(result, details) {
      if (result.source.name !== file) print(`${file === "" ? "" : "\n"}${theme.strong(result.source.name)}`);
      file = result.source.name;
      print(summaryLine(result, theme));
      for (const line of remarks(result, page)) print(line);
      if (details === undefined) await printer.tellFound(result);
      else await printer.tellSaved(result, details);
    },
    async end({ results, milliseconds }) {
      const held = results.filter((result) => result.verdict === "held").length;
      const others = results.length - held;
      print(`\n${theme.good(`${held} held`)}, ${others === 0 ? "0 not" : theme.bad(`${others} not`)} ${theme.faint(`(${(milliseconds / 1000).toFixed(1)} s)`)}`);
    },
  };
}

function summaryLine(result: ScenarioResult, theme: Theme): string {
  const colour = result.verdict === "held" ? theme.good : result.verdict === "vacuous" ? theme.doubtful : theme.bad;
  return `  ${colour(result.verdict.padEnd(7))} ${result.version.padEnd(7)} ${result.scenario}  ${theme.faint(runsText(result))}`;
}

/** `all 214 runs`, `sampled: 100,000 runs from seed 0`. */
function runsText({ mode, runs, seed, expectedFailure, twin }: ScenarioResult): string {
  const made = mode === "all" ? (runs === 1n ? "1 run" : `all ${counted(runs, "run")}`) : `${mode}: ${counted(runs, "run")} from seed ${seed}`;
  if (expectedFailure) return `${made}; found broken in ${counted(expectedFailure.count, "run")}, in ${counted(expectedFailure.end.steps, "step")}`;
  return twin?.kind === "repairs" && twin.brokenFound ? `${made}; the same budget finds "${twin.broken}" broken` : made;
}

function remarks({ verdict, vacuous, warnings, worldFull, twin, expectedFailure, runs }: ScenarioResult, { theme, width }: Page): string[] {
  const notBroken = twin?.kind === "breaks" && expectedFailure === undefined && verdict === "failed"
    ? [`${theme.bad("not broken:")} ${twin.titles.map((title) => `"${title}"`).join(", ")} should be found broken, and is not in ${counted(runs, "run")}`] : [];
  const full = worldFull
    ? [`${theme.bad("world full:")} no room for another ${worldFull.region} in ${counted(worldFull.count, "run")}; make the scenario smaller`] : [];
  const said = [...notBroken, ...full, ...vacuous.map((reason) => `${theme.doubtful("vacuous:")} ${reason}`), ...warnings.map((warning) => `${theme.doubtful("warning:")} ${warning}`)];
  return said.flatMap((line) => wrap(line, width - 10, "  ").map((part) => `          ${part}`));
}

class Stories {
  private readonly told = new Set<string>();
  private tracer: Machine | undefined;

  constructor(private readonly page: Page, private readonly machine: () => Machine) {}

  /** What `run` found and should not be. */
  async tellFound(result: ScenarioResult): Promise<void> {
    for (const failure of result.failures) {
      if (!this.isNew(result, failure)) continue;
      const again = `guise explain ${result.source.name} --scenario '${result.scenario}' --windows ${result.version}`;
      await this.tell(result, failure, again);
    }
  }

  /** What `fuzz` found and saved: the story of what is left after shrinking. */
  async tellSaved(result: ScenarioResult, { saved, again, cases }: FuzzDetails): Promise<void> {
    for (const each of saved) {
      this.printSaved(each);
      if (each.text !== undefined && each.path !== undefined && this.isNew(result, each.failure)) await this.tellText(each.text, each.path, each.failure);
    }
    if (again !== undefined) print(`          stopped: every case below ${grouped(cases ?? 0)} is finished; again:\n            ${again}`);
  }

  private printSaved({ failure, path, linesBefore, lines, shrunk, complete }: SavedFailure): void {
    const { theme } = this.page;
    if (path === undefined) return print(`          ${theme.bad("not saved:")} "${failure.title}"; make it again from its seed and case`);
    const size = shrunk ? `${counted(linesBefore, "line")} shrunk to ${lines}${complete ? "" : ", budget used up"}` : counted(lines, "line");
    print(`          saved: ${theme.strong(path)} ${theme.faint(`(${size})`)}`);
  }

  /** Whether this is to be told; what was told before of the same property or demand gets a line. */
  private isNew(result: ScenarioResult, failure: Failure): boolean {
    const { theme } = this.page;
    const key = JSON.stringify([result.source.name, result.scenario, failure.title]);
    if (!this.told.has(key)) {
      this.told.add(key);
      return true;
    }
    print(`          ${theme.bad("broken:")} ${failure.title} ${theme.faint(`(${failure.key.split(" / ")[1]}; ${counted(failure.end.steps, "step")}, ${counted(failure.count, "run")})`)}`);
    return false;
  }

  private async tellText(text: string, path: string, { count, key, title }: Failure): Promise<void> {
    const program = compile(text).value.scenarios[0]!;
    const flat = program.program(program.versions[0]!);
    await this.print({ name: path, text }, flat, { recipe: { kind: "first" }, count, key, title }, `guise replay ${path}`);
  }

  private async tell({ source, program }: ScenarioResult, failure: Failure, again: string): Promise<void> {
    await this.print(source, program, failure, again);
  }

  private async print(
    source: ScenarioResult["source"], program: ScenarioResult["program"], failure: Pick<Failure, "recipe" | "key" | "title" | "count">, replay: string,
  ): Promise<void> {
    const { failureReport, failureStory } = await import("../../report/failure.ts");
    this.tracer ??= this.machine();
    const story = failureStory(failureReport(this.tracer, program, failure), { source, page: this.page, replay });
    print(`\n${story.split("\n").map((line) => (line === "" ? "" : `    ${line}`)).join("\n")}\n`);
  }
}
