/**
 * What was chosen is no answer of NT's, so the reference takes it from the run: the variables that `choose`
 * has bound. A lane runs on to its next step, so the choice for a step stands in the state before it; only
 * what was bound nowhere yet is looked up behind it.
 */
import { variableKinds } from "../../tables/kinds.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { controlId } from "../../../grammar/image/tableNumbers.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";
import type { Bound, World } from "./state.ts";

/** Takes the chosen values over; `onlyNew` leaves those alone that are known. */
export function learnChoices(world: World, program: Program, view: StateView, onlyNew: boolean): void {
  for (const { operation, result } of program.image.records) {
    if (operation !== controlId.ChooseValue || (onlyNew && world.variables.has(result))) continue;
    const value = chosen(world, view, result);
    if (value === undefined) world.variables.delete(result);
    else world.variables.set(result, value);
  }
}

function chosen(world: World, view: StateView, variable: number): Bound | undefined {
  const value = view.field("variable", variable, "value");
  const kind = variableKinds.find((row) => row.value === view.field("variable", variable, "kind"))!.name;
  switch (kind) {
    case "Unbound": return undefined;
    case "Number": return { kind: "number", value };
    case "Thread": return { kind: "thread", thread: world.threads[value - 1]! };
    case "Process": return { kind: "process", process: world.processes[value - 1]! };
    case "Object": return { kind: "object", object: world.objects[value - 1]! };
    default: throw new RangeError(`${kind} is nothing that is chosen`);
  }
}
