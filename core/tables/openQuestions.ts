/**
 * What sources disagree on (D), what no public source tells (U), and what the facts do not speak of, each
 * with where the model's answer lies: a switch, whose default is the recommended answer; an answer that is
 * settled; or a part of NT that is not modelled. So none of them is forgotten, and whoever knows better finds
 * the place to change.
 */

import { switchIsRead } from "./readings.ts";
import type { SwitchName } from "./switches.ts";

/** One disagreement or unknown. */
export interface OpenQuestion {
  /** Its number in facts 17; of what stands in no row there, `facts` and the section that is silent. */
  readonly number: string;
  readonly question: string;
  /** The switches that hold the answer. */
  readonly switches: readonly SwitchName[];
  /**
   * `switch`: can be chosen; `settled`: one answer is left, or one was taken; `outside`: the model has no
   * such thing yet.
   */
  readonly answer: "switch" | "settled" | "outside";
  /** What the model does, and why. */
  readonly why: string;
  /** The switches hold an answer that no routine reads yet, so it shows in nothing. */
  readonly waits: boolean;
}

/** A row with switches. */
const chosen = (number: string, question: string, switches: readonly SwitchName[],
  why: string): OpenQuestion =>
  ({ number, question, switches, answer: "switch", why, waits: !switches.some(switchIsRead) });
const settled = (number: string, question: string, why: string): OpenQuestion =>
  ({ number, question, switches: [], answer: "settled", why, waits: false });
const outside = (number: string, question: string, why: string): OpenQuestion =>
  ({ number, question, switches: [], answer: "outside", why, waits: false });

/** Facts 17.1 and 17.2 in their order, then what they leave out, by section. */
export const openQuestions: readonly OpenQuestion[] = [
  chosen("D1", "The status when the impersonation block cannot be allocated.", ["impBlockFailure", "impBlockInline"],
    "STATUS_NO_MEMORY for the block, as documented; STATUS_INSUFFICIENT_RESOURCES for copies of tokens."),
  settled("D2", "What STATUS_ACCESS_DENIED of an impersonation means.", "A job's restriction: no other mechanism is known to produce it."),
  chosen("D3", "Anonymous tokens in the gate.", ["anonymousArm"], "Allowed, else NtImpersonateAnonymousToken could not work."),
  chosen("D4", "Restricted tokens in the same-user arm.", ["restrictedClause"], "Equal restrictedness, as implementations have it."),
  settled("D5", "Whether privilege and origin suffice for the gate.", "Both do: the pages of the Windows SDK list them."),
  chosen("D6", "Whom JOB_OBJECT_SECURITY_RESTRICTED_TOKEN denies.", ["jobRestrictedSense"], "Unrestricted tokens, as documented; ReactOS has it the other way round."),
  chosen("D7", "A dynamic context for a remote server.", ["remoteDynamic"], "A copy, as documented."),
  settled("D8", "A level above the thread's, or none at all, when a context is made.",
    "STATUS_BAD_IMPERSONATION_LEVEL and STATUS_INVALID_PARAMETER: only one source speaks of it."),
  chosen("D9", "The level of a duplicate without a quality of service.", ["noQosLevel"], "SecurityAnonymous, classic practice."),
  settled("D10", "The rights to the threads of NtImpersonateThread.", "One reading is left: direct impersonation for the server's, impersonate for the client's."),
  chosen("D11", "Whether NtImpersonateThread returns its second half's status.", ["impThreadReturnsSecondStatus"], "It does; ReactOS throws it away."),
  outside("D12", "ModifiedId of a duplicate.", "Nothing in the model reads ModifiedId."),
  outside("D13", "ModifiedId when privileges are adjusted.", "Nothing in the model reads ModifiedId."),
  chosen("D14", "Filtering a token that is restricted already.", ["filterExistingRestricted"], "The lists are intersected, as documented."),
  chosen("D15", "A privilege check for kernel mode with a low-level client.", ["privCheckKernelFirst"], "It succeeds, as documented."),
  chosen("D16", "Whether SeFilterToken takes primary tokens.", ["filterPrimaryTokens"], "It does, as the text of its parameter says; the text of what it returns says no."),
  settled("D17", "Whether NtOpenThreadTokenEx demands OBJ_KERNEL_HANDLE.", "It is optional."),
  settled("D18", "The privileges of LocalSystem.", "The documented 24."),
  chosen("D19", "Whether GENERIC_EXECUTE to a token includes TOKEN_IMPERSONATE.", ["tokenExecuteIncludesImpersonate"], "It does, the newer reading."),
  chosen("D20", "A primary token that is in use, with equal content.", ["primaryInUse"], "STATUS_TOKEN_ALREADY_IN_USE."),
  settled("D21", "Asking a primary token for its impersonation level.", "STATUS_INVALID_INFO_CLASS: the page says only that it fails."),
  settled("D22", "Arguments or handle first.", "Arguments first, on which a test agrees."),
  chosen("D23", "Integrity, privileges and owner in the access check.", ["ownerRightsFirst", "integrityCheck"],
    "Integrity, privileges, owner, entries; ReactOS asks the owner first."),
  settled("D24", "Deny-only groups in entries that deny.", "Honoured."),
  outside("D25", "What a failed NtOpenThreadToken leaves in its out.", "A failed call binds nothing in the language, so it cannot be seen."),
  chosen("D26", "Which levels the gate exempts.", ["gateExempts"], "All below SecurityImpersonation, as documented."),
  chosen("D27", "The access of a handle to a token just made.", ["createdHandleChecked"], "As asked."),
  chosen("D28", "MAXIMUM_ALLOWED and a deny entry behind an allow entry.", ["maxAllowedDeny"], "First come, first served, like a plain request."),
  settled("D29", "Whose level counts when an impersonation token becomes primary.", "The source's: seen in the field as error 1346."),
  chosen("U1", "Gate or job first.", ["jobOrder"], "The gate, as the one implementation that was read."),
  chosen("U2", "The level of a refused copy of an anonymous source.", ["downgradeLevel"], "SecurityIdentification: the remarks know no exception."),
  chosen("U3", "When the elevation test arrived.", ["gate"], "Windows 10 (`win10`); the exact build is unknown, and the privilege is assumed to override it."),
  chosen("U4", "The gate's arm for AppContainers.", ["gate", "appContainerCheck"], "The same package; children and exceptions are unknown. No account can be given a package yet, so the arm never says yes."),
  chosen("U5", "Write-restriction in the same-user arm.", ["writeRestrictedCompared"], "Not compared, as the implementation that was read."),
  chosen("U6", "NtDuplicateToken's levels on each version.", ["noQosLevel", "qosLevelAbove3"], "Anonymous without, refused beyond the last."),
  chosen("U7", "Deny-only groups in an effective-only copy.", ["effectiveOnlyDropsDenyOnly"],
    "Dropped, as the implementation that was read; what is for deny only is not enabled, so it is no part of what is effective. " +
    "So a split administrator gains by copying his own token. `with effectiveOnlyDropsDenyOnly: off` asks the other reading."),
  chosen("U8", "EffectiveOnly of the thread in a static context.", ["staticKeepsEffectiveOnly"], "Lost, as the implementation that was read."),
  outside("U9", "SeUpdateClientSecurity, SeQueryClientSecurityToken.", "No reference text was found."),
  outside("U10", "SeIsTokenAssignableToProcess beyond child, sibling and integrity.", "No source."),
  outside("U11", "A terminating thread as NtImpersonateThread's client.", "Threads do not terminate in the model."),
  chosen("U12", "Whose process NtImpersonateAnonymousToken refuses when restricted.", ["anonymousRestrictedTest"], "The caller's, as the implementation that was read."),
  chosen("U13", "The descriptor of a copy, and whether opening replaces the token.", ["openReplacesToken", "uninsertedTokenHasSd"],
    "It does, and copies are protected; whether later versions still do so is unknown."),
  settled("U14", "Checks of PsRestoreImpersonation.", "None, as the implementation that was read."),
  outside("U15", "JOB_OBJECT_SECURITY_ONLY_TOKEN and impersonation.", "Undocumented: it is about primary tokens, and judged where a process is declared."),
  outside("U16", "Trust SIDs on impersonation.", "No source has the rule."),
  chosen("U17", "Administrator protection and the gate.", ["gate"], "Windows 11 has Windows 10's gate: no published effect."),
  chosen("U18", "A level above the token's own.", ["gateLevelCheck", "gateLevelCheckBeforeOrigin"], "Refused for impersonation tokens, accepted for primary ones."),
  outside("U19", "NtAdjustGroupsToken after a mandatory group.", "The routine is not modelled yet."),
  settled("U20", "ReactOS's own routines.", "They were read; facts 4.1, 5.3, 6 and appendix A."),
  outside("U21", "Recalled advisories.", "No rule of the model rests on one."),
  settled("U22", "The published access check.", "Read in full; facts 13.3."),
  chosen("U23", "The gate's arms for integrity, elevation and packages.", ["gate"], "Modelled: their effect is observed, which arm causes it is not."),
  chosen("facts 9.6", "A restricted token that is filtered again, with WRITE_RESTRICTED or without.", ["writeRestrictedByFilters"],
    "Writing alone stays restricted if every filter with a list asked for it: so none gives more than there was, or than it was asked for."),
  chosen("facts 13.3", "The owner's rights of a write-restricted token whose list lacks the owner.", ["writeRestrictedOwnerListed"],
    "READ_CONTROL and WRITE_DAC are given: the list binds what writes of the generic classes (step G), " +
    "and what step D says of restricted tokens comes from a system without write-restricted ones."),
  chosen("facts 13.3 A", "What the labels of processes, threads and tokens forbid to lower ones.", ["labelsForbidReading"],
    "Writing, and of processes and threads reading as well: what elevated processes have in their memory is closed, but their tokens are known to be read (V17)."),
  outside("facts 9.8", "How many SIDs a list for a filter may have.",
    "Too many are refused, say two sources, and neither says how many, so no list of SIDs is too long; of privileges 60 are the most."),
];
