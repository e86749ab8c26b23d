/** Why an image was refused: a code of the table `refusals` and a place that helps to find it. */
export const NOT_AN_IMAGE: u32 = 1;
export const TOO_LARGE: u32 = 2;
export const SECTION_OUTSIDE: u32 = 3;
export const UNKNOWN_OPERATION: u32 = 4;
export const BAD_OPERAND: u32 = 5;
export const BAD_JUMP: u32 = 6;
export const BAD_EXPRESSION: u32 = 7;
export const BAD_STATE: u32 = 8;
export const BAD_REFERENCE: u32 = 9;

/** Code | place << 8 of the first refusal; 0: none. */
export let refusal: u32 = 0;

export function clearRefusal(): void {
  refusal = 0;
}

/** Notes a refusal and answers false, so that a check can return it. */
export function refuse(code: u32, place: u32): bool {
  if (refusal == 0) refusal = code | (place << 8);
  return false;
}
