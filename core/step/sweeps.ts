/**
 * Sweeps: `for each allocation failing`. Whether an allocation fails is chosen where it is made, since only
 * there is it known that it is made: so the runs are those in which the first, the second … fails, and one in
 * which none does, whatever the way through the block.
 *
 * A record says in which sweeps it stands, so that no way out of a block has to end one, and work that was
 * queued in it belongs to it when it runs later. The state says of which sweeps no allocation has failed yet.
 */
import { guiding } from "../campaign/guiding";
import { nextPick } from "../campaign/plan";
import { recordPick } from "../campaign/recorder";
import { choicesAreDrawn, noteChoice, NO_WISH, wished } from "../choices";
import { FAULT_SWEPT } from "../generated/constants";
import { constantValue } from "../generated/image";
import { headerSweepsArmed, setHeaderSweepsArmed } from "../generated/state";
import { drawBeside } from "../random";
import { journalFault, journaling } from "./journal";

/** Alternatives at an allocation, in the order in which they are enumerated. */
const FAILS: u32 = 0;
const ALTERNATIVES: u32 = 2;

/** Allocations that the call has made so far; transient, like all that belongs to a call. */
let made: u32 = 0;
/** Allocations of the sweep and of the run so far; they shape what is drawn, and no state depends on them. */
let passed: u32 = 0;
let drawn: u32 = 0;

/**
 * Over a whole campaign, a bit each: sweeps that were begun, and those in which something was allocated.
 * Where nothing ever is, nothing can fail, and that is told.
 */
let begun: u32 = 0;
let met: u32 = 0;

export function sweepsBegun(): u32 { return begun; }
export function sweepsMet(): u32 { return met; }

/** Forgets what sweeps of other campaigns came to. */
export function clearSweepCounts(): void {
  begun = 0;
  met = 0;
}

/** A run begins: what is drawn in it must not depend on the run before. */
export function forgetSweeps(): void {
  passed = 0;
  drawn = 0;
}

/** From here an allocation may fail of the records that stand in this sweep. */
export function beginSweep(sweep: u32): void {
  passed = 0;
  begun |= 1 << sweep;
  setHeaderSweepsArmed(headerSweepsArmed() | (1 << sweep));
}

/** A call that stands in sweeps begins. */
export function beginSweptCall(): void {
  made = 0;
}

/** Whether an allocation of such a call fails; `fault` is its record's. */
export function sweptAllocationFails(fault: u32): bool {
  made++;
  const sweeps = constantValue(fault - FAULT_SWEPT);
  met |= sweeps;
  const armed = headerSweepsArmed() & sweeps;
  if (armed == 0 || !choosesFailure()) return false;
  // the innermost has the highest number; an outer one may still fail another behind it
  setHeaderSweepsArmed(headerSweepsArmed() ^ (0x80000000 >>> clz<u32>(armed)));
  if (journaling) journalFault(made);
  return true;
}

function choosesFailure(): bool {
  const wish = guiding ? nextPick() : NO_WISH;
  const chosen = wish >= ALTERNATIVES && choicesAreDrawn() ? draw() : wished(ALTERNATIVES, wish);
  if (guiding && journaling) recordPick(chosen);
  return chosen == FAILS;
}

/**
 * The n-th allocation fails with one chance in n + 1: then of N allocations none fails as often as if one of
 * the N + 1 runs were drawn, and the last of many still does now and then. It is drawn beside the stream, so
 * that versions which allocate differently make the same other choices.
 */
function draw(): u32 {
  passed++;
  drawn++;
  const chosen: u32 = drawBeside(drawn, passed + 1) == 0 ? FAILS : 1;
  noteChoice(chosen, ALTERNATIVES);
  return chosen;
}
