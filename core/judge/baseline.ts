/**
 * What an attacker could exercise at the start: copies of tokens in the region behind the tokens, so that later changes of the originals
 * do not move the line that escalation is measured from.
 */
import { accessCheckToken } from "../access/accessCheckToken";
import {
  baselineCount, headerBaselineCount, REGION_BASELINE, setHeaderBaselineCount, TOKEN_LINKED_OFFSET, TOKEN_SIZE, tokenBase, tokenCount,
} from "../generated/state";
import { worldIsFull } from "../step/call";
import { isWithin } from "./identities";

/** Adds an identity to the baseline of an attacker. */
export function addToBaseline(attacker: u32, token: u32): void {
  const index = headerBaselineCount();
  for (let known: u32 = 0; known < index; known++) {
    if (belongsTo(attacker, known) && isWithin(token, tokenCount + known) && isWithin(tokenCount + known, token)) return;
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
  return <u32>load<u8>(tokenBase + <usize>((tokenCount + index) * TOKEN_SIZE), TOKEN_LINKED_OFFSET) == attacker + 1;
}

/** Whether some identity of the baseline contains this one; compared one by one, never as a union. */
export function isWithinBaseline(attacker: u32, token: u32): bool {
  for (let index: u32 = 0, count = headerBaselineCount(); index < count; index++) {
    if (belongsTo(attacker, index) && isWithin(token, tokenCount + index)) return true;
  }
  return false;
}

/** Whether some identity of the baseline passes the access check for all of these rights. */
export function someBaselinePasses(attacker: u32, descriptor: u32, type: u32, access: u32): bool {
  for (let index: u32 = 0, count = headerBaselineCount(); index < count; index++) {
    if (belongsTo(attacker, index) && accessCheckToken(tokenCount + index, descriptor, type, access)) return true;
  }
  return false;
}
