/**
 * Writes down the choices of a guided run in the layout of a plan, so that the run can become one. Only a run
 * that somebody looks at is written down (its journal is on too); what does not fit is left out, and drawn
 * where the plan is run.
 */
import { CALL_OPERANDS, CALLS_MAX, LANES_MAX, MADE, PICKS_MAX, THING } from "./plan";

/**
 * An entry of a corpus: four u16 (steps, calls, lanes, picks), then calls of 16 bytes, lanes of one byte (an
 * even number), picks of two.
 */
export const ENTRY_HEAD: u32 = 8;
export const ENTRY_MAX: u32 = 8 + 256 * 16 + 2048 + 1024 * 2;
export const ENTRY: usize = memory.data(8 + 256 * 16 + 2048 + 1024 * 2, 16);
const RECORDED_CALLS: usize = memory.data(256 * 16, 16);
const RECORDED_LANES: usize = memory.data(2048, 16);
const RECORDED_PICKS: usize = memory.data(1024 * 2, 16);
/** Per recorded call 1 + the thing that it made; u16 each. */
const RECORDED_RESULTS: usize = memory.data(256 * 2, 16);
let calls: u32 = 0;
/** Whether the last call that was chosen had room. */
let isKept: bool = false;
let lanes: u32 = 0;
let picks: u32 = 0;

export function beginRecording(): void {
  calls = 0;
  isKept = false;
  lanes = 0;
  picks = 0;
}

export function recordLane(lane: u32): void {
  if (lanes == LANES_MAX) return;
  store<u8>(RECORDED_LANES + lanes, <u8>lane);
  lanes++;
}

export function recordPick(pick: u32): void {
  if (picks == PICKS_MAX) return;
  store<u16>(RECORDED_PICKS + (<usize>picks << 1), <u16>pick);
  picks++;
}

/** A call was chosen; its operands and what it makes follow. */
export function recordCall(attacker: u32, thread: u32, place: u32): void {
  isKept = calls < CALLS_MAX;
  if (!isKept) return;
  const call = RECORDED_CALLS + (<usize>calls << 4);
  store<u64>(call, <u64>attacker | (<u64>thread << 8) | (<u64>place << 16) | (<u64>0xffffffff << 32));
  store<u64>(call, 0x0000ffffffffffff, 8);
  store<u16>(RECORDED_RESULTS + (<usize>calls << 1), 0);
  calls++;
}

/** An operand of the call: its place in the domain. */
export function recordOperand(position: u32, place: u32): void {
  if (isKept) {
    const call = RECORDED_CALLS + (<usize>(calls - 1) << 4);
    store<u16>(call + CALL_OPERANDS + (<usize>position << 1), <u16>place);
  }
}

/** An operand that is no value of the domain: the last call that made it, else the thing itself. */
export function recordThing(position: u32, thing: u32): void {
  let maker = calls;
  for (let call: u32 = 0; call + 1 < calls; call++) {
    if (<u32>load<u16>(RECORDED_RESULTS + (<usize>call << 1)) == thing + 1) maker = call;
  }
  recordOperand(position, maker < calls ? MADE | maker : THING | thing);
}

/** The call made this. */
export function recordResult(thing: u32): void {
  if (isKept) store<u16>(RECORDED_RESULTS + (<usize>(calls - 1) << 1), <u16>(thing + 1));
}

/** Writes what was recorded as an entry; answers its bytes. */
export function writeEntry(steps: u32): u32 {
  const evenLanes = (lanes + 1) & ~1;
  const head = <u64>min<u32>(steps, 0xffff) | (<u64>calls << 16) | (<u64>evenLanes << 32)
    | (<u64>picks << 48);
  store<u64>(ENTRY, head);
  if (evenLanes != lanes) store<u8>(RECORDED_LANES + lanes, 0xff);
  let at = ENTRY + ENTRY_HEAD;
  memory.copy(at, RECORDED_CALLS, calls << 4);
  at += <usize>calls << 4;
  memory.copy(at, RECORDED_LANES, evenLanes);
  at += evenLanes;
  memory.copy(at, RECORDED_PICKS, picks << 1);
  return <u32>(at - ENTRY) + (picks << 1);
}
