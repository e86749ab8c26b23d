/**
 * PsReferencePrimaryToken: the primary token of a process, with a reference that is the caller's from then
 * on. Impersonation plays no part. [MS-doc nf-ntifs-psreferenceprimarytoken] facts 3.3
 */
import { processToken, tokenGeneration } from "../generated/state";
import { referenceToken } from "../objects/tokens";
import { setResult } from "../step/call";

/** The token's number; never none for a live process. */
export function PsReferencePrimaryToken(process: u32): u32 {
  const token = processToken(process);
  referenceToken(token);
  setResult(token, tokenGeneration(token));
  return token;
}
