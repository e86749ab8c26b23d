/** Every routine of the reference by its name in the table of operations: a new one is its file and a line here. */
import type { Routine } from "./call.ts";
import {
  PsAssignImpersonationToken, PsDereferenceImpersonationToken, PsDereferencePrimaryToken, PsDisableImpersonation, PsIsThreadImpersonating,
  PsReferenceEffectiveToken, PsReferenceImpersonationToken, PsRestoreImpersonation,
} from "./routines/byPointer.ts";
import { SeCreateClientSecurity, SeDeleteClientSecurity, SeImpersonateClientEx } from "./routines/clientSecurity.ts";
import { NtClose, NtOpenFile } from "./routines/files.ts";
import { NtAdjustPrivilegesToken } from "./routines/NtAdjustPrivilegesToken.ts";
import { NtDuplicateToken } from "./routines/NtDuplicateToken.ts";
import { NtSetInformationThread } from "./routines/NtSetInformationThread.ts";
import { NtOpenProcessToken, NtOpenThreadToken, PsReferencePrimaryToken } from "./routines/openToken.ts";
import { PsImpersonateClient, PsRevertThreadToSelf, PsRevertToSelf, SeStopImpersonatingClient } from "./routines/PsImpersonateClient.ts";
import { SeTokenCanImpersonate } from "./routines/SeTokenCanImpersonate.ts";
import { ExQueueWorkItem, IoQueueWorkItem } from "./routines/workItems.ts";

export const routines: Readonly<Record<string, Routine>> = {
  SeCreateClientSecurity, SeImpersonateClientEx, SeDeleteClientSecurity, SeStopImpersonatingClient, SeTokenCanImpersonate,
  PsImpersonateClient, PsRevertToSelf, PsRevertThreadToSelf, PsReferencePrimaryToken, IoQueueWorkItem,
  NtOpenProcessToken, NtOpenThreadToken, NtSetInformationThread, NtDuplicateToken, NtAdjustPrivilegesToken, NtOpenFile, NtClose,
  PsIsThreadImpersonating, PsReferenceImpersonationToken, PsReferenceEffectiveToken, PsDereferenceImpersonationToken, PsDereferencePrimaryToken,
  PsAssignImpersonationToken, PsDisableImpersonation, PsRestoreImpersonation, ExQueueWorkItem,
};

/** Routines of the table of operations that the reference does not know yet, each with the reason. */
const subjects = "not written yet: subject contexts (facts 7.4, 7.9, 8)", opens = "not written yet: opens with attributes, queries, NtImpersonateThread (facts 11)";
export const withoutReference: Readonly<Record<string, string>> = {
  SeCreateClientSecurityFromSubjectContext: subjects, SeImpersonateClient: subjects, SeCaptureSubjectContext: subjects, SeCaptureSubjectContextEx: subjects,
  SeLockSubjectContext: subjects, SeUnlockSubjectContext: subjects, SeReleaseSubjectContext: subjects, SeQuerySubjectContextToken: subjects,
  NtOpenThreadTokenEx: opens, NtOpenProcessTokenEx: opens, NtQueryInformationToken: opens, NtImpersonateThread: opens,
};
