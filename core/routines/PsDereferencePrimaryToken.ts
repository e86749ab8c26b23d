/**
 * PsDereferencePrimaryToken: lets go of what PsReferencePrimaryToken gave. There always was a token, so none
 * is not accepted. [MS-doc nf-ntifs-psreferenceprimarytoken] facts 3.3
 */
import { releasePointer } from "../objects/tokenHolders";

/** Only for a reference that the caller took. */
export function PsDereferencePrimaryToken(token: u32): void {
  releasePointer(token);
}
