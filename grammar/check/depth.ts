/* How many values an expression has on the stack at once; the core has room for so many. */
import type { Instruction } from "./steps.ts";

/** Instructions by what they leave on the stack more than they take; all others take two and leave one. */
const pushing = new Set([
  "Literal", "Constant", "None", "Variable", "Local", "EventThread", "BugCheck", "LastFailed", "Clean",
  "Escalation", "Deputy", "LevelRaised", "CurrentThread",
]);
/** They take one and leave one, or nothing at all; the end of a loop leaves what its body has put. */
const keeping = new Set([
  "Field", "EffectiveToken", "ImpersonationToken", "ThreadLevel", "ThreadMode", "CountMask128", "CountMask64",
  "Not", "HandleObject", "Failed", "LoopBegin", "Distance", "OldBegin", "OldEnd", "LoopEvery", "LoopSome",
  "LoopNo", "LoopCount",
]);

/** Most values that lie on the stack at once. */
export function depthOf(code: readonly Instruction[]): number {
  let depth = 0;
  let most = 0;
  for (const instruction of code) {
    depth += effectOf(instruction);
    most = Math.max(most, depth);
  }
  return most;
}

/** How many values more there are on the stack behind an instruction. */
export function effectOf({ name, immediate }: Instruction): number {
  if (pushing.has(name)) return 1;
  // a quantifier over a set takes the record that has it
  if (name === "LoopBegin" && typeof immediate === "object" && "set" in immediate) return -1;
  if (keeping.has(name)) return 0;
  switch (name) {
    case "Can": return -2;
    case "Within": return -3;
    case "InSet": return -(immediate as number);
    default: return -1;
  }
}
