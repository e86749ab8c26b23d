/**
 * Every routine of the reference by its name in the table of operations: a new one is its file and a line
 * here.
 */
import type { Routine } from "./call.ts";
import {
  PsAssignImpersonationToken, PsDereferenceImpersonationToken, PsDereferencePrimaryToken,
  PsDisableImpersonation, PsIsThreadImpersonating,
  PsReferenceEffectiveToken, PsReferenceImpersonationToken, PsRestoreImpersonation,
} from "./routines/byPointer.ts";
import { SeCreateClientSecurity, SeDeleteClientSecurity, SeImpersonateClientEx } from "./routines/clientSecurity.ts";
import { NtClose, NtCreateFile, NtOpenFile } from "./routines/files.ts";
import { NtCreateNamedPipeFile, NtFsControlFile, NtReadFile, NtWriteFile } from "./routines/pipes.ts";
import { NtAdjustPrivilegesToken } from "./routines/NtAdjustPrivilegesToken.ts";
import { NtDuplicateToken } from "./routines/NtDuplicateToken.ts";
import { NtSetInformationThread } from "./routines/NtSetInformationThread.ts";
import { NtFilterToken, SeFilterToken } from "./routines/filterToken.ts";
import { NtQueryInformationToken } from "./routines/NtQueryInformationToken.ts";
import { NtImpersonateThread, SeImpersonateClient } from "./routines/NtImpersonateThread.ts";
import {
  NtOpenProcessToken, NtOpenProcessTokenEx, NtOpenThreadToken, NtOpenThreadTokenEx, PsReferencePrimaryToken,
} from "./routines/openToken.ts";
import { PsImpersonateClient, PsRevertThreadToSelf, PsRevertToSelf, SeStopImpersonatingClient } from "./routines/PsImpersonateClient.ts";
import { SeTokenCanImpersonate } from "./routines/SeTokenCanImpersonate.ts";
import {
  SeCaptureSubjectContext, SeCaptureSubjectContextEx, SeCreateClientSecurityFromSubjectContext,
  SeLockSubjectContext, SeQuerySubjectContextToken,
  SeReleaseSubjectContext, SeUnlockSubjectContext,
} from "./routines/subjectContexts.ts";
import { ExQueueWorkItem, IoQueueWorkItem } from "./routines/workItems.ts";

export const routines: Readonly<Record<string, Routine>> = {
  SeCreateClientSecurity, SeImpersonateClientEx, SeDeleteClientSecurity, SeStopImpersonatingClient,
  SeTokenCanImpersonate,
  PsImpersonateClient, PsRevertToSelf, PsRevertThreadToSelf, PsReferencePrimaryToken, IoQueueWorkItem,
  NtOpenProcessToken, NtOpenThreadToken, NtSetInformationThread, NtDuplicateToken, NtAdjustPrivilegesToken,
  NtOpenFile, NtClose,
  PsIsThreadImpersonating, PsReferenceImpersonationToken, PsReferenceEffectiveToken,
  PsDereferenceImpersonationToken, PsDereferencePrimaryToken,
  PsAssignImpersonationToken, PsDisableImpersonation, PsRestoreImpersonation, ExQueueWorkItem,
  SeCaptureSubjectContext, SeCaptureSubjectContextEx, SeLockSubjectContext, SeUnlockSubjectContext,
  SeReleaseSubjectContext, SeQuerySubjectContextToken,
  SeCreateClientSecurityFromSubjectContext, SeImpersonateClient, NtImpersonateThread, NtOpenThreadTokenEx,
  NtOpenProcessTokenEx,
  NtFilterToken, SeFilterToken, NtQueryInformationToken,
  NtCreateFile, NtCreateNamedPipeFile, NtReadFile, NtWriteFile, NtFsControlFile,
};

/** Routines of the table of operations that the reference does not know yet, each with the reason. */
export const withoutReference: Readonly<Record<string, string>> = {
};
