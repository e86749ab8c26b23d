/**
 * What the standard accounts hold, and what a declared account holds where its declaration is silent.
 *
 * A privilege that a version does not know (`since` in the table of privileges) is dropped there; so is
 * integrity before Vista. The logon SID S-1-5-5-X-Y and per-service SIDs stand in no row: they belong to one
 * logon or one service, and nothing that comes with the language names them; a declaration may list them.
 */

import type { PrivilegeName } from "./privileges.ts";
import type { IntegrityName, SidName } from "./securityIdentifiers.ts";

/** A group of an account, with its attributes by Microsoft's names. */
export interface AccountGroup {
  readonly sid: SidName;
  readonly attributes: readonly string[];
}

/** A privilege of an account; one that is present but disabled can be enabled. */
export interface AccountPrivilege {
  readonly name: PrivilegeName;
  readonly enabled: boolean;
  /** The version or milestone from which on the account holds it, when later than the privilege itself. */
  readonly since?: string;
}

/** One entry of a default DACL; "user" is the account's own user. */
export interface AccountAccess {
  readonly kind: "allow" | "deny";
  readonly sid: SidName | "user";
  readonly rights: readonly string[];
}

/** What declared and standard accounts have in common. */
export interface AccountDefaults {
  readonly groups: readonly AccountGroup[];
  readonly privileges: readonly AccountPrivilege[];
  /** From Vista on. */
  readonly integrity: IntegrityName;
  /** LUID of the logon session whose process logged the account on; 0 matches nobody. */
  readonly origin: number;
  readonly elevation: "TokenElevationTypeDefault" | "TokenElevationTypeFull" | "TokenElevationTypeLimited";
  readonly primaryGroup: SidName | "user";
  readonly owner: SidName | "user";
  readonly defaultDacl: readonly AccountAccess[];
  /** The level field of its primary token, which only ReactOS's gate looks at. */
  readonly tokenLevel: string;
  readonly source: string;
}

/** An account that always exists. */
export interface StandardAccount extends AccountDefaults {
  readonly name: string;
  readonly user: SidName;
  /** LUID of its logon session. */
  readonly authenticationId: number;
}

/** LUIDs of logon sessions that always exist. Facts 1.2 [Forshaw NtToken.cs] */
export const logonSessions = [
  { name: "LocalSystem", luid: 0x3e7, meaning: "The operating system's; origin of interactive logons.", source: "facts 1.2" },
  { name: "AnonymousLogon", luid: 0x3e6, meaning: "Nobody's; its tokens pass the gate.", source: "facts 1.2, 5.2 G2" },
  { name: "LocalService", luid: 0x3e5, meaning: "The local service account's.", source: "facts 1.2" },
  { name: "NetworkService", luid: 0x3e4, meaning: "The network service account's.", source: "facts 1.2" },
] as const;

/** LUID of the first logon session that a scenario declares; up to 1000 is reserved. Facts 1.2 [Wine] */
export const firstDeclaredLogonSession = 0x3e9;

const mandatory = ["SE_GROUP_MANDATORY", "SE_GROUP_ENABLED_BY_DEFAULT", "SE_GROUP_ENABLED"] as const;
const administrators = { sid: "Administrators", attributes: [...mandatory, "SE_GROUP_OWNER"] } as const;
const everyone = { sid: "Everyone", attributes: mandatory } as const;
const authenticatedUsers = { sid: "AuthenticatedUsers", attributes: mandatory } as const;
const users = { sid: "Users", attributes: mandatory } as const;
const interactive = { sid: "Interactive", attributes: mandatory } as const;

const enabled = (...names: PrivilegeName[]): AccountPrivilege[] =>
  names.map((name) => ({ name, enabled: true }));
const disabled = (...names: PrivilegeName[]): AccountPrivilege[] =>
  names.map((name) => ({ name, enabled: false }));

const userAndSystem: readonly AccountAccess[] = [
  { kind: "allow", sid: "user", rights: ["GENERIC_ALL"] },
  { kind: "allow", sid: "LocalSystem", rights: ["GENERIC_ALL"] },
];

const serviceGroups: readonly AccountGroup[] = [
  everyone, users, { sid: "Service", attributes: mandatory }, authenticatedUsers,
  { sid: "ThisOrganization", attributes: mandatory }, { sid: "Local", attributes: mandatory },
];
const servicePrivileges: readonly AccountPrivilege[] = [
  ...enabled("SeChangeNotifyPrivilege", "SeCreateGlobalPrivilege", "SeImpersonatePrivilege"),
  ...disabled(
    "SeAssignPrimaryTokenPrivilege", "SeAuditPrivilege", "SeIncreaseQuotaPrivilege", "SeShutdownPrivilege", "SeUndockPrivilege",
    "SeIncreaseWorkingSetPrivilege", "SeTimeZonePrivilege",
  ),
];
const serviceSource = "facts 1.8 [MS-doc localservice-account, networkservice-account] privileges; groups and integrity [CK]; "
  + "the privileges of Users from Vista on: IncreaseWorkingSet, TimeZone [CK]; origin, owner, primary group, default DACL [INF]";

/** Facts 1.8: the accounts that exist without being declared. */
export const standardAccounts: readonly StandardAccount[] = [
  {
    name: "LocalSystem", user: "LocalSystem", authenticationId: 0x3e7, origin: 0, integrity: "System",
    elevation: "TokenElevationTypeDefault", primaryGroup: "LocalSystem", owner: "Administrators", tokenLevel: "SecurityAnonymous",
    groups: [
      { sid: "Administrators", attributes: ["SE_GROUP_OWNER", "SE_GROUP_ENABLED_BY_DEFAULT", "SE_GROUP_ENABLED"] },
      everyone, authenticatedUsers,
    ],
    privileges: [
      ...enabled(
        "SeAuditPrivilege", "SeChangeNotifyPrivilege", "SeCreateGlobalPrivilege", "SeCreatePagefilePrivilege",
        "SeCreatePermanentPrivilege", "SeDebugPrivilege", "SeImpersonatePrivilege", "SeIncreaseBasePriorityPrivilege",
        "SeLockMemoryPrivilege", "SeProfileSingleProcessPrivilege", "SeTcbPrivilege",
      ),
      ...disabled(
        "SeAssignPrimaryTokenPrivilege", "SeBackupPrivilege", "SeCreateTokenPrivilege", "SeIncreaseQuotaPrivilege",
        "SeLoadDriverPrivilege", "SeManageVolumePrivilege", "SeRestorePrivilege", "SeSecurityPrivilege", "SeShutdownPrivilege",
        "SeSystemEnvironmentPrivilege", "SeSystemtimePrivilege", "SeTakeOwnershipPrivilege", "SeUndockPrivilege",
      ),
    ],
    defaultDacl: [
      { kind: "allow", sid: "LocalSystem", rights: ["GENERIC_ALL"] },
      { kind: "allow", sid: "Administrators", rights: ["GENERIC_READ", "GENERIC_EXECUTE", "READ_CONTROL"] },
    ],
    source: "facts 1.8 [ReactOS token.c, acl.c] the boot token; [MS-doc localsystem-account] the 24 privileges (D18); "
      + "integrity and elevation [CK]; origin [INF]: nobody logged it on",
  },
  {
    name: "LocalService", user: "LocalService", authenticationId: 0x3e5, origin: 0x3e7, integrity: "System",
    elevation: "TokenElevationTypeDefault", primaryGroup: "user", owner: "user", tokenLevel: "SecurityImpersonation",
    groups: serviceGroups, defaultDacl: userAndSystem,
    privileges: [...servicePrivileges, { name: "SeSystemtimePrivilege", enabled: false, since: "vista" }],
    source: `${serviceSource}; Systemtime from Vista on [CK]`,
  },
  {
    name: "NetworkService", user: "NetworkService", authenticationId: 0x3e4, origin: 0x3e7, integrity: "System",
    elevation: "TokenElevationTypeDefault", primaryGroup: "user", owner: "user", tokenLevel: "SecurityImpersonation",
    groups: serviceGroups, privileges: servicePrivileges, defaultDacl: userAndSystem, source: serviceSource,
  },
  {
    name: "AnonymousLogon", user: "AnonymousLogon", authenticationId: 0x3e6, origin: 0, integrity: "Untrusted",
    elevation: "TokenElevationTypeDefault", primaryGroup: "AnonymousLogon", owner: "user", tokenLevel: "SecurityAnonymous",
    groups: [], privileges: [],
    defaultDacl: [
      { kind: "allow", sid: "Everyone", rights: ["GENERIC_ALL"] },
      { kind: "allow", sid: "AnonymousLogon", rights: ["GENERIC_ALL"] },
    ],
    source: "facts 1.8 [ReactOS token.c] variant B; integrity [Forshaw-mem]; owner and origin [INF]",
  },
];

/**
 * The groups of the anonymous token where the switch `everyoneIncludesAnonymous` is on. Facts 1.8 variant A
 * [ReactOS token.c]
 */
export const anonymousGroupsWithEveryone: readonly AccountGroup[] = [everyone];

/**
 * Groups that every declared account has, listed or not: whoever is logged on has them. [CK], which ones
 * [INF]
 */
export const impliedGroups: readonly AccountGroup[] = [everyone, authenticatedUsers];

/** The attributes of a group that a declaration lists without any. [CK] as LSA gives them */
export const declaredGroupAttributes: readonly string[] = mandatory;

/**
 * The attributes of Administrators where a declaration lists them without any. [CK]: it may own what members
 * create
 */
export const declaredAdministratorsAttributes: readonly string[] = administrators.attributes;

/**
 * The attributes of a group that a declaration lists as deny-only. Facts 1.3, 9.8 step 6; not mandatory any
 * more [INF]
 */
export const denyOnlyGroupAttributes: readonly string[] = ["SE_GROUP_USE_FOR_DENY_ONLY"];
/**
 * The attributes of a group that a declaration lists as disabled: it can be enabled, so it is not mandatory.
 * Facts 11.6 [INF]
 */
export const disabledGroupAttributes: readonly string[] = [];

const ordinaryPrivileges: readonly AccountPrivilege[] = [
  ...enabled("SeChangeNotifyPrivilege"),
  ...disabled("SeShutdownPrivilege", "SeUndockPrivilege", "SeIncreaseWorkingSetPrivilege", "SeTimeZonePrivilege"),
];
const administratorPrivileges: readonly AccountPrivilege[] = [
  ...enabled("SeChangeNotifyPrivilege", "SeImpersonatePrivilege", "SeCreateGlobalPrivilege"),
  ...disabled(
    "SeIncreaseQuotaPrivilege", "SeSecurityPrivilege", "SeTakeOwnershipPrivilege", "SeLoadDriverPrivilege",
    "SeSystemProfilePrivilege", "SeSystemtimePrivilege", "SeProfileSingleProcessPrivilege", "SeIncreaseBasePriorityPrivilege",
    "SeCreatePagefilePrivilege", "SeBackupPrivilege", "SeRestorePrivilege", "SeShutdownPrivilege", "SeDebugPrivilege",
    "SeSystemEnvironmentPrivilege", "SeRemoteShutdownPrivilege", "SeUndockPrivilege", "SeManageVolumePrivilege",
    "SeIncreaseWorkingSetPrivilege", "SeTimeZonePrivilege", "SeCreateSymbolicLinkPrivilege",
    "SeDelegateSessionUserImpersonatePrivilege",
  ),
];
const declared = {
  origin: 0x3e7, primaryGroup: "user", owner: "user", defaultDacl: userAndSystem, tokenLevel: "SecurityImpersonation",
} as const;
const declaredSource = "origin: interactive logon, facts 1.8, 5.2 notes [CK]; token level facts 1.1 [ReactOS lsasrv]; "
  + "owner, primary group and default DACL as facts A.1 test tokens [INF]; privileges [CK]; groups [INF]";

/**
 * What a declared account holds where its declaration is silent: `administrator` if it lists Administrators,
 * `filteredAdministrator` if it lists them as deny-only, else `standard`. `groups` hold when no group is
 * listed; the implied groups come on top.
 */
export const declaredAccounts: Record<"standard" | "administrator" | "filteredAdministrator", AccountDefaults> = {
  standard: {
    ...declared, groups: [users, interactive], privileges: ordinaryPrivileges, integrity: "Medium",
    elevation: "TokenElevationTypeDefault", source: declaredSource,
  },
  administrator: {
    ...declared, groups: [users, interactive, administrators], privileges: administratorPrivileges,
    integrity: "High",
    elevation: "TokenElevationTypeFull", source: `${declaredSource}; facts 1.8 interactive administrator, the full token [CK]`,
  },
  filteredAdministrator: {
    ...declared, privileges: ordinaryPrivileges, integrity: "Medium", elevation: "TokenElevationTypeLimited",
    groups: [users, interactive, { sid: "Administrators", attributes: denyOnlyGroupAttributes }],
    source: `${declaredSource}; facts 1.8 interactive administrator, the limited token [CK]`,
  },
};
