/**
 * Changes a plan: an entry of the corpus becomes a case that resembles it. Calls are put in, taken out,
 * exchanged, taken over from another entry, or draw one operand anew; turns and alternatives draw anew. What
 * a call put in is to be is drawn when its turn comes.
 */
import { operandCount } from "../generated/dispatch";
import { attackerCallCount, attackerCallStart, attackerTotal, callOperation } from "../generated/image";
import { draw, drawBelow } from "../random";
import { callOfEntry, callsOfEntry, entryOf } from "./corpus";
import {
  CALL_OPERANDS, CALL_PLACE, CALL_THREAD, CALLS_MAX, DRAWN, DRAWN_8, LANES, MADE, PICKS, planCall, planCalls,
  planLanes, planPicks, setPlan, THING,
} from "./plan";

const OPERANDS_BYTES: usize = 10;
/** What happens to calls, for the operands that name them. */
const CALL_PUT_IN: u32 = 0;
const CALL_TAKEN_OUT: u32 = 1;
const CALLS_EXCHANGED: u32 = 2;

/**
 * Ends of the ways to change a plan on a scale of WAYS; their shares were found by measuring how soon
 * scenarios are broken.
 */
const ORDER: u32 = 4;
const OPERAND: u32 = 7;
const PUT_IN: u32 = 10;
const TAKE_OUT: u32 = 12;
const EXCHANGE: u32 = 13;
const SPLICE: u32 = 17;
const REDRAW: u32 = 18;
const WAYS: u32 = 22;

/**
 * Changes the plan once or twice in ways that are drawn. Now and then not at all: an entry ends where
 * something new showed, and it may be best to go on from there.
 */
export function mutate(): void {
  const drawn = draw();
  if ((drawn & 7) == 0) return;
  change();
  if (drawn & 8) change();
}

function change(): void {
  const order = planLanes + planPicks;
  const way = order == 0 ? ORDER + drawBelow(WAYS - ORDER) : drawBelow(WAYS);
  if (order != 0 && (planCalls == 0 || way < ORDER)) return changeOrder(drawBelow(order), drawBelow(2) != 0);
  if (planCalls == 0) return;
  const call = drawBelow(planCalls);
  if (way < OPERAND) redrawOperand(call);
  else if (way < PUT_IN) putIn(drawBelow(planCalls + 1));
  else if (way < TAKE_OUT) takeOut(call);
  else if (way < EXCHANGE) exchange(call, drawBelow(planCalls));
  else if (way < SPLICE) splice(entryOf(<u32>draw()), drawBelow(planCalls + 1));
  else if (way < REDRAW) redrawCall(call);
  else splice(entryOf(<u32>draw()), planCalls);
}

/** A turn or an alternative is drawn anew, or all turns from there on. */
function changeOrder(place: u32, behind: bool): void {
  if (place >= planLanes) return store<u16>(PICKS + (<usize>(place - planLanes) << 1), <u16>DRAWN);
  if (behind) setPlan(planCalls, place, planPicks);
  else store<u8>(LANES + place, <u8>DRAWN_8);
}

/** One operand of a call is drawn anew, or the thread that makes it. */
function redrawOperand(call: u32): void {
  const address = planCall(call);
  const attacker = <u32>load<u8>(address);
  const place = <u32>load<u16>(address, CALL_PLACE);
  if (attacker >= attackerTotal || place >= attackerCallCount(attacker)) return;
  const position = drawBelow(operandCount(callOperation(attackerCallStart(attacker) + place)) + 1);
  if (position == 0) store<u8>(address + CALL_THREAD, <u8>DRAWN_8);
  else store<u16>(address + CALL_OPERANDS + (<usize>(position - 1) << 1), <u16>DRAWN);
}

function redrawCall(call: u32): void {
  store<u16>(planCall(call) + CALL_PLACE, <u16>DRAWN);
}

/** A call that is put in is made by whoever made the one that stood there; behind all, the last one. */
function putIn(at: u32): void {
  if (planCalls == CALLS_MAX) return;
  follow(CALL_PUT_IN, at, 0);
  if (at == planCalls) copyCall(planCall(at), planCall(at - 1));
  for (let call = planCalls; call > at; call--) copyCall(planCall(call), planCall(call - 1));
  redrawCall(at);
  setPlan(planCalls + 1, planLanes, planPicks);
}

/** Takes a call out of the plan. */
export function takeOut(at: u32): void {
  if (at >= planCalls) return;
  follow(CALL_TAKEN_OUT, at, 0);
  for (let call = at; call + 1 < planCalls; call++) copyCall(planCall(call), planCall(call + 1));
  setPlan(planCalls - 1, planLanes, planPicks);
}

function exchange(one: u32, other: u32): void {
  follow(CALLS_EXCHANGED, one, other);
  const low = load<u64>(planCall(one));
  const high = load<u64>(planCall(one), 8);
  copyCall(planCall(one), planCall(other));
  store<u64>(planCall(other), low);
  store<u64>(planCall(other), high, 8);
}

/** From `at` on come the calls of another entry, from one of them on. */
function splice(entry: usize, at: u32): void {
  const theirs = callsOfEntry(entry);
  if (theirs == 0) return;
  const first = drawBelow(theirs);
  const count = min<u32>(at + theirs - first, CALLS_MAX);
  for (let call = at; call < count; call++) {
    copyCall(planCall(call), callOfEntry(entry, first + call - at));
    adopt(planCall(call), first, at);
  }
  setPlan(count, planLanes, planPicks);
}

/**
 * Operands of a call that was the other plan's: what its own calls made, else what the call at the same place
 * here made.
 */
function adopt(call: usize, first: u32, at: u32): void {
  for (let place = call + CALL_OPERANDS, end = place + OPERANDS_BYTES; place < end; place += 2) {
    const operand = <u32>load<u16>(place);
    if (operand < MADE || operand >= THING) continue;
    const maker = operand - MADE;
    if (maker >= first) store<u16>(place, <u16>(MADE + maker - first + at));
    else if (maker >= at) store<u16>(place, <u16>DRAWN);
  }
}

function copyCall(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
}

/** Calls move: operands go on naming the same makers; what nobody makes any more is drawn. */
function follow(how: u32, one: u32, other: u32): void {
  for (let call: u32 = 0; call < planCalls; call++) {
    for (let place = planCall(call) + CALL_OPERANDS, end = place + OPERANDS_BYTES; place < end; place += 2) {
      const operand = <u32>load<u16>(place);
      if (operand >= MADE && operand < THING) {
        store<u16>(place, <u16>followed(operand - MADE, how, one, other));
      }
    }
  }
}

function followed(maker: u32, how: u32, one: u32, other: u32): u32 {
  if (how == CALL_PUT_IN) return MADE + maker + u32(maker >= one);
  if (how == CALL_TAKEN_OUT) return maker == one ? DRAWN : MADE + maker - u32(maker > one);
  return MADE + (maker == one ? other : maker == other ? one : maker);
}
