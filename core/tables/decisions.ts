/**
 * The table of decisions: each branch that a routine takes for a reason, with the question in words and its
 * source.
 *
 * `decide(ID, condition)` notes which way it went. Explanations, coverage and the key of a failure are made
 * of these notes. Ids are made by the generator from the order of the rows; new rows go to the end of their
 * routine's group.
 *
 * `flips` are the single changes that are tried, one by one, to find the nearest state in which the step
 * would have gone another way. INPUT is the name of an input of the row, or `thread` for the calling one
 * where the row has no such input, or (without a field) an operand of the call; the change is made before the
 * step is run again:
 *
 *     INPUT.FIELD=NUMBER         the field of that thing's record becomes the number
 *     INPUT.FIELD=OTHER.FIELD    … becomes what the other input has
 *     INPUT.privilegesEnabled:P  the privilege of that name becomes present and enabled
 *     INPUT.privilegesEnabled-P  … becomes disabled
 *     INPUT.FIELD:OTHER          the SID that is the other input becomes a member of that set of groups
 *     INPUT.groupsEnabled:each   … each SID in turn to which some access list of the program allows something
 *     INPUT.groups-each          each group in turn that some access list of the program denies something
 *                                is no member any more
 *     INPUT.securityLimitFlags-F the flag of that name is none of the job's limits any more
 *     INPUT=NUMBER               an operand of the call itself becomes the number
 */
export interface Decision {
  readonly name: string;
  readonly routine: string;
  /** A question that is answered by yes (the condition was true) or no. */
  readonly question: string;
  /** What the two noted numbers are, for the explanation: kinds of things by number, or plain numbers. */
  readonly inputs?: readonly {
    readonly name: string;
    readonly kind:
      | "token" | "thread" | "process" | "job" | "level" | "context" | "handle" | "sid" | "access" | "number"
      | "object" | "integrity";
  }[];
  /** What may be flipped before the step to look for the nearest change; the words are explained above. */
  readonly flips?: readonly string[];
  readonly source: string;
  /** Where other routines ask the same themselves and `source` speaks of this one: theirs, by routine. */
  readonly sources?: Readonly<Record<string, string>>;
  /** Why one side never happens, in NT or in what can be declared so far, with its source. */
  readonly unreachable?: string;
  /**
   * What comes in between, such as a pool allocation or a job's limit: decides an outcome only when it is
   * true.
   */
  readonly housekeeping?: true;
}


export const decisions = [
  // The gate: arms G0 to G10 of facts 5.2, in that order. The first that says yes decides; after G9 the
  // answer is allow.
  {
    name: "GATE_ABSENT", routine: "SeTokenCanImpersonate",
    question: "Is this version from before the gate, so that every token may be impersonated?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["level=1", "level=0"],
    source: "[MS-doc impersonation APIs] facts 5.2 G0, 5.4",
  },
  {
    name: "GATE_EXEMPT_LEVEL", routine: "SeTokenCanImpersonate",
    question: "Is the asked level one that the gate lets everybody have?",
    inputs: [{ name: "level", kind: "level" }, { name: "token", kind: "token" }],
    flips: ["level=1", "level=0"],
    source: "[MS-doc] [ReactOS token.c] facts 5.2 G1, D26",
  },
  {
    name: "GATE_ANONYMOUS_SESSION", routine: "SeTokenCanImpersonate",
    question: "Is the token of the anonymous logon session?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.session=998"],
    source: "[ReactOS token.c] [ROS-trace] facts 5.2 G2, D3",
  },
  {
    name: "GATE_PRIVILEGE", routine: "SeTokenCanImpersonate",
    question: "Has the process SeImpersonatePrivilege enabled?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["processToken.privilegesEnabled:SeImpersonatePrivilege", "processToken.privilegesEnabled-SeImpersonatePrivilege"],
    source: "[MS-doc impersonation APIs] [ReactOS token.c] facts 5.2 G3",
  },
  {
    name: "GATE_INTEGRITY", routine: "SeTokenCanImpersonate",
    question: "Is the integrity of the token above that of the process?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.integrity=processToken.integrity", "processToken.integrity=token.integrity"],
    source: "[Forshaw-mem] [CK] facts 5.2 G4, U23",
  },
  {
    name: "GATE_ELEVATION", routine: "SeTokenCanImpersonate",
    question: "Is the token elevated, and the process not?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["processToken.elevation=2", "token.elevation=1"],
    source: "[Forshaw-mem] facts 5.2 G5, U3",
  },
  {
    name: "GATE_PACKAGE", routine: "SeTokenCanImpersonate",
    question: "Is the process an AppContainer, and the token of another package or of none?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.package=processToken.package", "processToken.package=0"],
    source: "[Forshaw-mem] facts 5.2 G6, U4",
    unreachable: "no account can be given a package yet (facts 5.2 G6)",
  },
  {
    name: "GATE_ORIGIN", routine: "SeTokenCanImpersonate",
    question: "Was the token made by a logon of the session that the process belongs to?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.origin=processToken.session", "token.origin=0"],
    source: "[MS-doc impersonation APIs, ns-ntifs-_token_origin] [ReactOS token.c] facts 5.2 G7",
  },
  {
    name: "GATE_LEVEL_ABOVE_TOKEN", routine: "SeTokenCanImpersonate",
    question: "Is the asked level above the token's own?",
    inputs: [{ name: "level", kind: "level" }, { name: "token", kind: "token" }],
    flips: ["token.level=level", "level=1", "level=2"],
    source: "[ReactOS token.c] facts 5.2 G8, U18",
  },
  {
    name: "GATE_USER_DIFFERS", routine: "SeTokenCanImpersonate",
    question: "Is the token of another user than the process?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.user=processToken.user", "processToken.user=token.user"],
    source: "[MS-doc impersonation APIs, rpcimpersonateclient] facts 5.2 G9, G10",
  },
  {
    name: "GATE_RESTRICTED_DIFFERS", routine: "SeTokenCanImpersonate",
    question: "Does the restrictedness of process and token forbid the same user's arm?",
    inputs: [{ name: "processToken", kind: "token" }, { name: "token", kind: "token" }],
    flips: ["token.restricted=processToken.restricted", "processToken.restricted=token.restricted"],
    source: "[ReactOS token.c] [ROS-trace] [Forshaw-mem] facts 5.2 G9, D4, U5",
  },
  // Setting and clearing impersonation: facts 4.
  {
    name: "IMPERSONATION_OF_NONE", routine: "PsImpersonateClient",
    question: "Is the token none, so that the impersonation ends?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-psimpersonateclient] facts 4.1",
  },
  {
    name: "POINTER_IS_NULL", routine: "ObReferenceObjectByPointer",
    question: "Is the pointer null where there must be a token?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc bug-check-0x1e--kmode-exception-not-handled] facts 3.2, 3.3", housekeeping: true,
  },
  {
    name: "TOKEN_IS_GONE", routine: "ObReferenceObjectByPointer",
    question: "Does the pointer name a token that was already released?",
    inputs: [{ name: "thread", kind: "thread" }, { name: "token", kind: "token" }],
    source: "[MS-doc bug-check-0x18--reference-by-pointer] [INF] facts 8.5", housekeeping: true,
  },
  {
    name: "DEREFERENCED_TOO_OFTEN", routine: "PsDereferenceImpersonationToken",
    question: "Has kernel code let go of all its own references already?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[MS-doc nf-ntifs-psreferenceimpersonationtoken, bug-check-0x18--reference-by-pointer] [INF] facts 2.2, 3.2", housekeeping: true,
    sources: { PsDereferencePrimaryToken: "[MS-doc nf-ntifs-psreferenceprimarytoken, bug-check-0x18--reference-by-pointer] [INF] facts 2.2, 3.3" },
  },
  {
    name: "IMPERSONATION_BLOCK_FAILS", routine: "PsImpersonateClient",
    question: "Did the allocation of the thread's impersonation block fail?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-psimpersonateclient] [ReactOS ps/security.c] facts 2.1, 4.1 step 1, D1", housekeeping: true,
  },
  {
    name: "PROCESS_WITHOUT_TOKEN", routine: "PsImpersonateClient",
    question: "Is the thread's process without a primary token?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ReactOS ps/security.c] facts 4.1 step 2",
    unreachable: "a live process always has a primary token (facts 4.1 step 2)", housekeeping: true,
  },
  // What the job of the thread's process lets be impersonated: asked for the limits that it has, in this
  // order.
  {
    name: "JOB_NO_ADMIN", routine: "PsImpersonateClient",
    question: "Is the token an administrator's, which the job of the thread's process keeps out?",
    inputs: [{ name: "job", kind: "job" }, { name: "token", kind: "token" }],
    flips: ["job.securityLimitFlags-JOB_OBJECT_SECURITY_NO_ADMIN"],
    source: "[MS-doc ns-winnt-jobobject_security_limit_information] [ReactOS ps/security.c] facts 6, 4.1 step 4, D2", housekeeping: true,
  },
  {
    name: "JOB_RESTRICTED_TOKEN", routine: "PsImpersonateClient",
    question: "Does the limit on restricted tokens of the job of the thread's process refuse the token?",
    inputs: [{ name: "job", kind: "job" }, { name: "token", kind: "token" }],
    flips: ["job.securityLimitFlags-JOB_OBJECT_SECURITY_RESTRICTED_TOKEN", "token.restricted=1", "token.restricted=0"],
    source: "[MS-doc ns-winnt-jobobject_security_limit_information] facts 6, 4.1 step 4, D6: ReactOS refuses restricted ones", housekeeping: true,
  },
  {
    name: "JOB_FILTER_TOKENS", routine: "PsImpersonateClient",
    question: "Does the job of the thread's process put a filtered copy in the place of the token?",
    inputs: [{ name: "job", kind: "job" }, { name: "token", kind: "token" }],
    flips: ["job.securityLimitFlags-JOB_OBJECT_SECURITY_FILTER_TOKENS"],
    source: "[MS-doc ns-winnt-jobobject_security_limit_information] facts 6, 4.1 step 4, U1: not implemented in ReactOS", housekeeping: true,
  },
  {
    name: "REVERT_WITHOUT_IMPERSONATION", routine: "PsRevertThreadToSelf",
    question: "Did the thread run as itself already?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-psreverttoself] [ReactOS ps/security.c] facts 4.2",
  },
  {
    name: "DISABLE_WITHOUT_IMPERSONATION", routine: "PsDisableImpersonation",
    question: "Did the thread run as itself, so that nothing is set aside?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ReactOS ps/security.c] facts 4.5",
  },
  {
    name: "REFERENCE_WITHOUT_IMPERSONATION", routine: "PsReferenceImpersonationToken",
    question: "Does the thread run as itself, so that there is no token to give?",
    inputs: [{ name: "thread", kind: "thread" }],
    flips: ["thread.active=0"],
    source: "[MS-doc nf-ntifs-psreferenceimpersonationtoken] [ReactOS ps/security.c] facts 3.2",
  },
  {
    name: "RESTORE_OF_NONE", routine: "PsRestoreImpersonation",
    question: "Is the state left out, so that the impersonation ends?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ReactOS ps/security.c] facts 4.6",
  },
  {
    name: "RESTORE_OF_NOTHING", routine: "PsRestoreImpersonation",
    question: "Is the state that was set aside an empty one, so that a null token is put on the thread?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[INF from ReactOS ps/security.c] facts 4.6 hazard a", housekeeping: true,
  },
  {
    name: "RESTORE_WITHOUT_BLOCK", routine: "PsRestoreImpersonation",
    question: "Is the thread without an impersonation block that the state could be put into?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[INF from ReactOS ps/security.c] facts 4.6 hazard c, 2.1", housekeeping: true,
  },
  {
    name: "RESTORE_DISPLACES", routine: "PsRestoreImpersonation",
    question: "Did the thread impersonate something new meanwhile, which is undone?",
    inputs: [{ name: "thread", kind: "thread" }, { name: "displaced", kind: "token" }],
    source: "[ReactOS ps/security.c] facts 4.6, 11.1 step 9", housekeeping: true,
  },
  {
    name: "ASSIGN_OF_NONE", routine: "PsAssignImpersonationToken",
    question: "Is the handle none, so that the thread reverts?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ReactOS ps/security.c] facts 4.4",
  },
  {
    name: "ASSIGN_OF_PRIMARY", routine: "PsAssignImpersonationToken",
    question: "Is the token a primary one?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.type=2"],
    source: "[ReactOS ps/security.c] [ROS-trace] facts 4.4",
  },
  // Copies: facts 9.7, 11.1.
  {
    name: "TOKEN_ALLOCATION_FAILS", routine: "SepDuplicateToken",
    question: "Did the allocation of the copy fail?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[ReactOS tokenlif.c] facts 9.7", housekeeping: true,
  },
  {
    name: "LIST_ALLOCATION_FAILS", routine: "SepCreateImpersonationTokenDacl",
    question: "Did the allocation of the copy's access list fail?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[ReactOS acl.c] facts 11.1, 16.1", housekeeping: true,
  },
  // Client security contexts: facts 7.
  {
    name: "QOS_LEVEL_INVALID", routine: "SeCreateClientSecurity",
    question: "Is the asked level none of the four?",
    inputs: [{ name: "level", kind: "level" }],
    flips: ["level=2"],
    source: "[ReactOS client.c] facts 7.3 step 1",
  },
  {
    name: "CLIENT_IMPERSONATES", routine: "PsReferenceEffectiveToken",
    question: "Does the client impersonate, so that its thread's token counts?",
    inputs: [{ name: "clientThread", kind: "thread" }],
    flips: ["clientThread.active=0"],
    source: "[ReactOS ps/security.c] facts 3.4",
  },
  {
    name: "QOS_LEVEL_ABOVE_THREAD", routine: "SeCreateClientSecurity",
    question: "Is the asked level above the client thread's?",
    inputs: [{ name: "level", kind: "level" }, { name: "threadLevel", kind: "level" }],
    flips: ["level=2", "level=1", "level=0"],
    source: "[ReactOS client.c] [ROS-trace] facts 7.3 step 2a, D8",
  },
  {
    name: "CLIENT_LEVEL_TOO_LOW", routine: "SeCreateClientSecurity",
    question: "Does the client thread impersonate below SecurityImpersonation?",
    inputs: [{ name: "clientThread", kind: "thread" }, { name: "threadLevel", kind: "level" }],
    flips: ["clientThread.level=2"],
    source: "[MS-doc nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.3 step 2b",
    sources: { SepCreateClientSecurity: "[ReactOS client.c] [ROS-trace] facts 7.3, 7.4 step 2b" },
  },
  {
    name: "CLIENT_NOT_DELEGATING", routine: "SeCreateClientSecurity",
    question: "Is the server remote, and the client thread's level below SecurityDelegation?",
    inputs: [{ name: "clientThread", kind: "thread" }, { name: "threadLevel", kind: "level" }],
    flips: ["clientThread.level=3", "remote=0"],
    source: "[MS-doc nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.3 step 2c",
    sources: { SepCreateClientSecurity: "[ReactOS client.c] [ROS-trace] facts 7.3, 7.4 step 2c" },
  },
  {
    name: "CONTEXT_COPIES", routine: "SeCreateClientSecurity",
    question: "Does the context hold a copy, and not the client's own token?",
    inputs: [{ name: "tracking", kind: "number" }, { name: "remote", kind: "number" }],
    flips: ["tracking=1", "tracking=0", "remote=0"],
    source: "[MS-doc nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.3 step 3, D7",
    sources: { SepCreateClientSecurity: "[ReactOS client.c] [ROS-trace] facts 7.3, 7.4 step 3, D7" },
  },
  {
    name: "IMPERSONATION_FAILS_UNSEEN", routine: "SeImpersonateClient",
    question: "Did the impersonation fail, and is its status thrown away?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-seimpersonateclient] [ReactOS ps/security.c] facts 7.9, 11.9, D11",
    sources: { NtImpersonateThread: "[ReactOS ps/security.c] [ROS-trace] facts 11.9, 7.9, D11" },
  },
  // Subject contexts: facts 8.
  {
    name: "SUBJECT_WITHOUT_CLIENT", routine: "SeCaptureSubjectContextEx",
    question: "Is the thread left out, or does it run as itself, so that the context has no client?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-secapturesubjectcontextex] [ReactOS subject.c] facts 8.2",
    flips: ["thread.active=0"],
  },
  {
    name: "SUBJECT_IMPERSONATES", routine: "SeQuerySubjectContextToken",
    question: "Has the subject context a client, so that it counts and not the process?",
    inputs: [{ name: "subjectContext", kind: "context" }],
    source: "[MS-doc nf-ntifs-sequerysubjectcontexttoken] [ReactOS client.c] facts 7.4, 8.5",
    sources: { SeCreateClientSecurityFromSubjectContext: "[ReactOS client.c] facts 7.4" },
  },
  {
    name: "SUBJECT_IS_RELEASED", routine: "SeQuerySubjectContextToken",
    question: "Was the subject context released, so that it has no token any more?",
    inputs: [{ name: "subjectContext", kind: "context" }],
    source: "[ReactOS subject.c] facts 8.4, 8.5",
    housekeeping: true,
  },
  {
    name: "UNLOCKED_WITHOUT_LOCK", routine: "SeUnlockSubjectContext",
    question: "Is a lock released that nobody holds?",
    inputs: [{ name: "subjectContext", kind: "context" }],
    source: "[MS-doc bug-check-0xe3--resource-not-owned] facts 8.3",
    housekeeping: true,
  },
  {
    name: "CONTEXT_IS_DELETED", routine: "SeImpersonateClientEx",
    question: "Was the context already deleted, or the saved state already restored?",
    inputs: [{ name: "context", kind: "context" }],
    source: "[MS-doc nf-ntifs-sedeleteclientsecurity] facts 7.6; bug check 0x18 [INF]", housekeeping: true,
    sources: {
      SeDeleteClientSecurity: "[MS-doc nf-ntifs-sedeleteclientsecurity] facts 7.6: deleting twice is an over-release; bug check 0x18 [INF]",
      PsRestoreImpersonation: "[ReactOS ps/security.c] facts 4.6: restored twice, a reference has two owners; bug check 0x18 [INF]",
      SeReleaseSubjectContext: "[ReactOS subject.c] facts 8.4: released twice, a null pointer is followed; bug check 0x1E [INF]",
      SeLockSubjectContext: "[ReactOS subject.c] facts 8.3, 8.4: a release leaves null pointers; bug check 0x1E [INF]",
      SeUnlockSubjectContext: "[ReactOS subject.c] facts 8.3, 8.4: a release leaves null pointers; bug check 0x1E [INF]",
      SeCreateClientSecurityFromSubjectContext: "[ReactOS subject.c, client.c] facts 7.4, 8.4: a release leaves null pointers; bug check 0x1E [INF]",
    },
  },
  // Work items: facts 14.1.
  {
    name: "WORKER_STILL_IMPERSONATES", routine: "IoQueueWorkItem",
    question: "Does the worker thread still impersonate when the routine returns?",
    inputs: [{ name: "thread", kind: "thread" }, { name: "token", kind: "token" }],
    flips: ["thread.active=0"],
    source: "[MS-doc bug-check-0xdf--impersonating-worker-thread] facts 14.1",
  },
  // Handles and opens by name: facts 4.4, 11.
  {
    name: "KERNEL_HANDLE_FROM_USER_MODE", routine: "NtOpenFile",
    question: "Is a kernel handle asked for from user mode, so that an ordinary one is made?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ROS-test] facts 11.1 step 2, D17",
  },
  {
    name: "ACCESS_CHECK_FORCED", routine: "NtOpenFile",
    question: "Does kernel-mode code ask to be checked as user mode is?",
    inputs: [{ name: "thread", kind: "thread" }],
    flips: ["attributes=1024", "attributes=0"],
    source: "[MS-doc impersonation-in-a-file-system-filter-driver] facts 13.1 step 1",
  },
  {
    name: "HANDLE_IS_INVALID", routine: "ObReferenceObjectByHandle",
    question: "Is the handle closed, or none of the caller's process?",
    inputs: [{ name: "handle", kind: "handle" }, { name: "process", kind: "process" }],
    source: "[MS-doc] facts 4.4, 11.1 step 3",
  },
  {
    name: "HANDLE_OF_OTHER_TYPE", routine: "ObReferenceObjectByHandle",
    question: "Does the handle name an object of another type?",
    inputs: [{ name: "handle", kind: "handle" }, { name: "kind", kind: "number" }],
    source: "[MS-doc] facts 4.4, 11.1 step 3",
  },
  {
    name: "HANDLE_LACKS_RIGHT", routine: "ObReferenceObjectByHandle",
    question: "Does the handle lack the right that the routine needs?",
    inputs: [{ name: "handle", kind: "handle" }, { name: "right", kind: "access" }],
    flips: ["handle.access=right"],
    source: "[MS-doc] facts 4.4, 11",
  },
  {
    name: "OBJECT_WITHOUT_DESCRIPTOR", routine: "SeAccessCheck",
    question: "Is the object without a security descriptor, so that nothing is checked?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[ReactOS ob/obsecure.c] facts 0.5 rule 4, A.9",
  },
  // The access check: facts 13.
  {
    name: "ACCESS_IN_KERNEL_MODE", routine: "SeAccessCheck",
    question: "Is the request made in kernel mode, so that all is granted?",
    inputs: [{ name: "access", kind: "access" }],
    source: "[MS-doc nf-wdm-seaccesscheck] facts 13.1 step 1",
  },
  {
    name: "ACCESS_LEVEL_TOO_LOW", routine: "SeAccessCheck",
    question: "Does the caller impersonate below SecurityImpersonation?",
    inputs: [{ name: "threadLevel", kind: "level" }, { name: "token", kind: "token" }],
    flips: ["thread.level=2", "thread.active=0"],
    source: "[ReactOS accesschk.c] [Wine-test] facts 13.1 step 3",
  },
  {
    name: "ACCESS_NOTHING_ASKED", routine: "SeAccessCheck",
    question: "Is the asked access empty?",
    source: "[ReactOS accesschk.c] facts 13.1 step 4",
  },
  {
    name: "ACCESS_BEYOND_INTEGRITY", routine: "SeAccessCheck",
    question: "Are rights asked for that the token's integrity forbids?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: [
      "token.integrity=4096", "token.integrity=8192", "token.integrity=12288", "token.integrity=16384",
      "token.policy=0",
    ],
    source: "[MS-DTYP 2.5.3.3] [MS-doc mandatory-integrity-control] facts 13.3 A",
  },
  {
    name: "ACCESS_SECURITY_WITHOUT_PRIVILEGE", routine: "SeAccessCheck",
    question: "Is ACCESS_SYSTEM_SECURITY asked for without SeSecurityPrivilege?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.privilegesEnabled:SeSecurityPrivilege"],
    source: "[MS-DTYP 2.5.3.2] [ReactOS priv.c] facts 13.2",
  },
  {
    name: "ACCESS_BY_TAKE_OWNERSHIP", routine: "SeAccessCheck",
    question: "Does SeTakeOwnershipPrivilege give WRITE_OWNER?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.privilegesEnabled:SeTakeOwnershipPrivilege"],
    source: "[MS-DTYP 2.5.3.2] [ReactOS priv.c] facts 13.2",
  },
  {
    name: "ACCESS_OF_OWNER", routine: "SeAccessCheck",
    question: "Is the token the owner's?",
    inputs: [{ name: "token", kind: "token" }, { name: "owner", kind: "sid" }],
    flips: ["token.user=owner", "token.groupsEnabled:owner"],
    source: "[MS-DTYP 2.5.3.2] [ReactOS token.c] facts 13.3 D",
  },
  {
    name: "ACCESS_OWNER_HAS_ENTRIES", routine: "SeAccessCheck",
    question: "Do entries for OWNER RIGHTS speak for the owner?",
    inputs: [{ name: "token", kind: "token" }, { name: "owner", kind: "sid" }],
    source: "[CK] facts 13.3 D",
  },
  {
    name: "ACCESS_NOTHING_LEFT", routine: "SeAccessCheck",
    question: "Is everything granted before the access list is looked at?",
    inputs: [{ name: "access", kind: "access" }],
    source: "[MS-DTYP 2.5.3.2] facts 13.3 B",
  },
  {
    name: "ACCESS_WITHOUT_LIST", routine: "SeAccessCheck",
    question: "Is the object without a discretionary access list?",
    inputs: [{ name: "access", kind: "access" }],
    source: "[MS-DTYP 2.5.3.2] facts 13.3 C",
  },
  {
    name: "ACCESS_DENIED_BY_ENTRY", routine: "SeAccessCheck",
    question: "Does a deny entry take a right that is still open?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: ["token.groups-each"],
    source: "[MS-DTYP 2.5.3.2] facts 13.3 E",
  },
  {
    name: "ACCESS_NOT_ALL_ALLOWED", routine: "SeAccessCheck",
    question: "Does a right remain that is beyond what the entries allow?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: ["token.groupsEnabled:each", "token.privilegesEnabled:SeTakeOwnershipPrivilege"],
    source: "[MS-DTYP 2.5.3.2] facts 13.3 E",
  },
  {
    name: "ACCESS_RESTRICTED_DENIED_BY_ENTRY", routine: "SeAccessCheck",
    question: "Does a deny entry take a right from the restricting list?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: ["token.restricted=0"],
    source: "[MS-doc restricted-tokens] [ReactOS accesschk.c] facts 13.3 G",
  },
  {
    name: "ACCESS_RESTRICTED_NOT_ALL_ALLOWED", routine: "SeAccessCheck",
    question: "Does a right remain that is beyond what the entries allow to the restricting list?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: ["token.restricted=0"],
    source: "[MS-doc restricted-tokens] [ReactOS accesschk.c] facts 13.3 G",
  },
  {
    name: "ACCESS_MAXIMUM_LACKS_ASKED", routine: "SeAccessCheck",
    question: "Is a right that is asked for by name beyond what is allowed at most?",
    inputs: [{ name: "token", kind: "token" }, { name: "access", kind: "access" }],
    flips: ["token.restricted=0"],
    source: "[ReactOS accesschk.c] facts 13.3 F",
  },
  {
    name: "ACCESS_MAXIMUM_IS_NOTHING", routine: "SeAccessCheck",
    question: "Is what is allowed at most empty?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.restricted=0"],
    source: "[MS-DTYP 2.5.3.2] [ReactOS accesschk.c] facts 13.3 F, J",
  },
  // Opening a thread's token: facts 11.1.
  {
    name: "THREAD_WITHOUT_TOKEN", routine: "NtOpenThreadToken",
    question: "Does the thread run as itself, so that there is no token to open?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-ntifs-ntopenthreadtoken] [ROS-test] facts 11.1 step 4",
    sources: { NtOpenThreadTokenEx: "[MS-doc nf-ntifs-ntopenthreadtokenex] [ROS-test] facts 11.1 step 4" },
  },
  {
    name: "THREAD_IS_ANONYMOUS", routine: "NtOpenThreadToken",
    question: "Does the thread impersonate at SecurityAnonymous?",
    inputs: [{ name: "thread", kind: "thread" }],
    flips: ["thread.level=1", "thread.level=2"],
    source: "[MS-doc nf-ntifs-ntopenthreadtoken] [Wine-test] facts 11.1 step 5",
    sources: { NtOpenThreadTokenEx: "[MS-doc nf-ntifs-ntopenthreadtokenex] [Wine-test] facts 11.1 step 5" },
  },
  {
    name: "OPEN_AS_SELF", routine: "NtOpenThreadToken",
    question: "Does the caller open as its process, with its own impersonation set aside?",
    inputs: [{ name: "thread", kind: "thread" }],
    flips: ["openAsSelf=1", "openAsSelf=0"],
    source: "[MS-doc nf-ntifs-ntopenthreadtoken] [ReactOS token.c] facts 11.1 step 6",
    sources: { NtOpenThreadTokenEx: "[MS-doc nf-ntifs-ntopenthreadtokenex] [ReactOS token.c] facts 11.1 step 6" },
  },
  {
    name: "THREAD_COPIES_ON_OPEN", routine: "NtOpenThreadToken",
    question: "Is the thread's token copied when it is opened, so that its opener is not checked?",
    inputs: [{ name: "thread", kind: "thread" }],
    flips: ["thread.copyOnOpen=0", "thread.copyOnOpen=1"],
    source: "[ReactOS token.c, ob/obhandle.c] [ROS-trace] facts 11.1 step 7",
  },
  // Duplicating: facts 11.5.
  {
    name: "DUPLICATE_TYPE_INVALID", routine: "NtDuplicateToken",
    question: "Is the new type neither TokenPrimary nor TokenImpersonation?",
    inputs: [{ name: "type", kind: "number" }],
    flips: ["type=2"],
    source: "[ReactOS tokenlif.c] facts 11.5 step 1",
  },
  {
    name: "DUPLICATE_LEVEL_INVALID", routine: "NtDuplicateToken",
    question: "Is the asked level none of the four?",
    inputs: [{ name: "level", kind: "level" }],
    flips: ["level=2"],
    source: "[INF] facts 11.5 step 3",
  },
  {
    name: "DUPLICATE_LEVEL_ABOVE_SOURCE", routine: "NtDuplicateToken",
    question: "Is the asked level above that of the impersonation token?",
    inputs: [{ name: "level", kind: "level" }, { name: "token", kind: "token" }],
    flips: ["token.level=level", "level=1", "level=0", "token.type=1"],
    source: "[MS-doc nf-ntifs-ntduplicatetoken] [ReactOS tokenlif.c] [Wine-test] facts 11.5 step 5",
  },
  {
    name: "DUPLICATE_PRIMARY_OF_LOW_LEVEL", routine: "NtDuplicateToken",
    question: "Is a primary token to be made of an impersonation token below SecurityImpersonation?",
    inputs: [{ name: "type", kind: "number" }, { name: "token", kind: "token" }],
    flips: ["token.level=2", "type=2"],
    source: "[ReactOS tokenlif.c] [ROS-trace] [field] facts 11.5 step 5, D29",
  },
  // Filtering: facts 9.8.
  {
    name: "FILTER_LIST_TOO_LONG", routine: "NtFilterToken",
    question: "Has the list of privileges more than 60 entries?",
    source: "[MS-doc nf-ntifs-sefiltertoken] [ReactOS tokenlif.c] facts 9.8 step 1",
  },
  {
    name: "FILTER_OF_PRIMARY_REFUSED", routine: "SeFilterToken",
    question: "Is the token a primary one, and only impersonation tokens are filtered?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.type=2"],
    source: "[MS-doc nf-ntifs-sefiltertoken] facts 9.8, D16",
  },
  {
    name: "FILTER_ALLOCATION_FAILS", routine: "SepFilterToken",
    question: "Did the allocation of the child fail?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[ReactOS tokenlif.c] facts 9.8 step 3", housekeeping: true,
  },
  {
    name: "FILTER_RESTRICTING_ATTRIBUTES", routine: "SepFilterToken",
    question: "Has a SID of the restricting list attributes?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[MS-doc nf-ntifs-sefiltertoken] [ReactOS tokenlif.c] facts 9.8 step 4", housekeeping: true,
  },
  {
    name: "FILTER_OF_RESTRICTED", routine: "SepFilterToken",
    question: "Is the token restricted already, so that there are two lists?",
    inputs: [{ name: "token", kind: "token" }],
    flips: ["token.restricted=0"],
    source: "[MS-doc nf-ntifs-sefiltertoken] [ReactOS tokenlif.c] facts 9.8 step 4, D14", housekeeping: true,
  },
  {
    name: "FILTER_DISABLES_OWNER", routine: "SepFilterToken",
    question: "Is the default owner among the groups that are made for deny only, so that the user owns?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[MS-doc nf-ntifs-sefiltertoken] facts 9.8 step 6", housekeeping: true,
  },
  {
    name: "FILTER_SANDBOX_INERT_IGNORED", routine: "SepFilterToken",
    question: "Is SANDBOX_INERT asked for by somebody whom it is not granted?",
    inputs: [{ name: "thread", kind: "thread" }],
    source: "[MS-doc nf-securitybaseapi-createrestrictedtoken] facts 9.8 step 7",
  },
  // Reading: facts 11.8.
  {
    name: "CLASS_IS_UNKNOWN", routine: "NtQueryInformationToken",
    question: "Is the information class unknown to this version?",
    inputs: [{ name: "informationClass", kind: "number" }],
    source: "[CK] facts 11.7, 11.8",
  },
  {
    name: "LEVEL_OF_PRIMARY_QUERIED", routine: "NtQueryInformationToken",
    question: "Is the level of a primary token asked for, which has none?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[MS-doc] [ReactOS tokencls.c] facts 11.8, D21",
    flips: ["token.type=2"],
  },
  // Adjusting privileges: facts 11.6.
  {
    name: "ADJUST_LIST_MISSING", routine: "NtAdjustPrivilegesToken",
    question: "Is there neither a list nor the wish to disable all?",
    source: "[ReactOS tokenadj.c] facts 11.6 step 1",
  },
  {
    name: "ADJUST_LIST_TOO_LONG", routine: "NtAdjustPrivilegesToken",
    question: "Has the list more than 60 entries?",
    source: "[ReactOS tokenadj.c] facts 11.6 step 2",
  },
  {
    name: "ADJUST_NOT_ALL_FOUND", routine: "NtAdjustPrivilegesToken",
    question: "Does the token lack a listed privilege, or is one listed twice?",
    inputs: [{ name: "token", kind: "token" }],
    source: "[ReactOS tokenadj.c] [ROS-trace] facts 11.6 step 7",
  },
  // Pipes: facts 12.1.
  {
    name: "PIPE_IS_MISSING", routine: "NpCreateClientEnd",
    question: "Has nobody created the pipe?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/create.c] [MS-doc MS-ERREF]",
  },
  {
    name: "PIPE_LISTENS_NOT", routine: "NpCreateClientEnd",
    question: "Does no instance of the pipe listen?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/create.c] facts 12.1",
  },
  {
    name: "PIPE_WITHOUT_QOS", routine: "NpCreateClientEnd",
    question: "Does the client give no quality of service, so that the default for pipes holds?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/secursup.c] [Wine-test] facts 7.1, 12.1",
  },
  {
    name: "PIPE_CONTEXT_IS_STATIC", routine: "NpCreateClientEnd",
    question: "Is the tracking static, so that the client's identity is captured when it connects?",
    inputs: [{ name: "object", kind: "object" }, { name: "tracking", kind: "number" }],
    source: "[ReactOS npfs/secursup.c] [Wine-test] facts 12.1", housekeeping: true,
  },
  {
    name: "PIPE_NAMED_BY_SERVER", routine: "NpDecodeFileObject",
    question: "Is the pipe named by its server, for whom the name is the server's end?",
    inputs: [{ name: "thread", kind: "thread" }, { name: "object", kind: "object" }],
    source: "facts 12.1; which end a name stands for is the language's own",
  },
  {
    name: "PIPE_HAS_INSTANCE", routine: "NtCreateNamedPipeFile",
    question: "Has the pipe its one instance already?",
    inputs: [{ name: "pipe", kind: "object" }],
    source: "[ReactOS npfs/create.c] [MS-doc nf-namedpipeapi-createnamedpipew]",
  },
  {
    name: "PIPE_END_IS_DETACHED", routine: "NpDecodeFileObject",
    question: "Is the end that the handle named no end of the pipe any more?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/statesup.c] facts 12.1",
  },
  {
    name: "PIPE_IS_NOT_CONNECTED", routine: "NtReadFile",
    question: "Has the pipe no client?",
    inputs: [{ name: "object", kind: "object" }, { name: "state", kind: "number" }],
    source: "[ReactOS npfs/read.c, write.c]",
  },
  {
    name: "PIPE_IS_EMPTY", routine: "NtReadFile",
    question: "Is there no message to read?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/read.c] facts 12.1",
  },
  {
    name: "PIPE_OTHER_END_CLOSED", routine: "NtReadFile",
    question: "Is the other end closed?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/read.c, write.c, statesup.c]",
  },
  {
    name: "PIPE_READ_TAKES_CONTEXT", routine: "NpReadDataQueue",
    question: "Does the message carry its writer's identity, which the server impersonates from here on?",
    inputs: [{ name: "object", kind: "object" }, { name: "writer", kind: "thread" }],
    source: "[MS-doc nf-namedpipeapi-impersonatenamedpipeclient] [ReactOS npfs/readsup.c] facts 12.1",
  },
  {
    name: "PIPE_WRITE_CARRIES_CONTEXT", routine: "NtWriteFile",
    question: "Does the message carry the identity of its writer, a client whom the server tracks dynamically?",
    inputs: [{ name: "object", kind: "object" }, { name: "tracking", kind: "number" }],
    source: "[ReactOS npfs/secursup.c, writesup.c] [Wine-test] facts 12.1",
  },
  {
    name: "PIPE_MESSAGE_ALLOCATION_FAILS", routine: "NtWriteFile",
    question: "Does the pool have no room for the message?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/datasup.c]", housekeeping: true,
  },
  {
    name: "PIPE_CONTROLLED_BY_CLIENT", routine: "NtFsControlFile",
    question: "Is it the client's end, which cannot do that?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/fsctrl.c] facts 12.1",
  },
  {
    name: "PIPE_HAS_NO_CONTEXT", routine: "NtFsControlFile",
    question: "Is there nobody to impersonate, because nothing was read and the client is not tracked statically?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[ReactOS npfs/fsctrl.c, secursup.c] [MS-doc nf-namedpipeapi-impersonatenamedpipeclient] facts 12.1",
  },
  {
    name: "PIPE_FORBIDS_IMPERSONATION", routine: "NtFsControlFile",
    question: "Has an end of the pipe forbidden impersonation?",
    inputs: [{ name: "object", kind: "object" }],
    source: "[phnt ntioapi.h] facts 12.1",
  },
  {
    name: "PIPE_CONTROL_IS_UNKNOWN", routine: "NtFsControlFile",
    question: "Does this version not know the request?",
    inputs: [{ name: "fsControlCode", kind: "number" }],
    source: "[phnt ntioapi.h] [ReactOS npfs/fsctrl.c] facts 5.4, 12.1",
  },
] as const satisfies readonly Decision[];
