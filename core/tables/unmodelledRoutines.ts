/**
 * Routines of Windows that people know and the model does not have: what to write instead. For wrappers of
 * Win32 it is the system call behind them, for others the nearest that is modelled.
 */

export interface UnmodelledRoutine {
  readonly name: string;
  /** What is written instead, in user mode and in kernel mode; undefined: nothing comes near. */
  readonly instead?: string;
  readonly source: string;
}

const revert = "`NtSetInformationThread(current, ThreadImpersonationToken, none)`";
const put = "`NtSetInformationThread(thread, ThreadImpersonationToken, token)`";

export const unmodelledRoutines: readonly UnmodelledRoutine[] = [
  { name: "RevertToSelf", instead: revert, source: "[MS-doc nf-securitybaseapi-reverttoself] facts 4.4" },
  { name: "SetThreadToken", instead: put, source: "[MS-doc nf-processthreadsapi-setthreadtoken] facts 11.3" },
  {
    name: "ImpersonateLoggedOnUser", instead: `\`NtDuplicateToken(token, type: TokenImpersonation, level: SecurityImpersonation)\` and ${put}`,
    source: "[MS-doc nf-securitybaseapi-impersonateloggedonuser] facts 11.5, 11.3",
  },
  {
    name: "ImpersonateSelf", instead: `\`NtOpenProcessToken\`, \`NtDuplicateToken(…, type: TokenImpersonation, level: …)\` and ${put}`,
    source: "[MS-doc nf-securitybaseapi-impersonateself] facts 11.5, 11.3",
  },
  { name: "OpenThreadToken", instead: "`NtOpenThreadToken(thread, desiredAccess, openAsSelf)`", source: "[MS-doc nf-processthreadsapi-openthreadtoken] facts 11.1" },
  { name: "OpenProcessToken", instead: "`NtOpenProcessToken(process, desiredAccess)`", source: "[MS-doc nf-processthreadsapi-openprocesstoken] facts 11.2" },
  { name: "DuplicateTokenEx", instead: "`NtDuplicateToken(existingToken, desiredAccess, level: …, type: …)`", source: "[MS-doc nf-securitybaseapi-duplicatetokenex] facts 11.5" },
  { name: "DuplicateToken", instead: "`NtDuplicateToken(existingToken, level: …, type: TokenImpersonation)`", source: "[MS-doc nf-securitybaseapi-duplicatetoken] facts 11.5" },
  { name: "AdjustTokenPrivileges", instead: "`NtAdjustPrivilegesToken(token, newState: […])`", source: "[MS-doc nf-securitybaseapi-adjusttokenprivileges] facts 11.6" },
  { name: "CloseHandle", instead: "`NtClose(handle)`", source: "[MS-doc nf-handleapi-closehandle] facts 2.2" },
  { name: "CreateFile", instead: "`NtOpenFile(object, desiredAccess)`, or to a pipe `NtCreateFile(pipe, desiredAccess, level: …, tracking: …)`", source: "[MS-doc nf-fileapi-createfilew] facts 13.1, 7.1" },
  { name: "ZwOpenFile", instead: "`NtOpenFile(object, desiredAccess)`", source: "[MS-doc using-nt-and-zw-versions] facts 13.1" },
  { name: "ZwClose", instead: "`NtClose(handle)`", source: "[MS-doc using-nt-and-zw-versions] facts 2.2" },
  { name: "SeAccessCheck", instead: "`can(thread, object, rights)` in a condition, or `act object rights`, which is checked by it",
    source: "[MS-doc nf-wdm-seaccesscheck] facts 13.1" },
  { name: "SePrivilegeCheck", instead: "`SeDebugPrivilege in thread.token.privileges.enabled`, or another privilege, in a condition",
    source: "[MS-doc nf-ntifs-seprivilegecheck] facts 1.6" },
  { name: "SeSinglePrivilegeCheck", instead: "`SeDebugPrivilege in thread.token.privileges.enabled`, or another privilege, in a condition",
    source: "[MS-doc nf-ntddk-sesingleprivilegecheck] facts 1.6" },
  { name: "SeTokenIsAdmin", instead: "`Administrators in thread.token.groups.enabled` in a condition",
    source: "[MS-doc nf-ntifs-setokenisadmin] facts 9" },
  { name: "PsLookupProcessByProcessId", instead: "the process by its declared name, such as `app`", source: "[MS-doc nf-ntifs-pslookupprocessbyprocessid]" },
  { name: "PsLookupThreadByThreadId", instead: "the thread by its declared name, such as `app.main`", source: "[MS-doc nf-ntifs-pslookupthreadbythreadid]" },
  { name: "PsGetThreadProcess", instead: "`thread.process`", source: "[ReactOS ps/thread.c]" },
  { name: "IoThreadToProcess", instead: "`thread.process`", source: "[MS-doc nf-ntifs-iothreadtoprocess]" },
  { name: "IoAllocateWorkItem", instead: "`IoQueueWorkItem { … }`, which allocates its item itself",
    source: "[MS-doc nf-wdm-ioallocateworkitem] facts 14.1" },
  { name: "IoFreeWorkItem", instead: "nothing: an item is gone when its code has run", source: "[MS-doc nf-wdm-iofreeworkitem] facts 14.1" },
  { name: "ExInitializeWorkItem", instead: "`ExQueueWorkItem { … }`", source: "[MS-doc nf-wdm-exinitializeworkitem] facts 14.1" },
  { name: "ObDereferenceObject", instead: "`PsDereferencePrimaryToken(token)` or `PsDereferenceImpersonationToken(token)` for a token",
    source: "[MS-doc nf-wdm-obdereferenceobject] facts 2.3" },
  { name: "RtlEqualSid", instead: "`==` between two SIDs in a condition", source: "[MS-doc nf-ntifs-rtlequalsid]" },
  { name: "CreateRestrictedToken",
    instead: "`NtFilterToken(existingToken, flags: …, sidsToDisable: […], privilegesToDelete: […], restrictedSids: […])`", source: "[MS-doc nf-securitybaseapi-createrestrictedtoken] facts 9.8" },
  { name: "CreateProcessAsUser", source: "[MS-doc nf-processthreadsapi-createprocessasuserw]" },
  { name: "CreateProcessWithToken", source: "[MS-doc nf-winbase-createprocesswithtokenw]" },
  { name: "NtCreateProcessEx", source: "[ReactOS ps/process.c]" },
  { name: "NtCreateProcess", source: "[ReactOS ps/process.c]" },
  { name: "NtCreateThread", source: "[ReactOS ps/thread.c]" },
  { name: "ImpersonateNamedPipeClient", instead: "`NtFsControlFile(pipe, FSCTL_PIPE_IMPERSONATE)`",
    source: "[MS-doc nf-namedpipeapi-impersonatenamedpipeclient] facts 12.1" },
  { name: "ConnectNamedPipe", instead: "`NtFsControlFile(pipe, FSCTL_PIPE_LISTEN)`", source: "[MS-doc nf-namedpipeapi-connectnamedpipe] facts 12.1" },
  { name: "DisconnectNamedPipe", instead: "`NtFsControlFile(pipe, FSCTL_PIPE_DISCONNECT)`", source: "[MS-doc nf-namedpipeapi-disconnectnamedpipe] facts 12.1" },
  { name: "PeekNamedPipe", instead: "`NtFsControlFile(pipe, FSCTL_PIPE_PEEK)`", source: "[MS-doc nf-namedpipeapi-peeknamedpipe] facts 12.1" },
  { name: "CreateNamedPipe", instead: "`NtCreateNamedPipeFile(pipe, desiredAccess)`", source: "[MS-doc nf-namedpipeapi-createnamedpipew] facts 12.1" },
  { name: "ReadFile", instead: "`NtReadFile(pipe)`", source: "[MS-doc nf-fileapi-readfile] facts 12.1" },
  { name: "WriteFile", instead: "`NtWriteFile(pipe)`", source: "[MS-doc nf-fileapi-writefile] facts 12.1" },
  { name: "LogonUser", source: "[MS-doc nf-winbase-logonuserw]" },
];
