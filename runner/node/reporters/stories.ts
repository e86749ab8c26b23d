/**
 * The stories of failures, as lines below a summary. On several versions, or with several ways to the same
 * broken property, the first is told and the others get a line.
 */
import { decidedWords } from "../../campaign/failures.ts";
import { isExpected } from "../../campaign/judge.ts";
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import type { SavedFailure } from "../../campaign/saveFailures.ts";
import type { Machine } from "../../machine/machine.ts";
import {
  failureReport, failureStory, type FailureReport, type StoryContext,
} from "../../report/failure.ts";
import type { Page } from "../../report/theme.ts";
import { counted, grouped, shrunkWords } from "../../report/words.ts";
import { pathWord, quotedCommand } from "../quotedCommand.ts";
import { beyondLines } from "./fuzzRemarks.ts";
import type { FuzzDetails } from "./reporter.ts";
import { toldFailure } from "./toldFailure.ts";

export class Stories {
  private readonly told = new Set<string>();
  private tracer: Machine | undefined;

  constructor(
    private readonly page: Page,
    private readonly machine: () => Machine,
  ) {}

  /** What `run` found and should not be. */
  ofFound(result: ScenarioResult): string[] {
    const replay = quotedCommand([
      "guise",
      "explain",
      pathWord(result.source.name),
      "--scenario",
      result.scenario,
      "--windows",
      result.version,
    ]);
    const lines: string[] = [];
    for (const failure of result.failures) {
      if (!this.isNew(result, failure)) continue;
      lines.push(...this.story(this.report(result.program, failure), { source: result.source, replay }));
    }
    return lines;
  }

  /** What `fuzz` found and saved, expected or not: the story of what is left after shrinking. */
  ofSaved(result: ScenarioResult, details: FuzzDetails): string[] {
    const { saved, again, cases, beyond = [] } = details;
    const lines: string[] = [];
    for (const each of saved) {
      lines.push(this.savedLine(each));
      if (this.isNew(result, each.failure)) lines.push(...this.storyOfSaved(result, each, details));
    }
    lines.push(...beyondLines(beyond));
    return again === undefined
      ? lines
      : [...lines, `stopped: every case below ${grouped(cases ?? 0)} is finished; again:`, `  ${again}`];
  }

  private savedLine({ failure, path, stepsBefore, steps, shrunk, cutShort }: SavedFailure): string {
    const { theme } = this.page;
    const size = shrunk
      ? shrunkWords(stepsBefore, steps, cutShort)
      : counted(steps, "step");
    const why = `"${failure.title}", ${decidedWords(failure.end.deciding)}; ${size}`;
    return path === undefined
      ? `${theme.bad("not saved:")} ${why}`
      : `saved: ${theme.strong(path)} ${theme.faint(`(${why})`)}`;
  }

  private storyOfSaved(
    result: ScenarioResult, { failure, path, text }: SavedFailure, details: FuzzDetails,
  ): string[] {
    const isDemanded = isExpected(result.program, failure);
    if (path === undefined || text === undefined) {
      const story = this.story(this.report(result.program, failure), { source: result.source, isDemanded });
      // what no file holds stands here, so that nothing that was found is lost
      return text === undefined ? story : [...story, ...text.trimEnd().split("\n"), ""];
    }
    // what is left is a program of its own: with its smaller world other changes are the nearest
    const { program, source, failure: left, replay } = toldFailure(result, failure, details);
    return this.story(this.report(program, left), { source, isDemanded, ...(replay ? { replay } : {}) });
  }

  private isNew(result: ScenarioResult, failure: Failure): boolean {
    const key = JSON.stringify([result.source.name, result.scenario, failure.title]);
    const isNew = !this.told.has(key);
    this.told.add(key);
    return isNew;
  }

  private report(program: ScenarioResult["program"], failure: Failure): FailureReport {
    return failureReport((this.tracer ??= this.machine()), program, failure);
  }

  private story(report: FailureReport, around: Omit<StoryContext, "page">): string[] {
    return ["", ...failureStory(report, { ...around, page: this.page }).split("\n"), ""];
  }
}
