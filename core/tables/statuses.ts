/**
 * The NTSTATUS values that the model answers with. It is the single list: what is not here cannot be demanded
 * in a scenario. Values are the unsigned 32-bit ones that Microsoft prints. Severity is told by the two top bits
 * of the value; STATUS_NOT_ALL_ASSIGNED is therefore a success, which is the trap it is known for.
 */

/** One NTSTATUS: name and value as Microsoft spells them, and where the model uses it. */
export interface Status {
  readonly name: string;
  /** Unsigned 32 bits. */
  readonly value: number;
  /** "success" means that NT_SUCCESS is true. */
  readonly severity: "success" | "error";
  readonly meaning: string;
  readonly source: string;
  /** Why no routine ever returns it, though the documentation promises it, with its source. */
  readonly unreachable?: string;
}

/** All of facts 0.4 and what pipes answer besides, in order of value. */
export const statuses = [
  { name: "STATUS_SUCCESS", value: 0x00000000, severity: "success", meaning: "The routine did what it was asked to do; an impersonation may still only identify.", source: "[Forshaw] facts 0.4, 0.5 rule 1" },
  { name: "STATUS_NOT_ALL_ASSIGNED", value: 0x00000106, severity: "success", meaning: "A listed privilege or group is not in the token; the others were adjusted.", source: "[Forshaw] facts 0.4, 11.6" },
  { name: "STATUS_UNSUCCESSFUL", value: 0xc0000001, severity: "error", meaning: "The thread's process has no primary token.", source: "[Forshaw] facts 0.4, 4.1",
    unreachable: "a live process always has a primary token (facts 4.1 step 2)" },
  { name: "STATUS_INVALID_INFO_CLASS", value: 0xc0000003, severity: "error", meaning: "The information class is unknown, read-only, or has no meaning for this token.", source: "[Forshaw] facts 0.4, 11.7, 11.8" },
  { name: "STATUS_INFO_LENGTH_MISMATCH", value: 0xc0000004, severity: "error", meaning: "The buffer does not have the size of the information class.", source: "[Forshaw] facts 0.4, 11.3, 11.7" },
  { name: "STATUS_ACCESS_VIOLATION", value: 0xc0000005, severity: "error", meaning: "A pointer of the caller could not be read or written.", source: "[Forshaw] facts 0.4, 11.3, 11.5" },
  { name: "STATUS_INVALID_HANDLE", value: 0xc0000008, severity: "error", meaning: "The handle names nothing.", source: "[Forshaw] facts 0.4, 4.4" },
  { name: "STATUS_INVALID_CID", value: 0xc000000b, severity: "error", meaning: "The client identifier of the message names no thread.", source: "[Forshaw] facts 0.4, 12.2" },
  { name: "STATUS_INVALID_PARAMETER", value: 0xc000000d, severity: "error", meaning: "An argument is outside its range.", source: "[Forshaw] facts 0.4, 7.3, 11.5, 9.8" },
  { name: "STATUS_NO_MEMORY", value: 0xc0000017, severity: "error", meaning: "The thread's impersonation block could not be allocated.", source: "[Forshaw] facts 0.4, 4.1, D1" },
  { name: "STATUS_ACCESS_DENIED", value: 0xc0000022, severity: "error", meaning: "The access check, a handle's granted access or a job limit said no.", source: "[Forshaw] facts 0.4, 0.5 rule 3, 13" },
  { name: "STATUS_BUFFER_TOO_SMALL", value: 0xc0000023, severity: "error", meaning: "The caller's buffer is smaller than the answer.", source: "[Forshaw] facts 0.4, 11.6, 11.8, 11.12" },
  { name: "STATUS_OBJECT_TYPE_MISMATCH", value: 0xc0000024, severity: "error", meaning: "The handle names an object of another type.", source: "[Forshaw] facts 0.4, 4.4, 11.1" },
  { name: "STATUS_OBJECT_NAME_NOT_FOUND", value: 0xc0000034, severity: "error", meaning: "Nobody has created an object of this name.", source: "[MS-doc MS-ERREF] [ReactOS npfs/create.c]" },
  { name: "STATUS_PORT_DISCONNECTED", value: 0xc0000037, severity: "error", meaning: "The connected port is gone.", source: "[Forshaw] facts 0.4, 12.2" },
  { name: "STATUS_INVALID_PORT_HANDLE", value: 0xc0000042, severity: "error", meaning: "The port is no server communication port.", source: "[Forshaw] facts 0.4, 12.2" },
  { name: "STATUS_THREAD_IS_TERMINATING", value: 0xc000004b, severity: "error", meaning: "The thread has begun to exit.", source: "[Forshaw] facts 0.4" },
  { name: "STATUS_INVALID_OWNER", value: 0xc000005a, severity: "error", meaning: "The SID may not be the token's default owner.", source: "[Forshaw] facts 0.4, 11.7" },
  { name: "STATUS_INVALID_PRIMARY_GROUP", value: 0xc000005b, severity: "error", meaning: "The SID is not in the token, so it cannot be its primary group.", source: "[Forshaw] facts 0.4, 11.7" },
  { name: "STATUS_NO_IMPERSONATION_TOKEN", value: 0xc000005c, severity: "error", meaning: "An impersonation token is needed, and this one is primary.", source: "[Forshaw] facts 0.4, 11.12" },
  { name: "STATUS_CANT_DISABLE_MANDATORY", value: 0xc000005d, severity: "error", meaning: "A mandatory group cannot be disabled.", source: "[Forshaw] facts 0.4, 11.6" },
  { name: "STATUS_NO_SUCH_LOGON_SESSION", value: 0xc000005f, severity: "error", meaning: "The token's logon session is gone, so the token cannot be copied.", source: "[Forshaw] facts 0.4, 9.7",
    unreachable: "no logon session of the model ends while its tokens live (facts 9.7)" },
  { name: "STATUS_NO_SUCH_PRIVILEGE", value: 0xc0000060, severity: "error", meaning: "There is no such privilege.", source: "[Forshaw] facts 0.4" },
  { name: "STATUS_PRIVILEGE_NOT_HELD", value: 0xc0000061, severity: "error", meaning: "The effective token does not hold the privilege enabled.", source: "[Forshaw] facts 0.4, 10.3, 11.7, 13.2" },
  { name: "STATUS_INVALID_SID", value: 0xc0000078, severity: "error", meaning: "The SID is malformed.", source: "[Forshaw] facts 0.4" },
  { name: "STATUS_INVALID_SECURITY_DESCR", value: 0xc0000079, severity: "error", meaning: "The security descriptor has no owner or no group.", source: "[Forshaw] facts 0.4, 11.12" },
  { name: "STATUS_NO_TOKEN", value: 0xc000007c, severity: "error", meaning: "The thread is not impersonating.", source: "[Forshaw] facts 0.4, 11.1 step 4" },
  { name: "STATUS_ALLOTTED_SPACE_EXCEEDED", value: 0xc0000099, severity: "error", meaning: "The token's reserved space is too small for the new default DACL or primary group.", source: "[Forshaw] facts 0.4, 11.7" },
  { name: "STATUS_INSUFFICIENT_RESOURCES", value: 0xc000009a, severity: "error", meaning: "A token copy or another pool block could not be allocated.", source: "[Forshaw] facts 0.4, 4.1, 9.7, D1" },
  { name: "STATUS_BAD_IMPERSONATION_LEVEL", value: 0xc00000a5, severity: "error", meaning: "The level of the thread or of the token is too low for what was asked.", source: "[Forshaw] facts 0.4, 7.3, 11.5, 13.1" },
  { name: "STATUS_CANT_OPEN_ANONYMOUS", value: 0xc00000a6, severity: "error", meaning: "The thread impersonates at SecurityAnonymous, so its token cannot be opened.", source: "[Forshaw] facts 0.4, 11.1 step 5" },
  { name: "STATUS_BAD_TOKEN_TYPE", value: 0xc00000a8, severity: "error", meaning: "The token is primary where an impersonation token is needed, or the reverse.", source: "[Forshaw] facts 0.4, 4.4, 10.4" },
  { name: "STATUS_INSTANCE_NOT_AVAILABLE", value: 0xc00000ab, severity: "error", meaning: "The pipe has as many instances as it may have.", source: "[MS-doc MS-ERREF] [ReactOS npfs/create.c]" },
  { name: "STATUS_PIPE_NOT_AVAILABLE", value: 0xc00000ac, severity: "error", meaning: "No instance of the pipe listens.", source: "[MS-doc MS-ERREF] [ReactOS npfs/create.c]" },
  { name: "STATUS_INVALID_PIPE_STATE", value: 0xc00000ad, severity: "error", meaning: "The pipe is not in a state in which this can be done.", source: "[Forshaw] facts 0.4" },
  { name: "STATUS_ILLEGAL_FUNCTION", value: 0xc00000af, severity: "error", meaning: "Only the server end of a pipe can do that.", source: "[Forshaw] facts 0.4, 12.1" },
  { name: "STATUS_PIPE_DISCONNECTED", value: 0xc00000b0, severity: "error", meaning: "The server has dropped its client.", source: "[MS-doc MS-ERREF] [ReactOS npfs]" },
  { name: "STATUS_PIPE_CLOSING", value: 0xc00000b1, severity: "error", meaning: "The other end of the pipe is closed.", source: "[MS-doc MS-ERREF] [ReactOS npfs]" },
  { name: "STATUS_PIPE_CONNECTED", value: 0xc00000b2, severity: "error", meaning: "The pipe has a client already.", source: "[MS-doc MS-ERREF, nf-namedpipeapi-connectnamedpipe] [ReactOS npfs]" },
  { name: "STATUS_PIPE_LISTENING", value: 0xc00000b3, severity: "error", meaning: "No client has connected yet.", source: "[MS-doc MS-ERREF, nf-namedpipeapi-connectnamedpipe] [ReactOS npfs]" },
  { name: "STATUS_NOT_SUPPORTED", value: 0xc00000bb, severity: "error", meaning: "The version does not know the request; or the process has already run, so its primary token is frozen (Vista and later).", source: "[Forshaw] facts 0.4, 10.3" },
  { name: "STATUS_PIPE_EMPTY", value: 0xc00000d9, severity: "error", meaning: "There is nothing to read; one that waits would wait.", source: "[MS-doc MS-ERREF] [ReactOS npfs/read.c]" },
  { name: "STATUS_GENERIC_NOT_MAPPED", value: 0xc00000e6, severity: "error", meaning: "NtAccessCheck was asked for generic rights.", source: "[Forshaw] facts 0.4, 11.12" },
  { name: "STATUS_PROCESS_IS_TERMINATING", value: 0xc000010a, severity: "error", meaning: "The process has begun to exit.", source: "[Forshaw] facts 0.4" },
  { name: "STATUS_CANNOT_IMPERSONATE", value: 0xc000010d, severity: "error", meaning: "Nothing has been read from the pipe yet, so there is nobody to impersonate.", source: "[Forshaw] facts 0.4, 12.1" },
  { name: "STATUS_TOKEN_ALREADY_IN_USE", value: 0xc000012b, severity: "error", meaning: "The primary token is the token of another process.", source: "[Forshaw] facts 0.4, 10.4" },
  { name: "STATUS_PIPE_BROKEN", value: 0xc000014b, severity: "error", meaning: "The other end is closed, and all that it wrote was read.", source: "[MS-doc MS-ERREF] [ReactOS npfs]" },
  { name: "STATUS_REPLY_MESSAGE_MISMATCH", value: 0xc000021f, severity: "error", meaning: "The client thread does not wait for exactly this message.", source: "[Forshaw] facts 0.4, 12.2" },
  { name: "STATUS_CANT_ENABLE_DENY_ONLY", value: 0xc00002b3, severity: "error", meaning: "A deny-only group cannot be enabled.", source: "[Forshaw] facts 0.4, 11.6" },
  { name: "STATUS_INVALID_LABEL", value: 0xc0000446, severity: "error", meaning: "The SID is no integrity level.", source: "[Forshaw] facts 0.4, 11.7" },
] as const satisfies readonly Status[];

/** The name of an NTSTATUS of the table. */
export type StatusName = (typeof statuses)[number]["name"];
