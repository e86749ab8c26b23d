/**
 * SeStopImpersonatingClient: a macro for PsRevertToSelf. It has no parameter, so it cannot end what
 * SeImpersonateClientEx put on another thread. [MS-doc sestopimpersonatingclient] [ReactOS xdk/sefuncs.h]
 * facts 4.3
 */
import { PsRevertToSelf } from "./PsRevertToSelf";

/** Cannot fail. */
export function SeStopImpersonatingClient(): void {
  PsRevertToSelf();
}
