/**
 * The plan of a guided case: what it wishes for where a blind case draws. It is a flat program by its
 * choices: the calls of attackers one by one, the lanes in the order of their turns, the alternatives. A call
 * says which earlier call made the thing that it uses, so that a plan keeps its sense when calls are put in,
 * taken out or moved.
 *
 * A wish that cannot be had in the state where it is due is drawn, and so is all that lies behind the plan's
 * end. So every plan can be run.
 */
export const CALLS_MAX: u32 = 256;
export const LANES_MAX: u32 = 2048;
export const PICKS_MAX: u32 = 1024;

/**
 * Of a call, 16 bytes: attacker u8, place of its thread u8, place among the attacker's calls u16, five
 * operands u16.
 */
export const CALL_THREAD: usize = 1;
export const CALL_PLACE: usize = 2;
export const CALL_OPERANDS: usize = 4;
/** What is to be drawn: a thread or a lane; a call, an operand or an alternative. */
export const DRAWN_8: u32 = 0xff;
export const DRAWN: u32 = 0xffff;
/**
 * An operand below is a place among the values of its domain; MADE: what that call of the plan made; above: a
 * thing that no call made.
 */
export const MADE: u32 = 0x4000;
export const THING: u32 = 0x8000;
/** Of a thing: the slot of a handle, or with this bit the number of a variable. */
export const VARIABLE_THING: u32 = 0x1000;
const INDEX: u32 = 0x3fff;

/** The plan, each part with room for a last word that is copied whole. */
export const CALLS: usize = memory.data(256 * 16, 16);
export const LANES: usize = memory.data(2048 + 8, 16);
export const PICKS: usize = memory.data(1024 * 2 + 8, 16);
/** Per call of the plan: 1 + the thing that it made when it was run; 0: nothing. u16 each. */
const RESULTS: usize = memory.data(256 * 2, 16);
/** Per attacker the next call of the plan, u16 each. */
const CURSORS: usize = memory.data(8 * 2, 16);

export let planCalls: u32 = 0;
export let planLanes: u32 = 0;
export let planPicks: u32 = 0;
let nextLaneAt: u32 = 0;
let nextPickAt: u32 = 0;

/** Sets how much of CALLS, LANES and PICKS is the plan; with nothing in it everything is drawn. */
export function setPlan(calls: u32, lanes: u32, picks: u32): void {
  planCalls = calls;
  planLanes = lanes;
  planPicks = picks;
}

/** The plan begins with its run. */
export function beginPlan(): void {
  nextLaneAt = 0;
  nextPickAt = 0;
  store<u64>(CURSORS, 0);
  store<u64>(CURSORS, 0, 8);
  for (let call: u32 = 0; call < planCalls; call++) store<u16>(RESULTS + (<usize>call << 1), 0);
}

/** Address of a call of the plan. */
export function planCall(index: u32): usize {
  return CALLS + (<usize>index << 4);
}

/** The lane that is wished for next. */
export function nextLane(): u32 {
  if (nextLaneAt >= planLanes) return DRAWN_8;
  nextLaneAt++;
  return <u32>load<u8>(LANES + nextLaneAt - 1);
}

/** The alternative that is wished for next. */
export function nextPick(): u32 {
  if (nextPickAt >= planPicks) return DRAWN;
  nextPickAt++;
  return <u32>load<u16>(PICKS + (<usize>(nextPickAt - 1) << 1));
}

/** Number of the attacker's next call in the plan; CALLS_MAX: there is none. */
export function nextCall(attacker: u32): u32 {
  const cursor = CURSORS + (<usize>attacker << 1);
  let call = <u32>load<u16>(cursor);
  while (call < planCalls && <u32>load<u8>(planCall(call)) != attacker) call++;
  if (call >= planCalls) return CALLS_MAX;
  store<u16>(cursor, <u16>(call + 1));
  return call;
}

/** A call of the plan made this thing. */
export function noteResult(call: u32, thing: u32): void {
  if (call < planCalls) store<u16>(RESULTS + (<usize>call << 1), <u16>(thing + 1));
}

/** The thing that an operand of the plan wishes for; DRAWN: what should have made it has not. */
export function wishedThing(operand: u32): u32 {
  if (operand & THING) return operand == DRAWN ? DRAWN : operand & INDEX;
  const maker = operand & INDEX;
  const result = maker < planCalls ? <u32>load<u16>(RESULTS + (<usize>maker << 1)) : 0;
  return result == 0 ? DRAWN : result - 1;
}
