/* What a guard means where it stands. */
import type { Guard } from "../syntaxTree.ts";
import type { CheckContext } from "./context.ts";
import type { Place } from "./scope.ts";
import { versionsOfGuard } from "./versions.ts";

/**
 * Those versions of a place that a guard admits. In code of a driver or a procedure it is said to hold never
 * when it holds in no scenario that runs the code.
 */
export function versionsAt(guard: Guard, place: Place, { text, report }: CheckContext): string[] {
  const form = place.inside.length > 0 ? "SCN033/code" : "SCN033";
  return versionsOfGuard(guard, place.versions, text, report, form);
}
