/*
 * A routine that nobody knows: misspelt, or one of Windows' that the model does not have. What is proposed is
 * what the thread that calls could call.
 */
import { routineReadings } from "../../core/tables/readings.ts";
import { unmodelledRoutines } from "../../core/tables/unmodelledRoutines.ts";
import { firstFew } from "../resolve/report.ts";
import type { Name } from "../syntaxTree.ts";
import { operationNamed, routineNames, suggestionFor } from "../words.ts";
import type { CheckContext } from "./context.ts";
import type { Place } from "./scope.ts";

/** Says that there is no such routine, and what to write instead. */
export function sayUnknownRoutine(routine: Name, place: Place, context: CheckContext): void {
  // Win32 has two of each that takes text
  const spellings = [routine.text, routine.text.replace(/[AW]$/, "")];
  const known = unmodelledRoutines.find((row) => spellings.includes(row.name));
  if (known !== undefined) {
    const form = known.instead === undefined ? "SCN010/unmodelled" : "SCN010/instead";
    context.report.say(form, routine.span, routine.text, known.instead);
    return;
  }
  if (context.report.saySlip(routine.span)) return;
  const asking = routinesThatAsk(routine.text);
  if (asking.length > 0) return context.report.say("SCN010/internal", routine.span, routine.text, firstFew(asking));
  const { actor } = place;
  const isUser = actor?.kind === "thread" && actor.thread.role === "user" && place.caller === undefined;
  const callable = routineNames.filter((name) => !isUser || operationNamed(name)!.mode !== "kernel");
  const names = [...context.declarations.procedures.keys()];
  const near = suggestionFor(routine.text, [...callable, ...names]) ?? sameLetters(routine.text);
  if (near === undefined && ofWindows.test(routine.text)) {
    context.report.say("SCN010/unmodelled", routine.span, routine.text);
    return;
  }
  context.report.sayNear("SCN010", routine.span, ["routine", routine.text], near);
}

/** The routines that a line can call and that come to a rule within the kernel; those that ask it first. */
function routinesThatAsk(name: string): string[] {
  const found = new Set([name]);
  for (const each of found) {
    for (const [routine, reading] of Object.entries(routineReadings)) {
      if (reading?.steps.some(({ calls }) => calls === each) === true) found.add(routine);
    }
  }
  return [...found].filter((each) => operationNamed(each) !== undefined);
}

/** How routines of the kernel begin, of which the model has those that decide who a thread is. */
const ofWindows = /^(?:Cc|Ex|Flt|FsRtl|Hal|Io|Kd|Ke|Mm|Ob|Po|Rtl|Wdf|Zw)[A-Z]/;

/** A misspelling in case alone is meant, whatever the mode. */
function sameLetters(name: string): string | undefined {
  return routineNames.find((known) => known.toLowerCase() === name.toLowerCase());
}
