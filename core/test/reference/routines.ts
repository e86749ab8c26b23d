/** Every routine of the reference by its name in the table of operations: a new one is its file and a line here. */
import type { Routine } from "./call.ts";
import { SeCreateClientSecurity, SeDeleteClientSecurity, SeImpersonateClientEx } from "./routines/clientSecurity.ts";
import { NtClose, NtOpenFile } from "./routines/files.ts";
import { NtAdjustPrivilegesToken } from "./routines/NtAdjustPrivilegesToken.ts";
import { NtDuplicateToken } from "./routines/NtDuplicateToken.ts";
import { NtSetInformationThread } from "./routines/NtSetInformationThread.ts";
import { NtOpenProcessToken, NtOpenThreadToken, PsReferencePrimaryToken } from "./routines/openToken.ts";
import { PsImpersonateClient, PsRevertThreadToSelf, PsRevertToSelf, SeStopImpersonatingClient } from "./routines/PsImpersonateClient.ts";
import { SeTokenCanImpersonate } from "./routines/SeTokenCanImpersonate.ts";
import { IoQueueWorkItem } from "./routines/workItems.ts";

export const routines: Readonly<Record<string, Routine>> = {
  SeCreateClientSecurity, SeImpersonateClientEx, SeDeleteClientSecurity, SeStopImpersonatingClient, SeTokenCanImpersonate,
  PsImpersonateClient, PsRevertToSelf, PsRevertThreadToSelf, PsReferencePrimaryToken, IoQueueWorkItem,
  NtOpenProcessToken, NtOpenThreadToken, NtSetInformationThread, NtDuplicateToken, NtAdjustPrivilegesToken, NtOpenFile, NtClose,
};

/** Routines of the table of operations that the reference does not know yet, each with the reason. */
const byPointer = "not written yet: reading and setting aside by pointer (facts 3, 4.4 to 4.6)";
export const withoutReference: Readonly<Record<string, string>> = {
  PsIsThreadImpersonating: byPointer, PsReferenceImpersonationToken: byPointer, PsReferenceEffectiveToken: byPointer,
  PsDereferenceImpersonationToken: byPointer, PsDereferencePrimaryToken: byPointer, PsAssignImpersonationToken: byPointer,
  PsDisableImpersonation: byPointer, PsRestoreImpersonation: byPointer, ExQueueWorkItem: "not written yet: as IoQueueWorkItem (facts 14.1)",
};
