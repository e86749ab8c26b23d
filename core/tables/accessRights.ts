/**
 * Access rights by Microsoft's names, per type of object: what a mask in a scenario may say, what GENERIC_*
 * turns into, and the short list of masks that an attacker's requests are drawn from.
 *
 * Drawn masks are few on purpose: a campaign tries them all in many states. Each list has what robbing needs,
 * what a harmless client asks, everything, and MAXIMUM_ALLOWED, because it takes another way through the
 * access check.
 */

/** One right, or a named combination of rights. */
export interface AccessRight {
  readonly name: string;
  /** Unsigned 32 bits. */
  readonly value: number;
  readonly meaning: string;
}

/** What the generic rights stand for on one type of object. */
export interface GenericMapping {
  readonly read: number;
  readonly write: number;
  readonly execute: number;
  readonly all: number;
}

/** The rights of one type of object. */
export interface ObjectRights {
  readonly type: string;
  readonly rights: readonly AccessRight[];
  readonly genericMapping: GenericMapping;
  /** The mapping where the switch `limitedQueryRights` is off (before Vista); absent: the same. */
  readonly olderGenericMapping?: GenericMapping;
  /**
   * Masks that requests are drawn from, each a list of names of this type, or of standard and generic rights.
   */
  readonly drawn: readonly (readonly string[])[];
  readonly source: string;
}

/** Rights that every type of object knows. [CK winnt.h] facts 16.6 */
export const standardRights = [
  { name: "DELETE", value: 0x00010000, meaning: "Delete the object." },
  { name: "READ_CONTROL", value: 0x00020000, meaning: "Read the security descriptor; an owner has it." },
  { name: "WRITE_DAC", value: 0x00040000, meaning: "Change the access list; an owner has it." },
  { name: "WRITE_OWNER", value: 0x00080000, meaning: "Change the owner; SeTakeOwnershipPrivilege gives it." },
  { name: "SYNCHRONIZE", value: 0x00100000, meaning: "Wait for the object." },
  { name: "STANDARD_RIGHTS_REQUIRED", value: 0x000f0000, meaning: "The four standard rights but SYNCHRONIZE." },
  { name: "STANDARD_RIGHTS_READ", value: 0x00020000, meaning: "READ_CONTROL." },
  { name: "STANDARD_RIGHTS_WRITE", value: 0x00020000, meaning: "READ_CONTROL." },
  { name: "STANDARD_RIGHTS_EXECUTE", value: 0x00020000, meaning: "READ_CONTROL." },
  { name: "STANDARD_RIGHTS_ALL", value: 0x001f0000, meaning: "All standard rights." },
  { name: "SPECIFIC_RIGHTS_ALL", value: 0x0000ffff, meaning: "All rights that belong to a type." },
  { name: "ACCESS_SYSTEM_SECURITY", value: 0x01000000, meaning: "The audit list; only SeSecurityPrivilege gives it, and only if asked explicitly." },
] as const satisfies readonly AccessRight[];

/** Rights that are asked for and turned into others before they are granted. [CK winnt.h] facts 16.6 */
export const genericRights = [
  { name: "MAXIMUM_ALLOWED", value: 0x02000000, meaning: "All that the caller may have." },
  { name: "GENERIC_ALL", value: 0x10000000, meaning: "Everything that the type maps it to." },
  { name: "GENERIC_EXECUTE", value: 0x20000000, meaning: "What the type maps execution to." },
  { name: "GENERIC_WRITE", value: 0x40000000, meaning: "What the type maps writing to." },
  { name: "GENERIC_READ", value: 0x80000000, meaning: "What the type maps reading to." },
] as const satisfies readonly AccessRight[];

/** The types of objects whose rights a scenario can name. */
export const accessRights = [
  {
    type: "token",
    source: "[Forshaw NtTokenNative.cs] [MS-doc access-rights-for-access-token-objects] facts 16.6; execute as in newer headers (D19)",
    rights: [
      { name: "TOKEN_ASSIGN_PRIMARY", value: 0x0001, meaning: "Make it the token of a process." },
      { name: "TOKEN_DUPLICATE", value: 0x0002, meaning: "Duplicate or filter it." },
      { name: "TOKEN_IMPERSONATE", value: 0x0004, meaning: "Put it on a thread." },
      { name: "TOKEN_QUERY", value: 0x0008, meaning: "Read it, and check access with it." },
      { name: "TOKEN_QUERY_SOURCE", value: 0x0010, meaning: "Read its source." },
      { name: "TOKEN_ADJUST_PRIVILEGES", value: 0x0020, meaning: "Enable, disable and remove privileges." },
      { name: "TOKEN_ADJUST_GROUPS", value: 0x0040, meaning: "Enable and disable groups." },
      { name: "TOKEN_ADJUST_DEFAULT", value: 0x0080, meaning: "Set owner, primary group, default DACL, integrity." },
      { name: "TOKEN_ADJUST_SESSIONID", value: 0x0100, meaning: "Set the terminal session." },
      { name: "TOKEN_READ", value: 0x20008, meaning: "STANDARD_RIGHTS_READ and TOKEN_QUERY." },
      { name: "TOKEN_WRITE", value: 0x200e0, meaning: "STANDARD_RIGHTS_WRITE and the three adjustments." },
      { name: "TOKEN_EXECUTE", value: 0x20004, meaning: "STANDARD_RIGHTS_EXECUTE and TOKEN_IMPERSONATE (D19)." },
      { name: "TOKEN_ALL_ACCESS", value: 0xf01ff, meaning: "Everything; tokens have no SYNCHRONIZE." },
    ],
    genericMapping: { read: 0x20008, write: 0x200e0, execute: 0x20004, all: 0xf01ff },
    drawn: [
      ["TOKEN_QUERY"], ["TOKEN_DUPLICATE"], ["TOKEN_IMPERSONATE"], ["TOKEN_QUERY", "TOKEN_DUPLICATE"],
      ["TOKEN_DUPLICATE", "TOKEN_IMPERSONATE"], ["TOKEN_ADJUST_PRIVILEGES"], ["TOKEN_ALL_ACCESS"], ["MAXIMUM_ALLOWED"],
    ],
  },
  {
    type: "thread",
    source: "[MS-doc thread-security-and-access-rights] facts 16.6; mappings from the published tests of generic rights [Wine-test: threads]; "
      + "Windows 8 adds THREAD_RESUME to reading, which nothing in the model tells apart",
    rights: [
      { name: "THREAD_TERMINATE", value: 0x0001, meaning: "End it." },
      { name: "THREAD_SUSPEND_RESUME", value: 0x0002, meaning: "Suspend and resume it." },
      { name: "THREAD_ALERT", value: 0x0004, meaning: "Alert it." },
      { name: "THREAD_GET_CONTEXT", value: 0x0008, meaning: "Read its registers." },
      { name: "THREAD_SET_CONTEXT", value: 0x0010, meaning: "Write its registers." },
      { name: "THREAD_SET_INFORMATION", value: 0x0020, meaning: "Change it." },
      { name: "THREAD_QUERY_INFORMATION", value: 0x0040, meaning: "Query it, and open its token." },
      { name: "THREAD_SET_THREAD_TOKEN", value: 0x0080, meaning: "Set its impersonation token." },
      { name: "THREAD_IMPERSONATE", value: 0x0100, meaning: "Let another thread impersonate it." },
      { name: "THREAD_DIRECT_IMPERSONATION", value: 0x0200, meaning: "Let it impersonate a client." },
      { name: "THREAD_SET_LIMITED_INFORMATION", value: 0x0400, meaning: "Change a little of it (Vista and later)." },
      { name: "THREAD_QUERY_LIMITED_INFORMATION", value: 0x0800, meaning: "Query a little of it (Vista and later)." },
      { name: "THREAD_ALL_ACCESS", value: 0x1fffff, meaning: "Everything, as in headers from Vista on; older ones say 0x1F03FF." },
    ],
    genericMapping: { read: 0x20848, write: 0x20437, execute: 0x120800, all: 0x1fffff },
    olderGenericMapping: { read: 0x20048, write: 0x20037, execute: 0x120000, all: 0x1f03ff },
    drawn: [
      ["THREAD_QUERY_INFORMATION"], ["THREAD_QUERY_LIMITED_INFORMATION"], ["THREAD_SET_THREAD_TOKEN"], ["THREAD_IMPERSONATE"],
      ["THREAD_DIRECT_IMPERSONATION"], ["THREAD_IMPERSONATE", "THREAD_DIRECT_IMPERSONATION"], ["THREAD_ALL_ACCESS"], ["MAXIMUM_ALLOWED"],
    ],
  },
  {
    type: "process",
    source: "[MS-doc process-security-and-access-rights] [CK winnt.h] facts 16.6; mappings [CK]",
    rights: [
      { name: "PROCESS_TERMINATE", value: 0x0001, meaning: "End it." },
      { name: "PROCESS_CREATE_THREAD", value: 0x0002, meaning: "Start threads in it." },
      { name: "PROCESS_SET_SESSIONID", value: 0x0004, meaning: "Set its terminal session." },
      { name: "PROCESS_VM_OPERATION", value: 0x0008, meaning: "Change its address space." },
      { name: "PROCESS_VM_READ", value: 0x0010, meaning: "Read its memory." },
      { name: "PROCESS_VM_WRITE", value: 0x0020, meaning: "Write its memory." },
      { name: "PROCESS_DUP_HANDLE", value: 0x0040, meaning: "Duplicate its handles." },
      { name: "PROCESS_CREATE_PROCESS", value: 0x0080, meaning: "Make it a parent." },
      { name: "PROCESS_SET_QUOTA", value: 0x0100, meaning: "Set its quotas." },
      { name: "PROCESS_SET_INFORMATION", value: 0x0200, meaning: "Change it, its primary token too." },
      { name: "PROCESS_QUERY_INFORMATION", value: 0x0400, meaning: "Query it, and open its token." },
      { name: "PROCESS_SUSPEND_RESUME", value: 0x0800, meaning: "Suspend and resume it." },
      { name: "PROCESS_QUERY_LIMITED_INFORMATION", value: 0x1000, meaning: "Query a little of it (Vista and later)." },
      { name: "PROCESS_ALL_ACCESS", value: 0x1fffff, meaning: "Everything, as in headers from Vista on; older ones say 0x1F0FFF." },
    ],
    genericMapping: { read: 0x21410, write: 0x20bea, execute: 0x121001, all: 0x1fffff },
    olderGenericMapping: { read: 0x20410, write: 0x20beb, execute: 0x120000, all: 0x1f0fff },
    drawn: [
      ["PROCESS_QUERY_INFORMATION"], ["PROCESS_QUERY_LIMITED_INFORMATION"], ["PROCESS_SET_INFORMATION"], ["PROCESS_DUP_HANDLE"],
      ["PROCESS_CREATE_PROCESS"], ["PROCESS_ALL_ACCESS"], ["MAXIMUM_ALLOWED"],
    ],
  },
  {
    type: "file",
    source: "[MS-doc file-access-rights-constants] [CK winnt.h]; pipes are files",
    rights: [
      { name: "FILE_READ_DATA", value: 0x0001, meaning: "Read the data." },
      { name: "FILE_LIST_DIRECTORY", value: 0x0001, meaning: "List the directory." },
      { name: "FILE_WRITE_DATA", value: 0x0002, meaning: "Write the data." },
      { name: "FILE_ADD_FILE", value: 0x0002, meaning: "Create a file in the directory." },
      { name: "FILE_APPEND_DATA", value: 0x0004, meaning: "Append to the data." },
      { name: "FILE_CREATE_PIPE_INSTANCE", value: 0x0004, meaning: "Create an instance of the pipe." },
      { name: "FILE_READ_EA", value: 0x0008, meaning: "Read extended attributes." },
      { name: "FILE_WRITE_EA", value: 0x0010, meaning: "Write extended attributes." },
      { name: "FILE_EXECUTE", value: 0x0020, meaning: "Execute the file." },
      { name: "FILE_TRAVERSE", value: 0x0020, meaning: "Pass through the directory." },
      { name: "FILE_DELETE_CHILD", value: 0x0040, meaning: "Delete what the directory holds." },
      { name: "FILE_READ_ATTRIBUTES", value: 0x0080, meaning: "Read attributes." },
      { name: "FILE_WRITE_ATTRIBUTES", value: 0x0100, meaning: "Write attributes." },
      { name: "FILE_GENERIC_READ", value: 0x120089, meaning: "What GENERIC_READ stands for." },
      { name: "FILE_GENERIC_WRITE", value: 0x120116, meaning: "What GENERIC_WRITE stands for." },
      { name: "FILE_GENERIC_EXECUTE", value: 0x1200a0, meaning: "What GENERIC_EXECUTE stands for." },
      { name: "FILE_ALL_ACCESS", value: 0x1f01ff, meaning: "Everything." },
    ],
    genericMapping: { read: 0x120089, write: 0x120116, execute: 0x1200a0, all: 0x1f01ff },
    drawn: [
      ["FILE_READ_DATA"], ["FILE_WRITE_DATA"], ["FILE_GENERIC_READ"], ["FILE_GENERIC_WRITE"], ["WRITE_DAC"], ["WRITE_OWNER"],
      ["FILE_ALL_ACCESS"], ["MAXIMUM_ALLOWED"],
    ],
  },
  {
    type: "key",
    source: "[MS-doc registry-key-security-and-access-rights] [CK winnt.h]",
    rights: [
      { name: "KEY_QUERY_VALUE", value: 0x0001, meaning: "Read values." },
      { name: "KEY_SET_VALUE", value: 0x0002, meaning: "Write values." },
      { name: "KEY_CREATE_SUB_KEY", value: 0x0004, meaning: "Create keys below it." },
      { name: "KEY_ENUMERATE_SUB_KEYS", value: 0x0008, meaning: "List keys below it." },
      { name: "KEY_NOTIFY", value: 0x0010, meaning: "Be told of changes." },
      { name: "KEY_CREATE_LINK", value: 0x0020, meaning: "Create a link." },
      { name: "KEY_READ", value: 0x20019, meaning: "What GENERIC_READ stands for." },
      { name: "KEY_WRITE", value: 0x20006, meaning: "What GENERIC_WRITE stands for." },
      { name: "KEY_EXECUTE", value: 0x20019, meaning: "What GENERIC_EXECUTE stands for; the same as KEY_READ." },
      { name: "KEY_ALL_ACCESS", value: 0xf003f, meaning: "Everything." },
    ],
    genericMapping: { read: 0x20019, write: 0x20006, execute: 0x20019, all: 0xf003f },
    drawn: [
      ["KEY_QUERY_VALUE"], ["KEY_SET_VALUE"], ["KEY_READ"], ["KEY_WRITE"], ["WRITE_DAC"], ["KEY_ALL_ACCESS"],
      ["MAXIMUM_ALLOWED"],
    ],
  },
  {
    type: "event",
    source: "[MS-doc synchronization-object-security-and-access-rights] [CK winnt.h]",
    rights: [
      { name: "EVENT_QUERY_STATE", value: 0x0001, meaning: "Read the state." },
      { name: "EVENT_MODIFY_STATE", value: 0x0002, meaning: "Set and reset it." },
      { name: "EVENT_ALL_ACCESS", value: 0x1f0003, meaning: "Everything." },
    ],
    genericMapping: { read: 0x20001, write: 0x20002, execute: 0x120000, all: 0x1f0003 },
    drawn: [["EVENT_QUERY_STATE"], ["EVENT_MODIFY_STATE"], ["SYNCHRONIZE"], ["WRITE_DAC"],
      ["EVENT_ALL_ACCESS"], ["MAXIMUM_ALLOWED"]],
  },
  {
    type: "port",
    source: "[CK] facts 12.2",
    rights: [
      { name: "PORT_CONNECT", value: 0x0001, meaning: "Connect to it." },
      { name: "PORT_ALL_ACCESS", value: 0x1f0001, meaning: "Everything." },
    ],
    genericMapping: { read: 0x20001, write: 0x10001, execute: 0x0, all: 0x1f0001 },
    drawn: [["PORT_CONNECT"], ["READ_CONTROL"], ["WRITE_DAC"], ["PORT_ALL_ACCESS"], ["MAXIMUM_ALLOWED"]],
  },
] as const satisfies readonly ObjectRights[];

/** The type of an object whose rights can be named. */
export type ObjectType = (typeof accessRights)[number]["type"];
