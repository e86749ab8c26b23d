/**
 * Security identifiers that mean the same on every machine, and the integrity levels. Names are one word
 * each, so that scenarios can write them; `sddl` is Microsoft's two-letter alias. SIDs that depend on a
 * domain, a logon or a service (S-1-5-21-…, S-1-5-5-…, S-1-5-80-…) have no row: scenarios write them out.
 */

/** One well-known SID. */
export interface WellKnownSid {
  /** The word for it in scenarios. */
  readonly name: string;
  readonly sid: string;
  /** The alias in security descriptor strings. */
  readonly sddl?: string;
  readonly meaning: string;
  readonly source: string;
}

/** One integrity level: a SID S-1-16-RID, ordered by RID. */
export interface IntegrityLevel {
  readonly name: string;
  readonly rid: number;
  readonly sid: string;
  readonly sddl?: string;
  readonly source: string;
}

const documented = "[MS-doc well-known-sids] facts 1.7";
const packages = "[CK] facts 1.7";
const aliased = "[MS-doc sid-strings]";

/** Facts 1.7, then the further aliases of security descriptor strings that do not depend on a domain. */
export const wellKnownSids = [
  { name: "Null", sid: "S-1-0-0", meaning: "Nobody.", source: documented },
  { name: "Everyone", sid: "S-1-1-0", sddl: "WD", meaning: "Everybody; anonymous only if configured so.", source: documented },
  { name: "Local", sid: "S-1-2-0", meaning: "Who is logged on at this machine.", source: documented },
  { name: "ConsoleLogon", sid: "S-1-2-1", meaning: "Who is logged on at the console.", source: documented },
  { name: "CreatorOwner", sid: "S-1-3-0", sddl: "CO", meaning: "Stands for the creator when inherited; matches no token.", source: documented },
  { name: "CreatorGroup", sid: "S-1-3-1", sddl: "CG", meaning: "Stands for the creator's group when inherited; matches no token.", source: documented },
  { name: "OwnerRights", sid: "S-1-3-4", sddl: "OW", meaning: "Speaks for the owner in place of READ_CONTROL and WRITE_DAC (Vista and later).", source: `${documented}, 13.3 D` },
  { name: "Network", sid: "S-1-5-2", sddl: "NU", meaning: "Logged on through the network.", source: documented },
  { name: "Batch", sid: "S-1-5-3", meaning: "Logged on as a batch job.", source: documented },
  { name: "Interactive", sid: "S-1-5-4", sddl: "IU", meaning: "Logged on interactively.", source: documented },
  { name: "Service", sid: "S-1-5-6", sddl: "SU", meaning: "Logged on as a service.", source: documented },
  { name: "AnonymousLogon", sid: "S-1-5-7", sddl: "AN", meaning: "Not authenticated.", source: documented },
  { name: "PrincipalSelf", sid: "S-1-5-10", sddl: "PS", meaning: "Stands for the object itself; matches no token by itself.", source: documented },
  { name: "AuthenticatedUsers", sid: "S-1-5-11", sddl: "AU", meaning: "Everybody who proved who he is.", source: documented },
  { name: "RestrictedCode", sid: "S-1-5-12", sddl: "RC", meaning: "Used as a restricting SID.", source: documented },
  { name: "ThisOrganization", sid: "S-1-5-15", meaning: "Users of the same organization.", source: documented },
  { name: "LocalSystem", sid: "S-1-5-18", sddl: "SY", meaning: "The operating system.", source: documented },
  { name: "LocalService", sid: "S-1-5-19", sddl: "LS", meaning: "A service account that is anonymous on the network.", source: documented },
  { name: "NetworkService", sid: "S-1-5-20", sddl: "NS", meaning: "A service account that is the machine on the network.", source: documented },
  { name: "Administrators", sid: "S-1-5-32-544", sddl: "BA", meaning: "Local administrators.", source: documented },
  { name: "Users", sid: "S-1-5-32-545", sddl: "BU", meaning: "Local users.", source: documented },
  { name: "Guests", sid: "S-1-5-32-546", sddl: "BG", meaning: "Local guests.", source: documented },
  { name: "WriteRestricted", sid: "S-1-5-33", sddl: "WR", meaning: "Restricting SID of write-restricted services.", source: documented },
  { name: "AllApplicationPackages", sid: "S-1-15-2-1", sddl: "AC", meaning: "Every AppContainer.", source: packages },
  { name: "AllRestrictedApplicationPackages", sid: "S-1-15-2-2", meaning: "Every AppContainer, the less privileged too.", source: packages },

  { name: "Dialup", sid: "S-1-5-1", meaning: "Logged on through a modem.", source: "[MS-doc well-known-sids]" },
  { name: "EnterpriseDomainControllers", sid: "S-1-5-9", sddl: "ED", meaning: "Domain controllers of the forest.", source: aliased },
  { name: "TerminalServerUser", sid: "S-1-5-13", meaning: "Logged on to a terminal server.", source: "[MS-doc well-known-sids]" },
  { name: "RemoteInteractiveLogon", sid: "S-1-5-14", meaning: "Logged on through remote desktop.", source: "[MS-doc well-known-sids]" },
  { name: "PowerUsers", sid: "S-1-5-32-547", sddl: "PU", meaning: "Power users.", source: aliased },
  { name: "AccountOperators", sid: "S-1-5-32-548", sddl: "AO", meaning: "Account operators.", source: aliased },
  { name: "ServerOperators", sid: "S-1-5-32-549", sddl: "SO", meaning: "Server operators.", source: aliased },
  { name: "PrintOperators", sid: "S-1-5-32-550", sddl: "PO", meaning: "Print operators.", source: aliased },
  { name: "BackupOperators", sid: "S-1-5-32-551", sddl: "BO", meaning: "Backup operators.", source: aliased },
  { name: "Replicator", sid: "S-1-5-32-552", sddl: "RE", meaning: "File replication.", source: aliased },
  { name: "PreWindows2000CompatibleAccess", sid: "S-1-5-32-554", sddl: "RU", meaning: "Compatibility with Windows NT 4.", source: aliased },
  { name: "RemoteDesktopUsers", sid: "S-1-5-32-555", sddl: "RD", meaning: "May log on through remote desktop.", source: aliased },
  { name: "NetworkConfigurationOperators", sid: "S-1-5-32-556", sddl: "NO", meaning: "May configure the network.", source: aliased },
  { name: "PerformanceMonitorUsers", sid: "S-1-5-32-558", sddl: "MU", meaning: "May read performance counters.", source: aliased },
  { name: "PerformanceLogUsers", sid: "S-1-5-32-559", sddl: "LU", meaning: "May log performance counters.", source: aliased },
  { name: "IisUsers", sid: "S-1-5-32-568", sddl: "IS", meaning: "Worker processes of the web server.", source: aliased },
  { name: "CryptographicOperators", sid: "S-1-5-32-569", sddl: "CY", meaning: "Cryptographic operators.", source: aliased },
  { name: "EventLogReaders", sid: "S-1-5-32-573", sddl: "ER", meaning: "May read event logs.", source: aliased },
  { name: "CertificateServiceDcomAccess", sid: "S-1-5-32-574", sddl: "CD", meaning: "May call certificate services.", source: aliased },
  { name: "RdsRemoteAccessServers", sid: "S-1-5-32-575", sddl: "RA", meaning: "Remote desktop: remote access.", source: aliased },
  { name: "RdsEndpointServers", sid: "S-1-5-32-576", sddl: "ES", meaning: "Remote desktop: endpoints.", source: aliased },
  { name: "RdsManagementServers", sid: "S-1-5-32-577", sddl: "MS", meaning: "Remote desktop: management.", source: aliased },
  { name: "HyperVAdministrators", sid: "S-1-5-32-578", sddl: "HA", meaning: "Hyper-V administrators.", source: aliased },
  { name: "AccessControlAssistanceOperators", sid: "S-1-5-32-579", sddl: "AA", meaning: "May query access remotely.", source: aliased },
  { name: "RemoteManagementUsers", sid: "S-1-5-32-580", sddl: "RM", meaning: "May manage remotely.", source: aliased },
  { name: "UserModeDrivers", sid: "S-1-5-84-0-0-0-0-0", sddl: "UD", meaning: "Drivers that run in user mode.", source: aliased },
  { name: "AuthenticationAuthorityAssertedIdentity", sid: "S-1-18-1", sddl: "AS",
    meaning: "The client proved possession of credentials.", source: aliased },
  { name: "ServiceAssertedIdentity", sid: "S-1-18-2", sddl: "SS", meaning: "A service vouches for the client.", source: aliased },
] as const satisfies readonly WellKnownSid[];

const integrity = "[Forshaw NtTokenNative.cs] facts 1.7; alias [MS-doc sid-strings]";

/** Integrity levels in rising order (Vista and later). */
export const integrityLevels = [
  { name: "Untrusted", rid: 0x0000, sid: "S-1-16-0", source: integrity },
  { name: "Low", rid: 0x1000, sid: "S-1-16-4096", sddl: "LW", source: integrity },
  { name: "Medium", rid: 0x2000, sid: "S-1-16-8192", sddl: "ME", source: integrity },
  { name: "MediumPlus", rid: 0x2100, sid: "S-1-16-8448", sddl: "MP", source: integrity },
  { name: "High", rid: 0x3000, sid: "S-1-16-12288", sddl: "HI", source: integrity },
  { name: "System", rid: 0x4000, sid: "S-1-16-16384", sddl: "SI", source: integrity },
  { name: "Protected", rid: 0x5000, sid: "S-1-16-20480", source: integrity },
] as const satisfies readonly IntegrityLevel[];

/** The word of a well-known SID. */
export type SidName = (typeof wellKnownSids)[number]["name"];
/** The word of an integrity level. */
export type IntegrityName = (typeof integrityLevels)[number]["name"];
