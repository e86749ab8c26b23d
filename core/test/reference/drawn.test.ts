/**
 * Drawn programs: the core and the reference answer each step alike, on every version, also with switches
 * turned.
 *
 * GUISE_REFERENCE_PROGRAMS says how many are drawn (default 120), GUISE_REFERENCE_SEED which,
 * GUISE_REFERENCE_SECONDS after how many seconds drawing stops all the same (default: never);
 * GUISE_REFERENCE_COUNTS prints what was reached.
 */
import { env } from "node:process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Machine } from "../../../runner/machine/machine.ts";
import { coreModule } from "../support/coreModule.ts";
import { drawnPlay } from "./drawPlay.ts";
import { drawnProgram, type DrawnProgram } from "./drawProgram.ts";
import { drawnWorldWithPipes } from "./drawWorld.ts";
import { disagreementIn, tell } from "./hold.ts";
import { routines } from "./routines.ts";

const programs = Number(env.GUISE_REFERENCE_PROGRAMS ?? 120);
const seed = Number(env.GUISE_REFERENCE_SEED ?? 1);
const limit = env.GUISE_REFERENCE_SECONDS === undefined
  ? {}
  : { interruptAfterTimeLimit: 1000 * Number(env.GUISE_REFERENCE_SECONDS) };

const seen = new Map<string, number>();
const told = (routine: string, status: string): void => {
  seen.set(`${routine} ${status}`, (seen.get(`${routine} ${status}`) ?? 0) + 1);
};
const machine = new Machine(coreModule());

/** Draws programs until core and reference disagree; the smallest disagreement is told as a scenario. */
function agreeOn(drawing: fc.Arbitrary<DrawnProgram>, numRuns: number, cases: number): void {
  const result = fc.check(
    fc.property(drawing, (drawn) => disagreementIn(machine, drawn, told, cases) === undefined),
    { numRuns, seed, ...limit },
  );
  if (env.GUISE_REFERENCE_COUNTS !== undefined) console.log(`${result.numRuns} programs`);
  const drawn = result.counterexample?.[0];
  expect(drawn && tell(disagreementIn(machine, drawn, told, cases)!, drawn)).toBeUndefined();
}

test("core and reference agree on drawn programs", () => { agreeOn(drawnProgram(24), programs, 0); }, 3_600_000);

/**
 * Routines that work on each other's results, without what comes in between; few of them end in a bug check.
 */
test.each([
  ["access checks", ["NtOpenFile"]],
  ["contexts and the gate", ["PsImpersonateClient", "SeCreateClientSecurity", "SeImpersonateClientEx", "PsRevertThreadToSelf"]],
  [
    "subject contexts",
    [
      "PsImpersonateClient", "SeCaptureSubjectContext", "SeCaptureSubjectContextEx", "SeLockSubjectContext",
      "SeUnlockSubjectContext", "SeQuerySubjectContextToken", "SeCreateClientSecurityFromSubjectContext",
    ],
  ],
  [
    "filtered tokens",
    [
      "NtFilterToken", "SeFilterToken", "NtDuplicateToken", "NtSetInformationThread", "SeTokenCanImpersonate",
      "NtOpenFile", "NtQueryInformationToken",
    ],
  ],
  ["identities set aside", ["PsImpersonateClient", "PsDisableImpersonation", "PsRestoreImpersonation", "PsReferenceImpersonationToken"]],
])("core and reference agree on %s", (_what, only) => { agreeOn(drawnProgram(40, only), Math.ceil(programs / 4), 0); }, 3_600_000);

test("core and reference agree on pipes", () => {
  const only = [
    "NtCreateFile", "NtOpenFile", "NtCreateNamedPipeFile", "NtReadFile", "NtWriteFile", "NtFsControlFile",
    "NtClose", "NtImpersonateThread",
  ];
  agreeOn(drawnProgram(40, only, drawnWorldWithPipes), Math.ceil(programs / 2), 0);
  agreeOn(drawnPlay(24, drawnWorldWithPipes), Math.ceil(programs / 20), 8);
}, 3_600_000);

test("core and reference agree on what attackers do with the handles they hold", () => { agreeOn(drawnPlay(24), Math.ceil(programs / 10), 8); }, 3_600_000);

test("every routine did what it is for, and the gate went both ways", () => {
  if (env.GUISE_REFERENCE_COUNTS !== undefined) {
    console.log([...seen].sort().map(([key, count]) => `${count}\t${key}`).join("\n"));
  }
  const done = (routine: string): boolean => ["STATUS_SUCCESS", "", "true"].some((status) => seen.has(`${routine} ${status}`));
  expect(Object.keys(routines).filter((routine) => !done(routine))).toEqual([]);
  expect([seen.has("SeTokenCanImpersonate true"), seen.has("SeTokenCanImpersonate false")]).toEqual([true, true]);
});
