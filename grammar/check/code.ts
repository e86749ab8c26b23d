/* Blocks with `finally`, frames that `return` leaves, and what stands after `else`. */
import type { Code, FailureHandler, Span } from "../syntaxTree.ts";
import type { CheckContext } from "./context.ts";
import { Known } from "./known.ts";
import type { Place } from "./scope.ts";
import { checkBlock } from "./statements.ts";
import type { Step } from "./steps.ts";

/** A block and what is done on each way out of it; a `return` in the block comes by the last part as well. */
export function checkCode(code: Code, place: Place, context: CheckContext): Step[] {
  const outer = place.left.now;
  place.left.now = undefined;
  const body = checkBlock(code.body, place, context);
  if (code.finally === undefined) {
    place.left.now = Known.meet(outer, place.left.now);
    return body;
  }
  // What a `return` on the way did not bind is not there to be cleaned up either; that the step is skipped
  // then is meant so.
  const known = { now: place.known.now ?? place.left.now };
  const last = checkBlock(code.finally, { ...place, known, left: { now: undefined } }, context);
  if (place.known.now !== undefined) place.known.now = known.now;
  place.left.now = Known.meet(outer, place.left.now);
  return [{ kind: "finally", body, last, span: code.span }];
}

/** What `return` leaves: behind it, all ways out of the code meet. */
export function checkFrame(code: Code, place: Place, span: Span, context: CheckContext): Step {
  const left: Place["left"] = { now: undefined };
  const body = checkCode(code, { ...place, left }, context);
  place.known.now = Known.meet(place.known.now, left.now);
  return { kind: "frame", body, span };
}

/**
 * `else return` or `else { … }`: its steps and what is bound behind them; undefined where no way leads on.
 */
export function checkHandler(
  handler: FailureHandler, place: Place, context: CheckContext,
): { readonly steps: Step[]; readonly known: Known | undefined } {
  if (handler.kind === "elseReturn") {
    place.left.now = Known.meet(place.left.now, place.known.now);
    return { steps: [{ kind: "return", span: handler.span }], known: undefined };
  }
  const steps = checkBlock(handler, place, context);
  return { steps, known: place.known.now };
}
