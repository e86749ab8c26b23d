/**
 * What an attacker could exercise at the start: copies of tokens in the region behind the tokens, so that
 * later changes of the originals do not move the line that escalation is measured from. And what the handles
 * that it had then gave it: a record for each object, which is no identity, marked by the high bit beside its
 * attacker.
 */
import { accessCheckToken } from "../access/accessCheckToken";
import {
  baselineCount, headerBaselineCount, objectDescriptor, objectType, REGION_BASELINE, setHeaderBaselineCount,
  TOKEN_LINKED_OFFSET, TOKEN_SIZE, tokenBase, tokenCount,
} from "../generated/state";
import { worldIsFull } from "../step/call";
import { isWithin } from "./identities";

/** Adds an identity to the baseline of an attacker. */
export function addToBaseline(attacker: u32, token: u32): void {
  const index = headerBaselineCount();
  for (let known: u32 = 0; known < index; known++) {
    if (belongsTo(attacker, known) && isWithin(token, tokenCount + known)
      && isWithin(tokenCount + known, token)) {
      return;
    }
  }
  if (index >= baselineCount) {
    worldIsFull(REGION_BASELINE);
    return;
  }
  const address = tokenBase + <usize>((tokenCount + index) * TOKEN_SIZE);
  memory.copy(address, tokenBase + <usize>(token * TOKEN_SIZE), TOKEN_SIZE);
  store<u8>(address, <u8>(attacker + 1), TOKEN_LINKED_OFFSET);
  setHeaderBaselineCount(index + 1);
}

function belongsTo(attacker: u32, index: u32): bool {
  const address = tokenBase + <usize>((tokenCount + index) * TOKEN_SIZE);
  return <u32>load<u8>(address, TOKEN_LINKED_OFFSET) == attacker + 1;
}

const HELD_ACCESS: u32 = 0x80;
const HELD_OBJECT_OFFSET: usize = 1;
const HELD_RIGHTS_OFFSET: usize = 4;

/** Adds rights that a handle of the attacker has at the start to what it can do without any further step. */
export function addHeldAccess(attacker: u32, object: u32, access: u32): void {
  const known = heldRecord(attacker, object);
  if (known != 0) {
    store<u32>(known, load<u32>(known, HELD_RIGHTS_OFFSET) | access, HELD_RIGHTS_OFFSET);
    return;
  }
  const index = headerBaselineCount();
  if (index >= baselineCount) {
    worldIsFull(REGION_BASELINE);
    return;
  }
  const address = tokenBase + <usize>((tokenCount + index) * TOKEN_SIZE);
  memory.fill(address, 0, TOKEN_SIZE);
  store<u8>(address, <u8>object, HELD_OBJECT_OFFSET);
  store<u32>(address, access, HELD_RIGHTS_OFFSET);
  store<u8>(address, <u8>(HELD_ACCESS | (attacker + 1)), TOKEN_LINKED_OFFSET);
  setHeaderBaselineCount(index + 1);
}

/** Rights to an object that handles of the attacker had at the start. */
export function accessHeldAtStart(attacker: u32, object: u32): u32 {
  const record = heldRecord(attacker, object);
  return record == 0 ? 0 : load<u32>(record, HELD_RIGHTS_OFFSET);
}

/** Address of the record of what was held to an object; 0: there is none. */
function heldRecord(attacker: u32, object: u32): usize {
  for (let index: u32 = 0, count = headerBaselineCount(); index < count; index++) {
    const address = tokenBase + <usize>((tokenCount + index) * TOKEN_SIZE);
    if (<u32>load<u8>(address, TOKEN_LINKED_OFFSET) == (HELD_ACCESS | (attacker + 1))
      && <u32>load<u8>(address, HELD_OBJECT_OFFSET) == object) {
      return address;
    }
  }
  return 0;
}

/** Whether some identity of the baseline contains this one; compared one by one, never as a union. */
export function isWithinBaseline(attacker: u32, token: u32): bool {
  for (let index: u32 = 0, count = headerBaselineCount(); index < count; index++) {
    if (belongsTo(attacker, index) && isWithin(token, tokenCount + index)) return true;
  }
  return false;
}

/**
 * Whether the attacker could do this to an object with its own baseline: through handles that it had, and for
 * the rest as some identity.
 */
export function baselineReaches(attacker: u32, object: u32, access: u32): bool {
  const rest = access & ~accessHeldAtStart(attacker, object);
  return rest == 0 || someBaselinePasses(attacker, objectDescriptor(object), objectType(object), rest);
}

/** Whether some identity of the baseline passes the access check for all of these rights. */
function someBaselinePasses(attacker: u32, descriptor: u32, type: u32, access: u32): bool {
  for (let index: u32 = 0, count = headerBaselineCount(); index < count; index++) {
    if (belongsTo(attacker, index) && accessCheckToken(tokenCount + index, descriptor, type, access)) {
      return true;
    }
  }
  return false;
}
