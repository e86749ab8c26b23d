/** The few security identifiers that NT's routines speak of themselves, by their numbers in the program. */
import { wellKnownSidsBase } from "../generated/image";

/** Stands for a SID that nothing in the program has or mentions; it matches no token. */
export const NO_SID: u32 = 0xff;

/** Number of a well-known SID (`SID_SLOT_…`) in this program; NO_SID where the program has none. */
export function wellKnownSid(slot: u32): u32 {
  return load<u8>(wellKnownSidsBase + <usize>slot);
}
