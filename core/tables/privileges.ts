/**
 * The 35 privileges, by LUID. The high part of every privilege LUID is 0, so the number is the whole LUID; it
 * is also the bit of the privilege in the 64-bit sets of a token.
 */

/** One privilege. */
export interface Privilege {
  readonly name: string;
  /** Low part of the LUID, and its bit in a token's 64-bit sets. */
  readonly luid: number;
  /** The first version or the milestone that brought it; absent: known in every version of the table. */
  readonly since?: string;
  readonly meaning: string;
  /**
   * Who holds it can become anybody; integrity treats it specially (facts 1.6, the exact list is unknown).
   */
  readonly godEquivalent?: boolean;
  readonly source: string;
}

const listed = "[phnt ntseapi.h] [ReactOS priv.c] facts 1.6";
const godlike = `${listed}; god-equivalent [Forshaw-mem]`;

/** Facts 1.6, in order of LUID. */
export const privileges = [
  { name: "SeCreateTokenPrivilege", luid: 2, godEquivalent: true, meaning: "Make any token.", source: godlike },
  { name: "SeAssignPrimaryTokenPrivilege", luid: 3, meaning: "Give a process any primary token.", source: listed },
  { name: "SeLockMemoryPrivilege", luid: 4, meaning: "Lock pages in memory.", source: listed },
  { name: "SeIncreaseQuotaPrivilege", luid: 5, meaning: "Raise a process's quotas.", source: listed },
  { name: "SeMachineAccountPrivilege", luid: 6, meaning: "Add computers to a domain.", source: listed },
  { name: "SeTcbPrivilege", luid: 7, godEquivalent: true, meaning: "Act as part of the operating system.", source: godlike },
  { name: "SeSecurityPrivilege", luid: 8, meaning: "Read and write audit lists (ACCESS_SYSTEM_SECURITY).", source: `${listed}, 13.2` },
  { name: "SeTakeOwnershipPrivilege", luid: 9, godEquivalent: true,
    meaning: "Take ownership of any object (WRITE_OWNER).", source: `${godlike}; facts 13.2` },
  { name: "SeLoadDriverPrivilege", luid: 10, godEquivalent: true, meaning: "Load drivers.", source: godlike },
  { name: "SeSystemProfilePrivilege", luid: 11, meaning: "Profile the system.", source: listed },
  { name: "SeSystemtimePrivilege", luid: 12, meaning: "Set the clock.", source: listed },
  { name: "SeProfileSingleProcessPrivilege", luid: 13, meaning: "Profile a process.", source: listed },
  { name: "SeIncreaseBasePriorityPrivilege", luid: 14, meaning: "Raise scheduling priority.", source: listed },
  { name: "SeCreatePagefilePrivilege", luid: 15, meaning: "Create a paging file.", source: listed },
  { name: "SeCreatePermanentPrivilege", luid: 16, meaning: "Create permanent objects.", source: listed },
  { name: "SeBackupPrivilege", luid: 17, godEquivalent: true, meaning: "Read any file to back it up.", source: godlike },
  { name: "SeRestorePrivilege", luid: 18, godEquivalent: true, meaning: "Write any file to restore it.", source: godlike },
  { name: "SeShutdownPrivilege", luid: 19, meaning: "Shut the machine down.", source: listed },
  { name: "SeDebugPrivilege", luid: 20, godEquivalent: true, meaning: "Open any process or thread.", source: godlike },
  { name: "SeAuditPrivilege", luid: 21, meaning: "Write audit records; always judged by the primary token.", source: `${listed}, 13.4` },
  { name: "SeSystemEnvironmentPrivilege", luid: 22, meaning: "Change firmware variables.", source: listed },
  { name: "SeChangeNotifyPrivilege", luid: 23, meaning: "Pass through directories unchecked.", source: listed },
  { name: "SeRemoteShutdownPrivilege", luid: 24, meaning: "Shut the machine down from afar.", source: listed },
  { name: "SeUndockPrivilege", luid: 25, meaning: "Take the machine from its dock.", source: listed },
  { name: "SeSyncAgentPrivilege", luid: 26, meaning: "Synchronize a directory service.", source: listed },
  { name: "SeEnableDelegationPrivilege", luid: 27, meaning: "Mark accounts as trusted for delegation.", source: listed },
  { name: "SeManageVolumePrivilege", luid: 28, meaning: "Maintain volumes.", source: listed },
  { name: "SeImpersonatePrivilege", luid: 29, since: "gate", godEquivalent: true,
    meaning: "Impersonate anybody whose token one has: the gate's privilege.",
    source: `${godlike}; facts 5.4 (2000 SP4, XP SP2, Server 2003)` },
  { name: "SeCreateGlobalPrivilege", luid: 30, since: "gate", meaning: "Create global named objects.",
    source: `${listed}; arrived with SeImpersonatePrivilege [CK]` },
  { name: "SeTrustedCredManAccessPrivilege", luid: 31, since: "vista",
    meaning: "Read the credential manager as a trusted caller.", source: `${listed}; Vista [CK]` },
  { name: "SeRelabelPrivilege", luid: 32, since: "vista", godEquivalent: true,
    meaning: "Raise the integrity label of objects.", source: `${godlike}; Vista [CK]` },
  { name: "SeIncreaseWorkingSetPrivilege", luid: 33, since: "vista", meaning: "Raise the working set.", source: `${listed}; Vista [CK]` },
  { name: "SeTimeZonePrivilege", luid: 34, since: "vista", meaning: "Set the time zone.", source: `${listed}; Vista [CK]` },
  { name: "SeCreateSymbolicLinkPrivilege", luid: 35, since: "vista", meaning: "Create symbolic links.", source: `${listed}; Vista [CK]` },
  { name: "SeDelegateSessionUserImpersonatePrivilege", luid: 36, since: "10", godEquivalent: true,
    meaning: "Obtain the token of another user of the same session; no arm of the gate.",
    source: `${godlike}; facts 5.2 notes` },
] as const satisfies readonly Privilege[];

/** The name of a privilege of the table. */
export type PrivilegeName = (typeof privileges)[number]["name"];
