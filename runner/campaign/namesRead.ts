/**
 * The names that what broke reads of a run. A condition can be false whether or not there is what it names
 * (`m.failed or …` is so of a call that was never made), but a text in which no line binds the name says
 * nothing: so a line that binds it stays.
 */
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import { numberOf, type RawRecord } from "../../grammar/image/records.ts";
import {
  controlId, expressionId, immediateOf, instructionOf, instructionsIn, operationOf, recordFlag,
} from "../../grammar/image/tableNumbers.ts";
import type { RunEnd } from "../machine/machine.ts";
import type { FlatLine } from "./flatRun.ts";

/** The variables that the broken property reads, or the broken expectation among the lines. */
export function variablesRead(
  lines: readonly FlatLine[], { broken }: RunEnd, image: ProgramImage,
): ReadonlySet<number> {
  const demand = lines.find(({ isDemand, record }) => isDemand && record.operation === controlId.Expect);
  const expression =
    broken !== undefined && "property" in broken
      ? image.properties[broken.property]?.expression
      : demand && numberOf(demand.record.operands[0]);
  const words = image.expressions[expression ?? -1]?.words ?? [];
  const reads = instructionsIn(words).filter((word) => instructionOf(word) === expressionId.Variable);
  return new Set(reads.map(immediateOf));
}

/** The variables that some line binds: its result, and where they are kept its status and outs behind it. */
export const variablesBound = (lines: readonly FlatLine[]): ReadonlySet<number> =>
  new Set(lines.flatMap(({ record, isDemand }) => (isDemand ? [] : boundBy(record))));

function boundBy({ operation, result, flags }: RawRecord): number[] {
  const outs = operationOf(operation)?.outs ?? [];
  return [
    ...(flags & recordFlag.BindsResult ? [result] : []),
    ...(flags & recordFlag.KeepOuts ? ["status", ...outs].map((_, position) => result + 1 + position) : []),
  ];
}
