/**
 * Whether a list of lines can be written down: a routine for kernel mode needs an actor that is there, which
 * in a flat program is told by the marks where threads enter and leave. The core does not mind; the language
 * does, and what is found must be a file that compiles.
 */
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import { controlId, operationOf } from "../../grammar/image/tableNumbers.ts";
import type { FlatLine } from "./flatRun.ts";

/** Whether every line is made in a mode that its routine allows. */
export function modesAreSound(lines: readonly FlatLine[], image: ProgramImage): boolean {
  const depth = new Map<number, number>();
  return lines.every(({ record, isDemand }) => {
    if (isDemand) return true;
    const { operation, actor } = record;
    const frames = depth.get(actor) ?? 0;
    if (operation === controlId.Enter) depth.set(actor, frames + 1);
    if (operation === controlId.Leave && frames > 0) depth.set(actor, frames - 1);
    const mode = operationOf(operation)?.mode;
    return (
      mode === undefined ||
      mode === "both" ||
      mode === (isSystemThread(image, actor) || frames > 0 ? "kernel" : "user")
    );
  });
}

function isSystemThread(image: ProgramImage, thread: number): boolean {
  return Boolean(image.initial.thread?.[thread]?.["systemThread"]);
}
