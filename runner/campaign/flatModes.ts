/**
 * Whether a list of lines can be written down: a routine for kernel mode needs an actor that is there, which
 * in a flat program is told by the marks where threads enter and leave. The core does not mind; the language
 * does, and what is found must be a file that compiles.
 */
import { controlOperations, operations, type Operation } from "../../core/tables/operations.ts";
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import type { FlatLine } from "./flatRun.ts";

const control = (name: (typeof controlOperations)[number]["name"]): number =>
  controlOperations.find((row) => row.name === name)!.id;
const ENTER = control("Enter");
const LEAVE = control("Leave");
const modes = new Map((operations as readonly Operation[]).map((row) => [row.id, row.mode]));

/** Whether every line is made in a mode that its routine allows. */
export function modesAreSound(lines: readonly FlatLine[], image: ProgramImage): boolean {
  const depth = new Map<number, number>();
  return lines.every(({ bytes, isDemand }) => {
    if (isDemand) return true;
    const [operation, actor] = [bytes[0]!, bytes[1]!];
    const frames = depth.get(actor) ?? 0;
    if (operation === ENTER) depth.set(actor, frames + 1);
    if (operation === LEAVE && frames > 0) depth.set(actor, frames - 1);
    const mode = modes.get(operation);
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
