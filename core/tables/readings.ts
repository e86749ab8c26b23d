/**
 * What was read out of the routines themselves (`core/reading`), so that the manual tells it and nobody keeps
 * a second list.
 */
import readings from "../generated/readings.json" with { type: "json" };

/** A decision with what its answers return, an allocation, or another routine that is asked. */
export interface ReadStep {
  readonly decision?: string;
  /**
   * Statuses, `true` or `false`, or the bug check that follows when the answer is yes; absent: the routine
   * goes on.
   */
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  readonly allocation?: true;
  readonly calls?: string;
  /** Of a call: the number of the reading, where what it hands over leaves less to ask. */
  readonly variant?: number;
  /** Answers of switches that lead to it; absent: it is asked whatever they answer. */
  readonly under?: readonly { readonly switch: string; readonly answer: string; readonly not?: true }[];
}

/** What is asked and read with some arguments. */
export interface ReadingVariant {
  readonly steps: readonly ReadStep[];
  readonly switches: readonly string[];
  readonly privileges: readonly string[];
  readonly rights: readonly string[];
}

/** One routine, without what the routines do that it calls. */
export interface Reading {
  /** In the order in which they are written, which is that in which they are asked. */
  readonly steps: readonly ReadStep[];
  /** The most pool allocations of one call, those of the routines that it calls included. */
  readonly allocations: number;
  readonly switches: readonly string[];
  /** As the core spells them: SE_DEBUG_PRIVILEGE. */
  readonly privileges: readonly string[];
  readonly rights: readonly string[];
  /** What is left of it for callers that hand over constants. */
  readonly variants?: readonly ReadingVariant[];
}

/** By the name of the routine; those within the kernel that no scenario calls have readings as well. */
export const routineReadings = readings as unknown as Readonly<Record<string, Reading | undefined>>;

/** Switches by which the declared world is made; routines need not read them. */
export const worldSwitches: readonly string[] = ["labelsForbidReading"];

/** Whether anything reads a switch; while nothing does, its answer shows in nothing. */
export const switchIsRead = (name: string): boolean =>
  worldSwitches.includes(name)
  || Object.values(routineReadings).some((reading) => reading?.switches.includes(name) === true);
