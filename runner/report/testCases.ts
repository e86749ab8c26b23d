/**
 * Results as test reports know them: a scenario on one version is a test, which passed or did not, with one
 * sentence why and a text that a person reads who looks into it. What fails a command fails its test: a
 * vacuous scenario is no pass.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Failure, ScenarioResult, SourceText } from "../campaign/results.ts";
import { failureReport, failureStory } from "./failure.ts";
import { groupLines, runsText } from "./summary.ts";
import { plainPage } from "./theme.ts";
import type { Machine } from "../machine/machine.ts";

/** One test of a report. */
export interface TestCase {
  readonly file: string;
  /** The scenario's title and the version, such as `filter on 11`. */
  readonly name: string;
  readonly held: boolean;
  /** The verdict, in the words of reports for people. */
  readonly verdict: ScenarioResult["verdict"];
  /** Denominator of the verdict, such as `all 214 runs`. */
  readonly runs: string;
  /** Why it did not hold, in one line; empty if it held. */
  readonly message: string;
  /** What there is to read besides, in lines: reasons, warnings, the stories of failures. */
  readonly details: readonly string[];
}

/** A failure with the program of which it is told, and the command that makes it again. */
export interface ToldFailure {
  readonly program: Program;
  readonly source: SourceText;
  readonly failure: Failure;
  readonly replay?: string;
}

/**
 * The test of a result. `machine` tells the failures; it is asked only if there are some. `told` says of
 * which program each of them is told.
 */
export function testCaseOf(
  result: ScenarioResult,
  machine: () => Machine,
  remarks: readonly string[],
  told: (failure: Failure) => ToldFailure,
): TestCase {
  const [, ...reasons] = groupLines([result], plainPage);
  const stories = result.failures.flatMap((failure) => ["", ...storyOf(told(failure), machine())]);
  const held = result.verdict === "held";
  return {
    file: result.source.name,
    name: `${result.scenario} on ${result.version}`,
    held,
    verdict: result.verdict,
    runs: runsText([result]),
    message: held ? "" : (reasons.find((line) => !/^ +warning:/.test(line)) ?? result.verdict).trim(),
    details: [...reasons.map((line) => line.trim()), ...remarks, ...stories],
  };
}

function storyOf({ program, source, failure, replay }: ToldFailure, machine: Machine): string[] {
  const around = { source, page: plainPage, ...(replay === undefined ? {} : { replay }) };
  return failureStory(failureReport(machine, program, failure), around).split("\n");
}
