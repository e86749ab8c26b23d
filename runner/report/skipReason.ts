/**
 * Why a step was skipped, in the words of the program: which name holds nothing that the call could take. The
 * state before the step tells it, so that reasons need no notes of the core's.
 */
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import { variableOf } from "../../grammar/image/records.ts";
import { controlOf, variableKind } from "../../grammar/image/tableNumbers.ts";
import type { JournalEntry } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { variableName } from "./lines.ts";

/** Why the line of the journal, which was skipped, did nothing. */
export function skipReason(entry: JournalEntry, before: StateView, names: ProgramNames): string {
  if (entry.actor === 0) return "no thread was chosen for it";
  const variables = entry.operands
    .map(variableOf)
    .filter((index) => index !== undefined)
    .map((index) => ({
      name: variableName(index, names),
      kind: before.field("variable", index, "kind"),
    }));
  const unbound = variables.find(({ kind }) => kind === variableKind.Unbound);
  if (unbound !== undefined) return `${unbound.name} is not bound`;
  if (variables.length > 0) return `${variables[0]!.name} holds something else`;
  return controlOf(entry.operation) === "Leave" ? "it is in no driver code" : "an operand is missing";
}
