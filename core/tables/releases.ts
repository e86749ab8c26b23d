/**
 * What undoes what: impersonations, contexts, references, captures and handles, each with the routines that
 * take it and those that give it back. The language warns of code that leaves before it gave back what it
 * took. source: facts 2.2 (handles), 4 (impersonating and reverting), 7 (client security contexts), 8
 * (subject contexts)
 */

/** How a routine takes or gives back. */
export interface ReleaseStep {
  readonly routine: string;
  /**
   * Position of the operand that says what; `result`: what the call returns; `caller`: the calling thread.
   */
  readonly of: number | "result" | "caller";
  /** Position of the operand that tells the two directions apart: `none` there gives back, a token takes. */
  readonly token?: number;
}

export interface ReleaseRow {
  readonly taken: readonly ReleaseStep[];
  readonly givenBack: readonly ReleaseStep[];
  /** The call that gives it back, in the language; `{0}` is the name of the result or thread. */
  readonly advice: string;
  /** The same, where a thread impersonates that is not the one that runs the code. */
  readonly adviceForOther?: string;
}

const assigning: readonly ReleaseStep[] = [
  { routine: "PsImpersonateClient", of: 0, token: 1 },
  { routine: "PsAssignImpersonationToken", of: 0, token: 1 },
  { routine: "NtSetInformationThread", of: 0, token: 2 },
];

/**
 * A handle that a driver opened stays in the table it went to, its caller's unless it asked for a kernel
 * handle.
 */
const opening: readonly string[] = [
  "NtOpenProcessToken", "NtOpenProcessTokenEx", "NtOpenThreadToken", "NtOpenThreadTokenEx", "NtDuplicateToken",
  "NtFilterToken", "NtOpenFile", "NtCreateFile", "NtCreateNamedPipeFile",
];

export const releases: readonly ReleaseRow[] = [
  {
    taken: [
      { routine: "SeImpersonateClientEx", of: 1 }, { routine: "SeImpersonateClient", of: 1 },
      { routine: "NtImpersonateThread", of: 0 }, ...assigning,
    ],
    givenBack: [
      { routine: "SeStopImpersonatingClient", of: "caller" }, { routine: "PsRevertToSelf", of: "caller" },
      { routine: "PsRevertThreadToSelf", of: 0 }, { routine: "PsRestoreImpersonation", of: 0 }, ...assigning,
    ],
    advice: "PsRevertToSelf()", adviceForOther: "PsRevertThreadToSelf({0})",
  },
  {
    taken: [
      { routine: "SeCreateClientSecurity", of: "result" },
      { routine: "SeCreateClientSecurityFromSubjectContext", of: "result" },
    ],
    givenBack: [{ routine: "SeDeleteClientSecurity", of: 0 }],
    advice: "SeDeleteClientSecurity({0})",
  },
  {
    taken: [{ routine: "PsReferencePrimaryToken", of: "result" }, { routine: "SeFilterToken", of: "result" }],
    givenBack: [
      { routine: "PsDereferencePrimaryToken", of: 0 }, { routine: "PsDereferenceImpersonationToken", of: 0 },
    ],
    advice: "PsDereferencePrimaryToken({0})",
  },
  {
    taken: [
      { routine: "PsReferenceImpersonationToken", of: "result" },
      { routine: "PsReferenceEffectiveToken", of: "result" },
    ],
    givenBack: [
      { routine: "PsDereferenceImpersonationToken", of: 0 }, { routine: "PsDereferencePrimaryToken", of: 0 },
    ],
    advice: "PsDereferenceImpersonationToken({0})",
  },
  {
    taken: [
      { routine: "SeCaptureSubjectContext", of: "result" },
      { routine: "SeCaptureSubjectContextEx", of: "result" },
    ],
    givenBack: [{ routine: "SeReleaseSubjectContext", of: 0 }],
    advice: "SeReleaseSubjectContext({0})",
  },
  {
    taken: [{ routine: "SeLockSubjectContext", of: 0 }],
    givenBack: [{ routine: "SeUnlockSubjectContext", of: 0 }],
    advice: "SeUnlockSubjectContext({0})",
  },
  {
    taken: [{ routine: "PsDisableImpersonation", of: "result" }],
    givenBack: [{ routine: "PsRestoreImpersonation", of: 1 }],
    advice: "PsRestoreImpersonation(current, {0})",
  },
  {
    taken: opening.map((routine) => ({ routine, of: "result" })),
    givenBack: [{ routine: "NtClose", of: 0 }],
    advice: "NtClose({0})",
  },
];
