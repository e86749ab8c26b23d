/**
 * The values that were, when something broke: what the condition saw, what was demanded and what came
 * instead.
 */
import { regions } from "../../core/tables/layout.ts";
import type { ImageRecord, Program } from "../../grammar/image/programImage.ts";
import { numberOf, operandOf } from "../../grammar/image/records.ts";
import { controlOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import { bugCheckName, statusName } from "../../grammar/statusWords.ts";
import type { Recipe } from "../campaign/results.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import { expressionValues, type Moment, type SeenValue } from "./expressionValues.ts";
import { gainValues, judgedExpression } from "./gains.ts";
import { callBefore, demandedBoolean, demandedStatuses } from "./judgements.ts";
import { threadWords, tokenWords } from "./names.ts";
import { predicateValues } from "./predicateValues.ts";
import { numberWords, openedType, withFlatNames } from "./lines.ts";
import { runSteps, stepEntry, type RunStep } from "./runSteps.ts";

/**
 * Makes the run again and tells what its last step was judged by. The machine loads the program and forgets
 * its campaign.
 */
export function seenValues(machine: Machine, given: Program, recipe: Recipe): SeenValue[] {
  const program = withFlatNames(given);
  let last: RunStep | undefined;
  for (const step of runSteps(machine, program, recipe)) last = step;
  const end = machine.end();
  if (end.broken === undefined) return [];
  const now = machine.state();
  const after = last ? machine.viewOf(last.after) : now;
  const lane = last && stepEntry(last)?.lane;
  const thread = lane === undefined ? 0 : after.field("lane", lane, "thread");
  const moment: Moment = {
    before: last ? machine.viewOf(last.before) : now,
    now: after,
    program,
    ...(thread !== 0 && { thread }),
  };
  return [
    ...valuesOf(end, last, moment),
    ...gainValues(machine, program, judgedExpression(program.image, end)),
  ];
}

function valuesOf({ broken }: RunEnd, last: RunStep | undefined, moment: Moment): SeenValue[] {
  if (broken === undefined) return [];
  if ("property" in broken)
    return conditionValues(moment.program.image.properties[broken.property]?.expression ?? 0, moment);
  if ("record" in broken) return recordValues(broken.record, last, moment);
  if ("bugCheck" in broken) return bugCheckValues(moment);
  return "region" in broken ? roomValues(broken.region, moment) : [];
}

/** What a boolean routine answered, or which token one returned that was to return none. */
function returnedBoolean({ now, program }: Moment, entry: JournalEntry | undefined): string {
  if (operationOf(entry?.operation ?? 0)?.returns === "token") {
    return tokenWords(entry?.status ?? 0, now, program.names);
  }
  return entry?.status === 0 ? "false" : "true";
}

function conditionValues(expression: number, moment: Moment): SeenValue[] {
  return [...expressionValues(expression, moment).values, ...predicateValues(expression, moment)];
}

function recordValues(number: number, last: RunStep | undefined, moment: Moment): SeenValue[] {
  const { image } = moment.program;
  const record = image.records[number]!;
  const entry = last && stepEntry(last);
  const status = entry ? statusName(entry.status) : "no call";
  const [first] = record.operands;
  switch (controlOf(record.operation)) {
    case "Expect":
      return conditionValues(numberOf(first), moment);
    case "DemandStatus":
      return both(demandedStatuses(image, numberOf(first)).map(statusName).join(" or "), status);
    case "DemandBoolean":
      return both(demandedBoolean(entry, numberOf(first) !== 0), returnedBoolean(moment, entry));
    case "DemandBugCheck":
      return both(`bug check ${bugCheckName(numberOf(first))}`, "none");
    case "DemandOut":
      return outValues(number, record, last, moment);
    default:
      return [];
  }
}

/** What was demanded of an out of the call before a record, and what it gave. */
function outValues(
  number: number, { operands }: ImageRecord, last: RunStep | undefined, { program, now }: Moment,
): SeenValue[] {
  const call = callBefore(program, number);
  const position = numberOf(operands[0]);
  const out = operationOf(call?.operation ?? 0)?.outs[position];
  const type = openedType(call, program.names, now);
  const words = (value: number | undefined): string => {
    if (value === undefined) return "none";
    return out ? numberWords(out.kind, value, type, program.names) : String(value);
  };
  const { form, index } = operandOf(operands[1]);
  const demanded =
    form === "Constant"
      ? program.image.constants[index]
      : form === "Variable"
        ? now.field("variable", index, "value")
        : index;
  const name = out?.name ?? "out";
  return both(`${name}: ${words(demanded)}`, `${name}: ${words(last?.outs[position])}`);
}

const both = (demanded: string, was: string): SeenValue[] => [
  { path: "demanded", value: demanded },
  { path: "it was", value: was },
];

/** Who impersonates when the system stops. */
function bugCheckValues({ now, program }: Moment): SeenValue[] {
  const thread = now.field("header", 0, "eventThread");
  return thread === 0 ? [] : [{ path: "thread", value: threadWords(thread, now, program.names) }];
}

/** How many records the program planned and how many there can be at most. */
function roomValues(region: string, { program }: Moment): SeenValue[] {
  const row = regions.find((each) => each.name === region);
  if (row === undefined) return [];
  return [
    { path: `planned for ${region}s`, value: String(program.image.counts[row.name] - row.firstIndex) },
    { path: "at most", value: String(row.capacity - row.firstIndex) },
  ];
}
