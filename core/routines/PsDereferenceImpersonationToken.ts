/**
 * PsDereferenceImpersonationToken: lets go of what PsReferenceImpersonationToken gave; none is accepted, and
 * nothing done. [MS-doc nf-ntifs-psreferenceimpersonationtoken] [ReactOS] facts 3.2
 */
import { releasePointer } from "../objects/tokenHolders";

/** `token` 0 is none. */
export function PsDereferenceImpersonationToken(token: u32): void {
  if (token != 0) releasePointer(token);
}
