/**
 * Weights that a case has for itself: of the calls of attackers a random half is rarer, so that the others
 * come often and close together. What all cases do alike, some sequences never come about with.
 */
let favoured: u64 = 0xffffffffffffffff;

export function favourAll(): void {
  favoured = 0xffffffffffffffff;
}

/** A bit per call: whether it keeps its weight. */
export function favourSome(bits: u64): void {
  favoured = bits;
}

/** Whether the call keeps its weight in this case; one that does not is drawn twice before it is taken. */
export function isFavoured(call: u32): bool {
  return ((favoured >> (call & 63)) & 1) != 0;
}
