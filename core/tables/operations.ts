/**
 * The table of operations: each NT routine that a scenario can call, with its operands, results and statuses.
 *
 * Names resolve, operands are checked, calls are drawn, records are dispatched and printed, and the manual is
 * written from here. Adding a routine is one row, one file `core/routines/<name>.ts`, and its scenarios. Ids
 * are never reused.
 */

export type OperandKind =
  | "thread"            // pointer to a thread: a declared thread, `current`
  | "threadHandle"      // handle to a thread; a declared thread is an implicit, checked open
  | "process"           // pointer to a process
  | "processHandle"     // handle to a process; a declared process is an implicit, checked open
  | "token"             // pointer to a token
  | "tokenHandle"       // handle to a token
  | "handle"            // any handle
  | "context"           // client security context
  | "object"            // a declared object, opened by name
  | "access"            // access mask; the type says whose rights
  | "level"             // SECURITY_IMPERSONATION_LEVEL
  | "boolean" | "tokenType" | "tracking" | "threadInformationClass"
  | "objectAttributes"  // OBJ_… bits of an open: whether it is checked, and whose the handle is
  | "privilegeChanges"  // list of privileges with attributes
  | "subjectContext"    // security subject context
  | "savedState"        // impersonation that PsDisableImpersonation set aside
  | "tokenInformationClass"
  | "filterFlags"       // FILTER_TOKEN_FLAGS
  | "sids"              // list of SIDs with attributes
  | "privileges"        // list of privileges, whose attributes do not count
  | "pipe"              // a declared pipe
  // handle to an end of a pipe; a declared pipe is the server's end to its server, to others the client's
  | "pipeHandle"
  | "pipeControl";      // FSCTL_PIPE_…

export interface Operand {
  readonly name: string;
  readonly kind: OperandKind;
  /**
   * Words of the language for what is taken when the operand is left out; without it the operand must be
   * given.
   */
  readonly default?: string;
  /** `none` may stand for the operand. */
  readonly optional?: true;
  /** Whose rights an `access` operand asks for, or which right the routine needs on the handle. */
  readonly rightsOf?: "token" | "thread" | "process" | "file";
  readonly right?: string;
  /**
   * What the right becomes where THREAD_/PROCESS_QUERY_LIMITED_INFORMATION suffices (switch
   * limitedQueryRights).
   */
  readonly limitedRight?: string;
}

export interface Out {
  readonly name: string;
  readonly kind:
    | "level" | "boolean" | "tokenType" | "tracking" | "access" | "sid" | "elevation" | "integrity" | "number"
    | "thread";
}

export interface Operation {
  readonly id: number;
  readonly routine: string;
  readonly mode: "kernel" | "both";
  readonly operands: readonly Operand[];
  readonly returns: "status" | "nothing" | "boolean" | "token";
  /** A routine that returns a token may return none. */
  readonly mayReturnNone?: true;
  /** What the result's name stands for. */
  readonly result?:
    | "tokenHandle" | "objectHandle" | "pipeHandle" | "context" | "token" | "workItem" | "subjectContext"
    | "savedState";
  /**
   * It does something only where a pipe is declared, so that an attacker elsewhere does not waste his calls.
   */
  readonly needsPipe?: true;
  readonly outs: readonly Out[];
  /** Every status that it can return; the manual and SCN031 are made from it. */
  readonly statuses: readonly string[];
  /**
   * Statuses of these that it never returns, each with the reason and its source; what holds for all routines
   * stands with the status.
   */
  readonly unreachable?: Readonly<Record<string, string>>;
  /** The call takes a block of code that runs later. */
  readonly takesCode?: true;
  readonly summary: string;
  readonly source: string;
}

const impersonationOuts = [
  { name: "level", kind: "level" }, { name: "copyOnOpen", kind: "boolean" }, { name: "effectiveOnly", kind: "boolean" },
] as const;
const contextOuts = [
  { name: "level", kind: "level" }, { name: "tracking", kind: "tracking" }, { name: "effectiveOnly", kind: "boolean" },
  { name: "directlyAccessClientToken", kind: "boolean" }, { name: "directAccessEffectiveOnly", kind: "boolean" },
] as const;
const contextOperands = [
  { name: "level", kind: "level" }, { name: "tracking", kind: "tracking", default: "static" },
  { name: "effectiveOnly", kind: "boolean", default: "false" },
  { name: "remote", kind: "boolean", default: "false" },
] as const;
const contextStatuses = [
  "STATUS_SUCCESS", "STATUS_INVALID_PARAMETER", "STATUS_BAD_IMPERSONATION_LEVEL",
  "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION",
] as const;
const tokenHandleOuts = [
  { name: "level", kind: "level" }, { name: "type", kind: "tokenType" }, { name: "access", kind: "access" },
] as const;
const handleStatuses = [
  "STATUS_INVALID_HANDLE", "STATUS_OBJECT_TYPE_MISMATCH", "STATUS_ACCESS_DENIED",
  "STATUS_BAD_IMPERSONATION_LEVEL",
] as const;
const impersonationStatuses = [
  "STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL", "STATUS_ACCESS_DENIED",
] as const;

const filterOperands = [
  { name: "flags", kind: "filterFlags", default: "0" },
  { name: "sidsToDisable", kind: "sids", default: "none", optional: true },
  { name: "privilegesToDelete", kind: "privileges", default: "none", optional: true },
  { name: "restrictedSids", kind: "sids", default: "none", optional: true },
] as const;

const openStatuses = ["STATUS_ACCESS_DENIED", "STATUS_BAD_IMPERSONATION_LEVEL", "STATUS_PRIVILEGE_NOT_HELD"] as const;
const connectStatuses = ["STATUS_OBJECT_NAME_NOT_FOUND", "STATUS_PIPE_NOT_AVAILABLE"] as const;
/** A handle, or the name of a pipe, which others than the server open with it. */
const pipeHandleStatuses = [...handleStatuses, "STATUS_OBJECT_NAME_NOT_FOUND", "STATUS_PIPE_NOT_AVAILABLE"] as const;

const blockIsThere = { STATUS_NO_MEMORY: "the thread impersonates, so its block is there (facts 2.1, 11.1 step 8)" };

export const operations = [
  {
    id: 1, routine: "SeCreateClientSecurity", mode: "kernel",
    operands: [{ name: "clientThread", kind: "thread" }, ...contextOperands],
    returns: "status", result: "context", outs: contextOuts, statuses: contextStatuses,
    summary: "Captures a thread's effective identity into a client security context.",
    source: "[MS-doc nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.3",
  },
  {
    id: 2, routine: "SeImpersonateClientEx", mode: "kernel",
    operands: [{ name: "clientContext", kind: "context" }, { name: "serverThread", kind: "thread", default: "current" }],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", ...impersonationStatuses],
    summary: "Causes a thread to impersonate the user of a client security context.",
    source: "[MS-doc nf-ntifs-seimpersonateclientex] [ReactOS client.c] facts 7.8",
  },
  {
    id: 3, routine: "SeStopImpersonatingClient", mode: "kernel", operands: [], returns: "nothing", outs: [], statuses: [],
    summary: "Ends the impersonation of the calling thread.",
    source: "[MS-doc sestopimpersonatingclient] [ReactOS xdk/sefuncs.h] facts 4.3",
  },
  {
    id: 4, routine: "SeDeleteClientSecurity", mode: "kernel", operands: [{ name: "clientContext", kind: "context" }],
    returns: "nothing", outs: [], statuses: [],
    summary: "Releases what a client security context holds; reverts no thread.",
    source: "[MS-doc nf-ntifs-sedeleteclientsecurity] facts 7.6",
  },
  {
    id: 5, routine: "SeTokenCanImpersonate", mode: "kernel",
    operands: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }, { name: "level", kind: "level" }],
    returns: "boolean", outs: [], statuses: [],
    summary: "The gate: may a process with this primary token really impersonate this token at this level?",
    source: "[MS-doc impersonation APIs] [ReactOS token.c] facts 5.2",
  },
  {
    id: 6, routine: "PsImpersonateClient", mode: "kernel",
    operands: [
      { name: "thread", kind: "thread" }, { name: "token", kind: "token", optional: true },
      { name: "copyOnOpen", kind: "boolean", default: "false" },
      { name: "effectiveOnly", kind: "boolean", default: "false" },
      { name: "level", kind: "level", default: "SecurityImpersonation" },
    ],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", ...impersonationStatuses],
    summary: "Puts a token on a thread, or ends its impersonation when the token is none.",
    source: "[MS-doc nf-ntifs-psimpersonateclient] [ReactOS ps/security.c] facts 4.1",
  },
  {
    id: 7, routine: "PsRevertToSelf", mode: "kernel", operands: [], returns: "nothing", outs: [], statuses: [],
    summary: "Ends the impersonation of the calling thread.",
    source: "[MS-doc nf-ntifs-psreverttoself] [ReactOS ps/security.c] facts 4.2",
  },
  {
    id: 8, routine: "PsRevertThreadToSelf", mode: "kernel", operands: [{ name: "thread", kind: "thread" }],
    returns: "nothing", outs: [], statuses: [],
    summary: "Ends the impersonation of a thread.",
    source: "[ReactOS ps/security.c] facts 4.2",
  },
  {
    id: 9, routine: "PsReferencePrimaryToken", mode: "kernel", operands: [{ name: "process", kind: "process" }],
    returns: "token", result: "token", outs: [], statuses: [],
    summary: "Gives the primary token of a process and takes a reference on it.",
    source: "[MS-doc nf-ntifs-psreferenceprimarytoken] facts 3.3",
  },
  {
    id: 10, routine: "IoQueueWorkItem", mode: "kernel", operands: [], returns: "nothing", result: "workItem",
    outs: [], statuses: [], takesCode: true,
    summary: "Queues code that a system worker thread runs later, in system context and without impersonation.",
    source: "[MS-doc nf-wdm-ioqueueworkitem] facts 14.1",
  },
  {
    id: 11, routine: "NtOpenProcessToken", mode: "both",
    operands: [
      { name: "process", kind: "processHandle", right: "PROCESS_QUERY_INFORMATION", limitedRight: "PROCESS_QUERY_LIMITED_INFORMATION" },
      { name: "desiredAccess", kind: "access", rightsOf: "token" },
    ],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_PRIVILEGE_NOT_HELD"],
    summary: "Opens the primary token of a process.",
    source: "[MS-doc] [ReactOS ps/security.c] facts 11.2",
  },
  {
    id: 12, routine: "NtOpenThreadToken", mode: "both",
    operands: [
      { name: "thread", kind: "threadHandle", right: "THREAD_QUERY_INFORMATION", limitedRight: "THREAD_QUERY_LIMITED_INFORMATION" },
      { name: "desiredAccess", kind: "access", rightsOf: "token" },
      { name: "openAsSelf", kind: "boolean", default: "false" },
    ],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_NO_TOKEN", "STATUS_CANT_OPEN_ANONYMOUS",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_MEMORY",
      "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL", "STATUS_PRIVILEGE_NOT_HELD"],
    unreachable: blockIsThere,
    summary: "Opens the token that a thread impersonates; with CopyOnOpen the copy that is opened replaces it.",
    source: "[MS-doc nf-ntifs-ntopenthreadtoken] [ReactOS token.c] facts 11.1",
  },
  {
    id: 13, routine: "NtSetInformationThread", mode: "both",
    operands: [
      { name: "thread", kind: "threadHandle", right: "THREAD_SET_THREAD_TOKEN" },
      { name: "informationClass", kind: "threadInformationClass" },
      { name: "token", kind: "tokenHandle", optional: true, right: "TOKEN_IMPERSONATE" },
    ],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_BAD_TOKEN_TYPE", "STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES",
      "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL"],
    summary: "ThreadImpersonationToken: puts the token of a handle on a thread, or reverts it when the handle is none.",
    source: "[MS-doc thread-security-and-access-rights] [ReactOS] facts 11.3, 4.4",
  },
  {
    id: 14, routine: "NtDuplicateToken", mode: "both",
    operands: [
      { name: "existingToken", kind: "tokenHandle", right: "TOKEN_DUPLICATE" },
      { name: "desiredAccess", kind: "access", rightsOf: "token", default: "0" },
      { name: "level", kind: "level", default: "none", optional: true },
      { name: "effectiveOnly", kind: "boolean", default: "false" },
      { name: "type", kind: "tokenType" },
    ],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_PARAMETER", "STATUS_INVALID_HANDLE",
      "STATUS_OBJECT_TYPE_MISMATCH", "STATUS_ACCESS_DENIED",
      "STATUS_BAD_IMPERSONATION_LEVEL", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_PRIVILEGE_NOT_HELD"],
    summary: "Makes a new token from an existing one, with another type or level.",
    source: "[MS-doc nf-ntifs-ntduplicatetoken] [ReactOS tokenlif.c] facts 11.5",
  },
  {
    id: 15, routine: "NtAdjustPrivilegesToken", mode: "both",
    operands: [
      { name: "token", kind: "tokenHandle", right: "TOKEN_ADJUST_PRIVILEGES" },
      { name: "disableAll", kind: "boolean", default: "false" },
      { name: "newState", kind: "privilegeChanges", default: "none", optional: true },
    ],
    returns: "status", outs: [],
    statuses: ["STATUS_SUCCESS", "STATUS_NOT_ALL_ASSIGNED", "STATUS_INVALID_PARAMETER",
      "STATUS_INVALID_HANDLE", "STATUS_OBJECT_TYPE_MISMATCH", "STATUS_ACCESS_DENIED"],
    summary: "Enables, disables or removes privileges of a token.",
    source: "[MS-doc] [ReactOS tokenadj.c] facts 11.6",
  },
  {
    id: 16, routine: "NtOpenFile", mode: "both",
    operands: [
      { name: "object", kind: "object" }, { name: "desiredAccess", kind: "access", rightsOf: "file" },
      { name: "attributes", kind: "objectAttributes", default: "0" },
    ],
    returns: "status", result: "objectHandle", outs: [{ name: "access", kind: "access" }],
    statuses: ["STATUS_SUCCESS", ...openStatuses, ...connectStatuses],
    summary: "Opens a declared object, a pipe as its client; the access check judges the effective token, in kernel mode only where it is forced.",
    source: "[MS-doc nf-wdm-seaccesscheck, impersonation-in-a-file-system-filter-driver] facts 13.1, 14.2",
  },
  {
    id: 17, routine: "NtClose", mode: "both", operands: [{ name: "handle", kind: "handle" }],
    returns: "status", outs: [],
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_HANDLE"],
    summary: "Closes a handle.",
    source: "[CK] facts 2.2",
  },
  {
    id: 18, routine: "PsIsThreadImpersonating", mode: "kernel", operands: [{ name: "thread", kind: "thread" }],
    returns: "boolean", outs: [], statuses: [],
    summary: "Says whether a thread impersonates, at whatever level.",
    source: "[ReactOS ps/thread.c] [CK] facts 3.1",
  },
  {
    id: 19, routine: "PsReferenceImpersonationToken", mode: "kernel", operands: [{ name: "thread", kind: "thread" }],
    returns: "token", mayReturnNone: true, result: "token", outs: impersonationOuts, statuses: [],
    summary: "Gives the token that a thread impersonates, or none, and takes a reference on it.",
    source: "[MS-doc nf-ntifs-psreferenceimpersonationtoken] [ReactOS ps/security.c] facts 3.2",
  },
  {
    id: 20, routine: "PsReferenceEffectiveToken", mode: "kernel", operands: [{ name: "thread", kind: "thread" }],
    returns: "token", result: "token",
    outs: [{ name: "tokenType", kind: "tokenType" }, { name: "effectiveOnly", kind: "boolean" },
      { name: "level", kind: "level" }], statuses: [],
    summary: "Gives the token that speaks for a thread, with the role that it plays, and takes a reference on it.",
    source: "[ReactOS ps/security.c] facts 3.4",
  },
  {
    id: 21, routine: "PsDereferenceImpersonationToken", mode: "kernel", operands: [{ name: "token", kind: "token", optional: true }],
    returns: "nothing", outs: [], statuses: [],
    summary: "Lets go of a token that PsReferenceImpersonationToken gave.",
    source: "[MS-doc nf-ntifs-psreferenceimpersonationtoken] [ReactOS] facts 3.2",
  },
  {
    id: 22, routine: "PsDereferencePrimaryToken", mode: "kernel", operands: [{ name: "token", kind: "token" }],
    returns: "nothing", outs: [], statuses: [],
    summary: "Lets go of a token that PsReferencePrimaryToken gave.",
    source: "[MS-doc nf-ntifs-psreferenceprimarytoken] facts 3.3",
  },
  {
    id: 23, routine: "PsAssignImpersonationToken", mode: "kernel",
    operands: [{ name: "thread", kind: "thread" },
      { name: "token", kind: "tokenHandle", optional: true, right: "TOKEN_IMPERSONATE" }],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_HANDLE", "STATUS_OBJECT_TYPE_MISMATCH",
      "STATUS_ACCESS_DENIED", "STATUS_BAD_TOKEN_TYPE", "STATUS_NO_MEMORY",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL"],
    summary: "Puts the token of a handle on a thread, or reverts it when the handle is none.",
    source: "[ReactOS ps/security.c] facts 4.4",
  },
  {
    id: 24, routine: "PsDisableImpersonation", mode: "kernel", operands: [{ name: "thread", kind: "thread" }],
    returns: "boolean", result: "savedState", outs: impersonationOuts, statuses: [],
    summary: "Sets a thread's impersonation aside; the result is the state that PsRestoreImpersonation puts back.",
    source: "[ReactOS ps/security.c] facts 4.5",
  },
  {
    id: 25, routine: "PsRestoreImpersonation", mode: "kernel",
    operands: [{ name: "thread", kind: "thread" }, { name: "impersonationState", kind: "savedState", optional: true }],
    returns: "nothing", outs: [], statuses: [],
    summary: "Puts back what PsDisableImpersonation set aside, without any check; with none the thread reverts.",
    source: "[ReactOS ps/security.c] facts 4.6",
  },
  {
    id: 26, routine: "ExQueueWorkItem", mode: "kernel", operands: [], returns: "nothing", result: "workItem",
    outs: [], statuses: [], takesCode: true,
    summary: "Queues code that a system worker thread runs later, as IoQueueWorkItem does, without a reference on a device object.",
    source: "[MS-doc nf-wdm-exqueueworkitem] facts 14.1",
  },
  {
    id: 27, routine: "SeCreateClientSecurityFromSubjectContext", mode: "kernel",
    operands: [{ name: "subjectContext", kind: "subjectContext" }, ...contextOperands],
    returns: "status", result: "context", outs: contextOuts, statuses: contextStatuses,
    summary: "Makes a client security context of who a subject context says the client is.",
    source: "[MS-doc nf-ntifs-secreateclientsecurityfromsubjectcontext] [ReactOS client.c] facts 7.4",
  },
  {
    id: 28, routine: "SeImpersonateClient", mode: "kernel",
    operands: [{ name: "clientContext", kind: "context" }, { name: "serverThread", kind: "thread", default: "current" }],
    returns: "nothing", outs: [], statuses: [],
    summary: "SeImpersonateClientEx with its status thrown away; obsolete.",
    source: "[MS-doc nf-ntifs-seimpersonateclient] [ReactOS] facts 7.9",
  },
  {
    id: 29, routine: "SeCaptureSubjectContext", mode: "kernel", operands: [], returns: "nothing", result: "subjectContext",
    outs: [{ name: "level", kind: "level" }], statuses: [],
    summary: "Notes who the calling thread and its process are now.",
    source: "[MS-doc nf-ntifs-secapturesubjectcontext] [ReactOS subject.c] facts 8.2",
  },
  {
    id: 30, routine: "SeCaptureSubjectContextEx", mode: "kernel",
    operands: [{ name: "thread", kind: "thread", optional: true }, { name: "process", kind: "process" }],
    returns: "nothing", result: "subjectContext",
    outs: [{ name: "level", kind: "level" }], statuses: [],
    summary: "Notes who a thread and a process are now.",
    source: "[MS-doc nf-ntifs-secapturesubjectcontextex] [ReactOS subject.c] facts 8.2",
  },
  {
    id: 31, routine: "SeLockSubjectContext", mode: "kernel",
    operands: [{ name: "subjectContext", kind: "subjectContext" }], returns: "nothing", outs: [],
    statuses: [],
    summary: "Takes read locks on the tokens of a subject context.",
    source: "[MS-doc nf-ntifs-selocksubjectcontext] [ReactOS] facts 8.3",
  },
  {
    id: 32, routine: "SeUnlockSubjectContext", mode: "kernel",
    operands: [{ name: "subjectContext", kind: "subjectContext" }], returns: "nothing", outs: [],
    statuses: [],
    summary: "Releases the read locks that SeLockSubjectContext took.",
    source: "[MS-doc nf-ntifs-seunlocksubjectcontext] [ReactOS] facts 8.3",
  },
  {
    id: 33, routine: "SeReleaseSubjectContext", mode: "kernel",
    operands: [{ name: "subjectContext", kind: "subjectContext" }], returns: "nothing", outs: [],
    statuses: [],
    summary: "Lets go of the tokens of a subject context.",
    source: "[MS-doc nf-ntifs-sereleasesubjectcontext] [ReactOS subject.c] facts 8.4",
  },
  {
    id: 34, routine: "SeQuerySubjectContextToken", mode: "kernel", operands: [{ name: "subjectContext", kind: "subjectContext" }],
    returns: "token", mayReturnNone: true, result: "token", outs: [], statuses: [],
    summary: "Gives the client's token of a subject context, else the primary one, without a reference.",
    source: "[MS-doc nf-ntifs-sequerysubjectcontexttoken] facts 8.5",
  },
  {
    id: 35, routine: "NtOpenThreadTokenEx", mode: "both",
    operands: [
      { name: "thread", kind: "threadHandle", right: "THREAD_QUERY_INFORMATION", limitedRight: "THREAD_QUERY_LIMITED_INFORMATION" },
      { name: "desiredAccess", kind: "access", rightsOf: "token" },
      { name: "openAsSelf", kind: "boolean", default: "false" },
      { name: "handleAttributes", kind: "objectAttributes", default: "0" },
    ],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_NO_TOKEN", "STATUS_CANT_OPEN_ANONYMOUS",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_MEMORY",
      "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL", "STATUS_PRIVILEGE_NOT_HELD"],
    unreachable: blockIsThere,
    summary: "NtOpenThreadToken with attributes of the new handle.",
    source: "[MS-doc nf-ntifs-ntopenthreadtokenex] [ReactOS token.c] facts 11.1",
  },
  {
    id: 36, routine: "NtOpenProcessTokenEx", mode: "both",
    operands: [
      { name: "process", kind: "processHandle", right: "PROCESS_QUERY_INFORMATION", limitedRight: "PROCESS_QUERY_LIMITED_INFORMATION" },
      { name: "desiredAccess", kind: "access", rightsOf: "token" },
      { name: "handleAttributes", kind: "objectAttributes", default: "0" },
    ],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_PRIVILEGE_NOT_HELD"],
    summary: "NtOpenProcessToken with attributes of the new handle.",
    source: "[MS-doc] [ReactOS ps/security.c] facts 11.2",
  },
  {
    id: 37, routine: "NtQueryInformationToken", mode: "both",
    operands: [{ name: "token", kind: "tokenHandle", right: "TOKEN_QUERY" },
      { name: "informationClass", kind: "tokenInformationClass" }],
    returns: "status",
    outs: [
      { name: "sid", kind: "sid" }, { name: "type", kind: "tokenType" }, { name: "level", kind: "level" },
      { name: "session", kind: "number" },
      { name: "origin", kind: "number" }, { name: "elevation", kind: "elevation" },
      { name: "integrity", kind: "integrity" },
      { name: "sandboxInert", kind: "boolean" },
    ],
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_INFO_CLASS", "STATUS_INVALID_HANDLE",
      "STATUS_OBJECT_TYPE_MISMATCH", "STATUS_ACCESS_DENIED"],
    summary: "Reads a token through a handle.",
    source: "[MS-doc] [ReactOS tokencls.c] [Wine-test] facts 11.8",
  },
  {
    id: 38, routine: "NtImpersonateThread", mode: "both",
    operands: [
      { name: "serverThread", kind: "threadHandle", right: "THREAD_DIRECT_IMPERSONATION" },
      { name: "clientThread", kind: "threadHandle", right: "THREAD_IMPERSONATE" },
      { name: "level", kind: "level" }, { name: "tracking", kind: "tracking", default: "static" },
      { name: "effectiveOnly", kind: "boolean", default: "false" },
    ],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", ...handleStatuses, "STATUS_INVALID_PARAMETER", "STATUS_NO_MEMORY",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION",
      "STATUS_UNSUCCESSFUL"],
    summary: "Makes a server thread impersonate a client thread, by nothing but two handles.",
    source: "[ReactOS ps/security.c] [ROS-trace] [MS-doc thread-security-and-access-rights] facts 11.9",
  },
  {
    id: 39, routine: "NtFilterToken", mode: "both",
    operands: [{ name: "existingToken", kind: "tokenHandle", right: "TOKEN_DUPLICATE" }, ...filterOperands],
    returns: "status", result: "tokenHandle", outs: tokenHandleOuts,
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_HANDLE", "STATUS_OBJECT_TYPE_MISMATCH",
      "STATUS_ACCESS_DENIED", "STATUS_INVALID_PARAMETER",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION"],
    summary: "Makes a child of a token that can less: groups for deny only, fewer privileges, a restricting list.",
    source: "[MS-doc nf-securitybaseapi-createrestrictedtoken] [ReactOS tokenlif.c] [ROS-test NtFilterToken.c] facts 9.8",
  },
  {
    id: 40, routine: "SeFilterToken", mode: "kernel",
    operands: [{ name: "existingToken", kind: "token" }, ...filterOperands],
    returns: "status", result: "token", outs: [],
    statuses: ["STATUS_SUCCESS", "STATUS_INVALID_PARAMETER", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION"],
    summary: "Makes a child of a token that can less, and takes a reference on it.",
    source: "[MS-doc nf-ntifs-sefiltertoken] [ReactOS tokenlif.c] facts 9.8",
  },
  {
    id: 41, routine: "NtCreateFile", mode: "both", needsPipe: true,
    operands: [
      { name: "object", kind: "object" }, { name: "desiredAccess", kind: "access", rightsOf: "file" },
      { name: "level", kind: "level", default: "none", optional: true },
      { name: "tracking", kind: "tracking", default: "static" },
      { name: "effectiveOnly", kind: "boolean", default: "false" },
    ],
    returns: "status", result: "objectHandle", outs: [{ name: "access", kind: "access" }],
    statuses: ["STATUS_SUCCESS", ...openStatuses, ...connectStatuses, "STATUS_INVALID_PARAMETER",
      "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION"],
    summary: "NtOpenFile with a quality of service, which tells a pipe's server how far it may impersonate.",
    source: "[MS-doc nf-ntifs-ntcreatefile, ns-winnt-security_quality_of_service] [ReactOS npfs/secursup.c] [Wine-test] facts 7.1, 12.1",
  },
  {
    id: 42, routine: "NtCreateNamedPipeFile", mode: "both", needsPipe: true,
    operands: [{ name: "pipe", kind: "pipe" }, { name: "desiredAccess", kind: "access", rightsOf: "file" }],
    returns: "status", result: "pipeHandle", outs: [{ name: "access", kind: "access" }],
    statuses: ["STATUS_SUCCESS", ...openStatuses, "STATUS_INSTANCE_NOT_AVAILABLE"],
    summary: "Creates the one instance of a pipe; the handle is the server's end, to which a client can connect at once.",
    source: "[MS-doc nf-namedpipeapi-createnamedpipew] [ReactOS npfs/create.c] facts 12.1",
  },
  {
    id: 43, routine: "NtReadFile", mode: "both", needsPipe: true,
    operands: [{ name: "file", kind: "pipeHandle", right: "FILE_READ_DATA" }],
    returns: "status", outs: [{ name: "writer", kind: "thread" }, { name: "level", kind: "level" }],
    statuses: ["STATUS_SUCCESS", ...pipeHandleStatuses, "STATUS_PIPE_DISCONNECTED", "STATUS_PIPE_LISTENING",
      "STATUS_PIPE_EMPTY", "STATUS_PIPE_BROKEN"],
    summary: "Reads from a pipe, without waiting; from here on the server impersonates who wrote what it read last.",
    source: "[MS-doc nf-namedpipeapi-impersonatenamedpipeclient] [ReactOS npfs/read.c, readsup.c] facts 12.1",
  },
  {
    id: 44, routine: "NtWriteFile", mode: "both", needsPipe: true,
    operands: [{ name: "file", kind: "pipeHandle", right: "FILE_WRITE_DATA" }],
    returns: "status", outs: [],
    statuses: ["STATUS_SUCCESS", ...pipeHandleStatuses, "STATUS_PIPE_DISCONNECTED", "STATUS_PIPE_LISTENING", "STATUS_PIPE_CLOSING",
      "STATUS_INVALID_PARAMETER", "STATUS_INSUFFICIENT_RESOURCES"],
    summary: "Writes one message into a pipe; a client's carries who its thread is now, where the tracking is dynamic.",
    source: "[ReactOS npfs/write.c, writesup.c, datasup.c] [Wine-test] facts 12.1",
  },
  {
    id: 45, routine: "NtFsControlFile", mode: "both", needsPipe: true,
    operands: [{ name: "file", kind: "pipeHandle" }, { name: "fsControlCode", kind: "pipeControl" }],
    returns: "status", outs: impersonationOuts,
    statuses: ["STATUS_SUCCESS", ...pipeHandleStatuses, "STATUS_ILLEGAL_FUNCTION", "STATUS_CANNOT_IMPERSONATE", "STATUS_NOT_SUPPORTED",
      "STATUS_INVALID_PIPE_STATE", "STATUS_PIPE_DISCONNECTED", "STATUS_PIPE_BROKEN", "STATUS_PIPE_LISTENING",
      "STATUS_PIPE_CONNECTED", "STATUS_PIPE_CLOSING",
      "STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_NO_SUCH_LOGON_SESSION", "STATUS_UNSUCCESSFUL"],
    summary: "Controls a pipe: listen, disconnect, peek, impersonate the client, forbid that.",
    source: "[MS-doc nf-namedpipeapi-impersonatenamedpipeclient, nf-namedpipeapi-connectnamedpipe] [ReactOS npfs/fsctrl.c, statesup.c] facts 12.1",
  },
] as const satisfies readonly Operation[];

/** Records that steer a run and are no routine of NT's. */
export const controlOperations = [
  { id: 200, name: "Halt", meaning: "the lane ends" },
  { id: 201, name: "Jump", meaning: "operand 0: record to go on with; every way leads to a record further on" },
  { id: 202, name: "Choose", meaning: "operand 0: how many Alternative records follow; one of them is taken" },
  { id: 203, name: "Alternative", meaning: "operand 0: record to go on with; operand 1: weight" },
  { id: 204, name: "ChooseValue", meaning: "result: variable; operand 0: domain of values; operand 1: kind of the variable" },
  { id: 205, name: "StartLane", meaning: "actor: thread (0: the lines name their actors); operand 0: first record; operand 1: 1 + attacker at play" },
  { id: 206, name: "Join", meaning: "waits for the lanes that this lane started" },
  { id: 207, name: "BeginAtomic", meaning: "from here no other lane runs" },
  { id: 208, name: "EndAtomic", meaning: "others may run again" },
  { id: 209, name: "Play", meaning: "operand 0: attacker; operand 1: calls; the lane makes so many calls of the attacker, then goes on" },
  { id: 210, name: "Start", meaning: "operand 0: attacker whose baseline is taken now" },
  { id: 211, name: "Enter", meaning: "a step: the actor enters driver code; operand 0: label" },
  { id: 212, name: "Leave", meaning: "a step: the actor leaves its innermost driver entry or its work item" },
  { id: 213, name: "EnterWorkItem", meaning: "a step of a flat program: the actor, a worker thread, runs the item of variable operand 0" },
  { id: 214, name: "Act", meaning: "a step: operand 0 object, or variable that holds a handle to one; operand 1 access, operand 2 thread on whose behalf" },
  { id: 215, name: "DemandStatus", meaning: "operand 0: domain of the statuses that may be (Constant operands); of the last call" },
  { id: 216, name: "DemandOut", meaning: "operand 0: out's number (0-based, table of operations); operand 1: value; of the last call" },
  { id: 217, name: "DemandBugCheck", meaning: "operand 0: code; the run holds if this very step ends in that bug check" },
  { id: 218, name: "JumpIfFailed", meaning: "operand 0: record to go on with when the last call of this lane failed or was skipped" },
  { id: 219, name: "JumpUnless", meaning: "operand 0: record to go on with; operand 1: expression" },
  { id: 220, name: "Expect", meaning: "operand 0: expression that must be true here" },
  { id: 221, name: "Concede", meaning: "operand 0: thread or variable whose identity joins the baseline of attacker operand 1" },
  { id: 222, name: "DemandBoolean", meaning: "operand 0: 1 if the last call must return true, 0 if false" },
  { id: 223, name: "BeginSweep", meaning: "operand 0: number of a sweep, below 32: from here one allocation of the records that stand in it may fail" },
] as const;

export type ControlName = (typeof controlOperations)[number]["name"];
export type RoutineName = (typeof operations)[number]["routine"];
