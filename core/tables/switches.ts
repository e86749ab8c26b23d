/**
 * What differs between versions of Windows, or is unknown: each switch is one question with a few answers. A
 * version is a set of answers (`versions.ts`); a scenario can override them by name (`with …`).
 *
 * Defaults follow facts 17: what is recommended there; where Windows is unknown, the behaviour of the one
 * implementation that was read, unless it is a known fault of that one. A switch whose answer depends on the
 * version has the oldest version's answer as default.
 */

/** One question and its possible answers. */
export interface Switch {
  readonly name: string;
  readonly values: readonly string[];
  readonly default: string;
  readonly meaning: string;
  /** Section of the facts, D or U number, and why the default is what it is. */
  readonly source: string;
}

/** Facts 16.2 first, in its order; then what the profiles need beyond that list. */
export const switches = [
  { name: "gate", values: ["none", "xp2", "vista", "win8", "win10", "reactos"], default: "none",
    meaning: "Which rules decide whether a process may impersonate a token above SecurityIdentification.",
    source: "facts 5.2, 5.4 [MS-doc]; none before 2000 SP4, XP SP2 and Server 2003; vista adds integrity (G4), win8 AppContainers (G6, U4), win10 elevation (G5, U3), which no public page states (U23); nothing known of Windows 11 (U17)" },
  { name: "gateExempts", values: ["belowImpersonation", "anonymousOnly"], default: "belowImpersonation",
    meaning: "Which asked levels pass the gate unseen.", source: "facts 5.2 G1, D26: documented by Microsoft" },
  { name: "gateLevelCheck", values: ["none", "impersonationTypes", "allTypes"], default: "impersonationTypes",
    meaning: "Whose own level the asked level is compared with.", source: "facts 5.2 G8, U18: recommended for impersonation tokens, and not on primary ones" },
  { name: "gateLevelCheckBeforeOrigin", values: ["on", "off"], default: "off",
    meaning: "The level is compared before the originating logon session.", source: "facts 5.2: G7 stands before G8; ReactOS turns them round" },
  { name: "restrictedClause", values: ["equal", "subset", "neither"], default: "equal",
    meaning: "What the same-user arm demands of restricted tokens: alike; the token at least as restricted as the process; neither restricted.",
    source: "facts 5.2 G9, D4: equal is recommended" },
  { name: "anonymousArm", values: ["on", "off"], default: "on",
    meaning: "The token of the anonymous logon session passes the gate.", source: "facts 5.2 G2, D3: allowed, else NtImpersonateAnonymousToken could not work; the table's 2003 stands for 2000 SP4 and XP SP2 too, as with G7 and G9" },
  { name: "downgradeLevel", values: ["identification", "min"], default: "identification",
    meaning: "The level of the copy that a denied impersonation gets; min keeps SecurityAnonymous of an impersonation token.",
    source: "facts 4.1, U2: Microsoft's remarks name Identification without exception" },
  { name: "noQosLevel", values: ["anonymous", "existing", "impersonation"], default: "anonymous",
    meaning: "The level of a duplicate when no quality of service is given.", source: "facts 11.5, D9, U6: classic practice" },
  { name: "qosLevelAbove3", values: ["reject", "store"], default: "reject",
    meaning: "What NtDuplicateToken of a primary token does with a level that does not exist.", source: "facts 11.5 step 3 [INF]: outside ReactOS STATUS_INVALID_PARAMETER" },
  { name: "remoteDynamic", values: ["copy", "reference"], default: "copy",
    meaning: "What a dynamic context for a remote server holds.", source: "facts 7.3, D7: documented by Microsoft" },
  { name: "staticKeepsEffectiveOnly", values: ["on", "off"], default: "off",
    meaning: "A static context, and one from a subject context, keeps the thread's EffectiveOnly.", source: "facts 7.3, 7.4, U8: unknown; as the implementation that was read" },
  { name: "filterExistingRestricted", values: ["intersect", "replace"], default: "intersect",
    meaning: "What a new restricting list does to the one that is there.", source: "facts 9.8 step 4, D14: documented by Microsoft" },
  { name: "writeRestrictedByFilters", values: ["every", "first", "last"], default: "every",
    meaning: "Which of several filters that bring a restricting list must ask for it before writing alone is restricted.",
    source: "facts 9.6, 9.8 step 4 [INF]: no source tells; every, so that no filter gives more than it was asked for or than there was. First keeps the flag of the source, last trusts the new one" },
  { name: "filterDisablesSids", values: ["on", "off"], default: "on",
    meaning: "Filtering makes the listed groups deny-only.", source: "facts 9.8 step 6: documented; without effect in ReactOS" },
  { name: "effectiveOnlyDropsDenyOnly", values: ["on", "off"], default: "on",
    meaning: "An effective-only copy loses deny-only groups.", source: "facts 9.7, U7: unknown; as the implementation that was read" },
  { name: "jobRestrictedSense", values: ["msdoc", "reactos"], default: "msdoc",
    meaning: "Whom JOB_OBJECT_SECURITY_RESTRICTED_TOKEN denies: unrestricted tokens (msdoc) or restricted ones.", source: "facts 6, D6: documented by Microsoft" },
  { name: "privCheckKernelFirst", values: ["on", "off"], default: "on",
    meaning: "A privilege check for kernel mode succeeds whatever the client's level.", source: "facts 13.4, D15: documented by Microsoft" },
  { name: "impThreadReturnsSecondStatus", values: ["on", "off"], default: "on",
    meaning: "NtImpersonateThread returns the status of the impersonation, not only of the context.", source: "facts 11.9, D11: return it" },
  { name: "primaryInUse", values: ["fail", "compareEqual"], default: "fail",
    meaning: "What happens when the new primary token already is another process's.", source: "facts 10.4, D20: STATUS_TOKEN_ALREADY_IN_USE at once" },
  { name: "uninsertedTokenHasSd", values: ["on", "off"], default: "on",
    meaning: "Tokens that the kernel made for itself are protected by a security descriptor.", source: "facts 14.2, A.9, U13 [INF]: that Windows protects them is assumed" },
  { name: "createdHandleChecked", values: ["on", "off"], default: "off",
    meaning: "The handle to a token just created is checked against the source's access list.", source: "facts 11.5, D27: granted as asked" },
  { name: "maxAllowedDeny", values: ["any", "firstCome"], default: "firstCome",
    meaning: "Whether under MAXIMUM_ALLOWED a deny entry takes back what an earlier entry allowed.", source: "facts 13.3 F, D28: first come, like a plain request" },
  { name: "restrictedMaxAllowed", values: ["intersect", "union"], default: "intersect",
    meaning: "How the two passes for a restricted token are joined under MAXIMUM_ALLOWED.", source: "facts 13.3 G: documented by Microsoft; ReactOS widens (A.8)" },
  { name: "micLabelWithoutNoWriteUp", values: ["deny", "allow"], default: "deny",
    meaning: "Writing to an object of higher integrity whose label does not forbid it.", source: "facts 13.3 A [MS-DTYP 2.5.3.3]: the published text denies" },
  { name: "impBlockInline", values: ["on", "off"], default: "off",
    meaning: "The thread's impersonation block is part of the thread, so it cannot fail to be allocated.", source: "facts 2.1 [CK]: from Windows 7 on; date of the change unknown" },
  { name: "impBlockFailure", values: ["noMemory", "insufficientResources"], default: "noMemory",
    meaning: "The status when the impersonation block cannot be allocated.", source: "facts 2.1, D1: documented by Microsoft" },

  { name: "integrityCheck", values: ["on", "off"], default: "off",
    meaning: "There are integrity levels, and the access check looks at them before the access list.", source: "facts 13.3 A, 5.4: from Vista on; none in ReactOS (A.8)" },
  { name: "limitedQueryRights", values: ["on", "off"], default: "off",
    meaning: "THREAD_ and PROCESS_QUERY_LIMITED_INFORMATION exist and suffice to open the token.", source: "facts 11.1, 11.2 [CK]: from Vista on" },
  { name: "tokenExecuteIncludesImpersonate", values: ["on", "off"], default: "on",
    meaning: "GENERIC_EXECUTE to a token includes TOKEN_IMPERSONATE.", source: "facts 16.6, D19: the newer reading" },
  { name: "ownerRightsFirst", values: ["on", "off"], default: "off",
    meaning: "The access check gives the owner his rights before it asks for privileges.", source: "facts 13.1, D23, A.8 step 4: ReactOS turns them round" },
  { name: "ownerRightsAce", values: ["on", "off"], default: "off",
    meaning: "An entry for OwnerRights (S-1-3-4) speaks for the owner.", source: "facts 13.3 D [CK]: from Vista on; unknown to ReactOS" },
  { name: "ntAccessCheckZero", values: ["deny", "grant"], default: "deny",
    meaning: "What NtAccessCheck says to desired access 0.", source: "facts 11.12, 13.1 step 4, A.8 step 5: success is a fault of ReactOS" },
  { name: "zeroMappingAsksAdmin", values: ["on", "off"], default: "off",
    meaning: "An access check with an all-zero generic mapping is decided by the administrator flag alone.", source: "facts A.8 step 8: ReactOS only" },
  { name: "tokenIsAdmin", values: ["flag", "stickyFlag", "groups"], default: "flag",
    meaning: "How SeTokenIsAdmin finds out: a flag cleared by filtering, a flag never cleared, or a walk over the groups.", source: "facts 9 SeTokenIsAdmin, 5.4, A.2: flag before Windows 7, never cleared in ReactOS" },
  { name: "jobLimits", values: ["on", "off"], default: "off",
    meaning: "Jobs can have security limits.", source: "facts 6, 5.4: from 2000 to Server 2003; in ReactOS the check exists" },
  { name: "jobFilters", values: ["on", "off"], default: "on",
    meaning: "JOB_OBJECT_SECURITY_FILTER_TOKENS filters what is impersonated, where jobs have limits.", source: "facts 6: documented; not implemented in ReactOS" },
  { name: "jobOrder", values: ["gateFirst", "jobFirst"], default: "gateFirst",
    meaning: "Whether the job is asked about the token that the gate left, or before the gate.", source: "facts 4.1 step 4, U1: unknown; as the implementation that was read" },
  { name: "primaryTokenFrozen", values: ["on", "off"], default: "off",
    meaning: "The primary token of a process that has run cannot be replaced.", source: "facts 10.3 [Forshaw-mem]: from Vista on" },
  { name: "writeRestrictedFlag", values: ["none", "4", "8"], default: "none",
    meaning: "Which filter flag makes a token write-restricted.", source: "facts 5.4, 9.8 [MS-doc createrestrictedtoken]: 4 on XP SP2, absent in 2003, 8 from Vista on" },
  { name: "luaFilter", values: ["on", "off"], default: "off",
    meaning: "The filter flag LUA_TOKEN makes the shape of a filtered administrator.", source: "facts 9.8 step 8 [CK]: from Vista on" },
  { name: "luaFilterIntegrity", values: ["medium", "keep"], default: "medium",
    meaning: "What LUA_TOKEN makes of an integrity above Medium.", source: "facts 9.8 step 8, 1.8 [CK] [INF]: the shape of a filtered administrator is Medium; whether the flag makes it so is not written" },
  { name: "sandboxInertFor", values: ["everybody", "localSystem"], default: "everybody",
    meaning: "Whose SANDBOX_INERT is heard; of the others it is ignored without a word.", source: "facts 9.8 step 7 [MS-doc createrestrictedtoken]: LocalSystem and TrustedInstaller since KB2532445, which Windows 8 is the first to come with [INF]" },
  { name: "filterPrimaryTokens", values: ["accept", "reject"], default: "accept",
    meaning: "What SeFilterToken says to a primary token.", source: "facts 9.8, D16: the page's parameter text accepts it, its list of statuses does not; accepted is recommended" },
  { name: "filterWithoutListRestricts", values: ["on", "off"], default: "off",
    meaning: "SeFilterToken without a restricting list makes a token that is restricted to nothing.", source: "facts 9.8 step 9: a fault of ReactOS, which its profile leaves out (A.7)" },
  { name: "writeRestrictedCompared", values: ["on", "off"], default: "off",
    meaning: "The same-user arm compares write-restriction as well.", source: "facts 5.2 notes, U5: unknown; as the implementation that was read" },
  { name: "writeRestrictedOwnerListed", values: ["on", "off"], default: "off",
    meaning: "Who owns by a write-restricted token must stand in its restricting list, as for any restricted one.",
    source: "facts 13.3 D, G [INF]: the list of such a token binds what writes of the type's generic classes, the owner's rights are none of it; D rests on a system without such tokens" },
  { name: "appContainerCheck", values: ["on", "off"], default: "off",
    meaning: "There are AppContainers, and the access check has a pass for them.", source: "facts 13.3 H, 5.4: from Windows 8 on" },
  { name: "openReplacesToken", values: ["on", "off"], default: "on",
    meaning: "Opening the token of a copy-on-open thread puts the copy on the thread.", source: "facts 11.1 step 8, U13: whether later versions still do it is unknown" },
  { name: "anonymousRestrictedTest", values: ["callerProcess", "targetProcess"], default: "callerProcess",
    meaning: "Whose process NtImpersonateAnonymousToken refuses when it is restricted.", source: "facts 11.10 step 3, U12: unknown; as the implementation that was read" },
  { name: "everyoneIncludesAnonymous", values: ["on", "off"], default: "off",
    meaning: "The machine's setting: the anonymous token has the group Everyone.", source: "facts 1.8 [MS-doc nf-securitybaseapi-impersonateanonymoustoken]: off unless set" },
  { name: "pipeDisableImpersonation", values: ["on", "off"], default: "off",
    meaning: "FSCTL_PIPE_DISABLE_IMPERSONATE exists.", source: "facts 12.1 [phnt]: from Windows 10 on" },
  { name: "handleValuesReused", values: ["on", "off"], default: "on",
    meaning: "A handle opened after another was closed can have its value, so that a stale handle names it.", source: "[CK] the tables fill their holes; no public source says in which order" },
  { name: "labelsForbidReading", values: ["processesAndThreads", "tokensToo"], default: "processesAndThreads",
    meaning: "What of declared processes, threads and their tokens has a label that forbids lower ones to read, besides writing.",
    source: "facts 13.3 A [CK]: processes and threads; 15 V17 [INF]: the tokens of elevated processes are read from below" },
] as const satisfies readonly Switch[];

/** The name of a switch. */
export type SwitchName = (typeof switches)[number]["name"];
/** An answer to each question. */
export type SwitchSettings = Record<SwitchName, string>;
