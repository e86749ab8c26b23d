/**
 * NT's enumerations and bit sets: levels, token types, attribute bits of groups and privileges, token flags,
 * job limits. Names are those of Microsoft's headers, because scenarios are written with them.
 */

/** One name of an enumeration. */
export interface EnumerationMember {
  readonly name: string;
  /** Unsigned; a bit or a mask in a set of bits. */
  readonly value: number;
  readonly meaning: string;
}

/** An enumeration, or a set of bits when `bits` is true: then its members can be joined with `|`. */
export interface Enumeration {
  readonly name: string;
  readonly bits: boolean;
  readonly members: readonly EnumerationMember[];
  readonly source: string;
}

/** All enumerations that the language and the model name. */
export const enumerations = [
  {
    name: "SECURITY_IMPERSONATION_LEVEL", bits: false, source: "[MS-doc ne-wdm-_security_impersonation_level] facts 0.3",
    members: [
      { name: "SecurityAnonymous", value: 0, meaning: "The server learns nothing and can do nothing." },
      { name: "SecurityIdentification", value: 1, meaning: "The server may ask who the client is, but not act for it." },
      { name: "SecurityImpersonation", value: 2, meaning: "The server acts for the client on this machine." },
      { name: "SecurityDelegation", value: 3, meaning: "The server acts for the client on other machines too." },
    ],
  },
  {
    name: "TOKEN_TYPE", bits: false, source: "[Forshaw NtTokenNative.cs] facts 1.1",
    members: [
      { name: "TokenPrimary", value: 1, meaning: "The token of a process." },
      { name: "TokenImpersonation", value: 2, meaning: "A token with a level, for threads." },
    ],
  },
  {
    name: "SECURITY_CONTEXT_TRACKING_MODE", bits: false, source: "[MS-doc ns-winnt-security_quality_of_service] facts 7.1",
    members: [
      { name: "static", value: 0, meaning: "A snapshot is taken now (SECURITY_STATIC_TRACKING)." },
      { name: "dynamic", value: 1, meaning: "The server sees later changes (SECURITY_DYNAMIC_TRACKING)." },
    ],
  },
  {
    name: "OBJECT_ATTRIBUTES", bits: true, source: "[CK ntdef.h] [MS-doc impersonation-in-a-file-system-filter-driver] facts 11.1 step 2, 13.1 step 1",
    members: [
      { name: "OBJ_KERNEL_HANDLE", value: 0x00000200, meaning: "The handle is the System process' and serves kernel mode alone; from user mode it is not heard." },
      { name: "OBJ_FORCE_ACCESS_CHECK", value: 0x00000400, meaning: "The access check is made in kernel mode too." },
    ],
  },
  {
    name: "GROUP_ATTRIBUTES", bits: true, source: "[CK winnt.h] facts 1.3",
    members: [
      { name: "SE_GROUP_MANDATORY", value: 0x00000001, meaning: "Cannot be disabled." },
      { name: "SE_GROUP_ENABLED_BY_DEFAULT", value: 0x00000002, meaning: "Enabled by a reset." },
      { name: "SE_GROUP_ENABLED", value: 0x00000004, meaning: "Matches allow and deny entries." },
      { name: "SE_GROUP_OWNER", value: 0x00000008, meaning: "May be the default owner." },
      { name: "SE_GROUP_USE_FOR_DENY_ONLY", value: 0x00000010, meaning: "Matches deny entries only, for good." },
      { name: "SE_GROUP_INTEGRITY", value: 0x00000020, meaning: "The entry is an integrity label." },
      { name: "SE_GROUP_INTEGRITY_ENABLED", value: 0x00000040, meaning: "The label is in force." },
      { name: "SE_GROUP_RESOURCE", value: 0x20000000, meaning: "A domain-local group." },
      { name: "SE_GROUP_LOGON_ID", value: 0xc0000000, meaning: "The entry is the logon SID." },
    ],
  },
  {
    name: "PRIVILEGE_ATTRIBUTES", bits: true, source: "[CK winnt.h] facts 1.4",
    members: [
      { name: "SE_PRIVILEGE_ENABLED_BY_DEFAULT", value: 0x00000001, meaning: "Enabled when the token was made." },
      { name: "SE_PRIVILEGE_ENABLED", value: 0x00000002, meaning: "Enabled now." },
      { name: "SE_PRIVILEGE_REMOVED", value: 0x00000004, meaning: "Input only: delete the privilege for good." },
      { name: "SE_PRIVILEGE_USED_FOR_ACCESS", value: 0x80000000, meaning: "Output of checks: it was needed." },
    ],
  },
  {
    name: "TOKEN_FLAGS", bits: true, source: "[Forshaw NtTokenNative.cs] facts 1.5",
    members: [
      { name: "TOKEN_HAS_TRAVERSE_PRIVILEGE", value: 0x0001, meaning: "Mirrors SeChangeNotifyPrivilege enabled." },
      { name: "TOKEN_HAS_BACKUP_PRIVILEGE", value: 0x0002, meaning: "Mirrors SeBackupPrivilege enabled." },
      { name: "TOKEN_HAS_RESTORE_PRIVILEGE", value: 0x0004, meaning: "Mirrors SeRestorePrivilege enabled." },
      { name: "TOKEN_WRITE_RESTRICTED", value: 0x0008, meaning: "Restricting SIDs count for writing only (Vista and later); in NT 5 and ReactOS this bit is TOKEN_HAS_ADMIN_GROUP." },
      { name: "TOKEN_IS_RESTRICTED", value: 0x0010, meaning: "There are restricting SIDs." },
      { name: "TOKEN_SESSION_NOT_REFERENCED", value: 0x0020, meaning: "The token holds no reference to its logon session; never copied." },
      { name: "TOKEN_SANDBOX_INERT", value: 0x0040, meaning: "Set by a filter flag." },
      { name: "TOKEN_HAS_IMPERSONATE_PRIVILEGE", value: 0x0080, meaning: "Mirrors SeImpersonatePrivilege enabled, not merely present." },
      { name: "SE_BACKUP_PRIVILEGES_CHECKED", value: 0x0100, meaning: "The backup privileges were looked at." },
      { name: "TOKEN_VIRTUALIZE_ALLOWED", value: 0x0200, meaning: "Virtualization may be enabled." },
      { name: "TOKEN_VIRTUALIZE_ENABLED", value: 0x0400, meaning: "Virtualization is enabled." },
      { name: "TOKEN_IS_FILTERED", value: 0x0800, meaning: "The token was made by filtering." },
      { name: "TOKEN_UIACCESS", value: 0x1000, meaning: "May drive the user interface of higher integrity." },
      { name: "TOKEN_NOT_LOW", value: 0x2000, meaning: "Integrity is above Low." },
      { name: "TOKEN_LOWBOX", value: 0x4000, meaning: "The token of an AppContainer (8 and later)." },
      { name: "TOKEN_PRIVATE_NAMESPACE", value: 0x10000, meaning: "Has a name space of its own." },
    ],
  },
  {
    name: "TOKEN_MANDATORY_POLICY", bits: true, source: "[MS-doc ns-ntifs-token_mandatory_policy] facts 1.1",
    members: [
      { name: "TOKEN_MANDATORY_POLICY_NO_WRITE_UP", value: 0x1, meaning: "No write access to objects of higher integrity." },
      { name: "TOKEN_MANDATORY_POLICY_NEW_PROCESS_MIN", value: 0x2, meaning: "A new process gets the lower of token's and image's integrity." },
    ],
  },
  {
    name: "MANDATORY_LABEL_POLICY", bits: true, source: "[CK winnt.h] [MS-DTYP 2.5.3.3] facts 13.3 A",
    members: [
      { name: "SYSTEM_MANDATORY_LABEL_NO_WRITE_UP", value: 0x1, meaning: "A lower token gets no write access." },
      { name: "SYSTEM_MANDATORY_LABEL_NO_READ_UP", value: 0x2, meaning: "A lower token gets no read access." },
      { name: "SYSTEM_MANDATORY_LABEL_NO_EXECUTE_UP", value: 0x4, meaning: "A lower token gets no execute access." },
    ],
  },
  {
    name: "JOB_OBJECT_SECURITY_LIMIT", bits: true, source: "[MS-doc ns-winnt-jobobject_security_limit_information] facts 6",
    members: [
      { name: "JOB_OBJECT_SECURITY_NO_ADMIN", value: 0x1, meaning: "No token with Administrators may be impersonated." },
      { name: "JOB_OBJECT_SECURITY_RESTRICTED_TOKEN", value: 0x2, meaning: "Documented: only restricted tokens; ReactOS: only unrestricted ones (D6)." },
      { name: "JOB_OBJECT_SECURITY_ONLY_TOKEN", value: 0x4, meaning: "Processes run under the job's token; effect on impersonation unknown (U15)." },
      { name: "JOB_OBJECT_SECURITY_FILTER_TOKENS", value: 0x8, meaning: "What is impersonated is replaced by a filtered copy." },
    ],
  },
  {
    name: "FILTER_TOKEN_FLAGS", bits: true, source: "[MS-doc nf-securitybaseapi-createrestrictedtoken] facts 9.8",
    members: [
      { name: "DISABLE_MAX_PRIVILEGE", value: 0x1, meaning: "Delete every privilege but SeChangeNotifyPrivilege." },
      { name: "SANDBOX_INERT", value: 0x2, meaning: "Set TOKEN_SANDBOX_INERT." },
      { name: "LUA_TOKEN", value: 0x4, meaning: "The shape that UAC filters to (Vista and later); meant write-restricted on XP SP2." },
      { name: "WRITE_RESTRICTED", value: 0x8, meaning: "Restricting SIDs count for writing only." },
    ],
  },
  {
    name: "TOKEN_ELEVATION_TYPE", bits: false, source: "[Forshaw NtTokenNative.cs] facts 1.1",
    members: [
      { name: "TokenElevationTypeDefault", value: 1, meaning: "The token has no linked one." },
      { name: "TokenElevationTypeFull", value: 2, meaning: "The elevated half of a UAC pair." },
      { name: "TokenElevationTypeLimited", value: 3, meaning: "The filtered half of a UAC pair." },
    ],
  },
  {
    name: "THREADINFOCLASS", bits: false, source: "[MS-doc ntsetinformationthread] [phnt ntpsapi.h] facts 11.3",
    members: [{ name: "ThreadImpersonationToken", value: 5, meaning: "Make the thread impersonate a token, or revert." }],
  },
  {
    name: "PROCESSINFOCLASS", bits: false, source: "[phnt ntpsapi.h] facts 10.3",
    members: [{ name: "ProcessAccessToken", value: 9, meaning: "Replace the primary token of a process." }],
  },
  {
    name: "TOKEN_INFORMATION_CLASS", bits: false, source: "[CK winnt.h] facts 11.7, 11.8",
    members: [
      { name: "TokenUser", value: 1, meaning: "User; read-only." },
      { name: "TokenGroups", value: 2, meaning: "Groups; read-only." },
      { name: "TokenPrivileges", value: 3, meaning: "Privileges; read-only." },
      { name: "TokenOwner", value: 4, meaning: "Default owner of what is created." },
      { name: "TokenPrimaryGroup", value: 5, meaning: "Primary group of what is created." },
      { name: "TokenDefaultDacl", value: 6, meaning: "Access list of what is created." },
      { name: "TokenSource", value: 7, meaning: "Who made the token; needs TOKEN_QUERY_SOURCE." },
      { name: "TokenType", value: 8, meaning: "Primary or impersonation; read-only." },
      { name: "TokenImpersonationLevel", value: 9, meaning: "The token's own level; fails for a primary token." },
      { name: "TokenStatistics", value: 10, meaning: "Ids and counts; read-only." },
      { name: "TokenRestrictedSids", value: 11, meaning: "Restricting SIDs; read-only." },
      { name: "TokenSessionId", value: 12, meaning: "Terminal session; setting needs SeTcbPrivilege." },
      { name: "TokenSessionReference", value: 14, meaning: "Reference to the logon session; setting needs SeTcbPrivilege." },
      { name: "TokenSandBoxInert", value: 15, meaning: "Whether SANDBOX_INERT was heard; read-only." },
      { name: "TokenAuditPolicy", value: 16, meaning: "Audit policy; setting needs SeTcbPrivilege." },
      { name: "TokenOrigin", value: 17, meaning: "Originating logon session; set once, with SeTcbPrivilege." },
      { name: "TokenElevationType", value: 18, meaning: "Which half of a UAC pair (Vista and later)." },
      { name: "TokenLinkedToken", value: 19, meaning: "The other half of a UAC pair (Vista and later)." },
      { name: "TokenElevation", value: 20, meaning: "Whether the token is elevated (Vista and later)." },
      { name: "TokenIntegrityLevel", value: 25, meaning: "Integrity; lowering is free (Vista and later)." },
      { name: "TokenMandatoryPolicy", value: 27, meaning: "Mandatory policy; setting needs SeTcbPrivilege (Vista and later)." },
    ],
  },
  {
    name: "PIPE_FSCTL", bits: false, source: "[phnt ntioapi.h] [MS-doc] facts 12.1",
    members: [
      { name: "FSCTL_PIPE_LISTEN", value: 0x110008, meaning: "The server lets the next client connect." },
      { name: "FSCTL_PIPE_DISCONNECT", value: 0x110004, meaning: "The server drops its client and the client's context." },
      { name: "FSCTL_PIPE_PEEK", value: 0x11400c, meaning: "Look at the next message; counts as a read for impersonation." },
      { name: "FSCTL_PIPE_IMPERSONATE", value: 0x11001c, meaning: "Impersonate the writer of the last message read." },
      { name: "FSCTL_PIPE_DISABLE_IMPERSONATE", value: 0x110044, meaning: "Forbid impersonation on this pipe (10 and later)." },
    ],
  },
] as const satisfies readonly Enumeration[];
