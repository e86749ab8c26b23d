/**
 * Whether there is anything to draw, and anything that could fail: a campaign over a scenario without choices
 * is one run, and one that nothing is demanded of is for nothing.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import { controlId } from "../../../grammar/image/tableNumbers.ts";
import { counted } from "../../report/words.ts";
import { InputError } from "../exitCodes.ts";
import type { SelectedProgram } from "./knownFailures.ts";

const DEMANDS: ReadonlySet<number> = new Set([
  controlId.Expect, controlId.DemandStatus, controlId.DemandOut, controlId.DemandBugCheck,
  controlId.DemandBoolean,
]);

/** Whether a run can fail by anything that its scenario says. */
const judges = ({ image }: Program): boolean =>
  image.properties.length > 0 || image.records.some(({ operation }) => DEMANDS.has(operation));

/**
 * Throws InputError where no program that was asked for can be fuzzed. Answers sentences about those that
 * cannot, where others can.
 */
export function demandFuzzable(selected: readonly SelectedProgram[]): string[] {
  const single = titlesOf(selected, (program) => !program.hasChoices);
  const unjudged = titlesOf(selected, (program) => program.hasChoices && !judges(program));
  const sentences = [
    ...sentence(single, "there are no choices, so there is nothing to draw; `guise run` makes the only run."),
    ...sentence(
      unjudged,
      "there is no property and nothing is demanded of any call, so no case could fail. State what must " +
        "hold, such as: never escalation by NAME",
    ),
  ];
  if (selected.every(({ program }) => !program.hasChoices || !judges(program)))
    throw new InputError(sentences.join("\n"));
  return sentences;
}

function titlesOf(selected: readonly SelectedProgram[], is: (program: Program) => boolean): string[] {
  const found = selected.filter(({ program }) => is(program));
  return [...new Set(found.map(({ file, program }) => `${file.source.name}: "${program.scenario}"`))];
}

/** A sentence about one scenario, and about how many more. */
function sentence([first, ...more]: readonly string[], words: string): string[] {
  if (first === undefined) return [];
  const others = more.length === 0 ? "" : ` and ${counted(more.length, "other scenario")}`;
  return [`${first}${others}: ${words}`];
}
