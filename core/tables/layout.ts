/**
 * The state block: every byte that a run of a scenario can change, as regions of equal records with named
 * fields.
 *
 * From this table come the accessors of the core, the initial image that the compiler writes, and the views
 * through which the host prints a state. Records are numbered from 1 where the number 0 must mean "none"
 * (threads, processes, tokens, objects); offsets are chosen so that fields are aligned and groups of flags
 * lie side by side. Unused bytes stay zero, or hashes would lie.
 *
 * How many records a program needs is planned by the compiler; the capacities here are the most that any
 * program may ask for.
 */

/**
 * Width of a field in bytes; `mask128` is two 64-bit words, one bit per security identifier of the program.
 */
export type FieldType = "u8" | "u16" | "u32" | "u64" | "mask128";

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly offset: number;
  readonly meaning: string;
  /** False for bookkeeping that no property can see; a write to such a field wakes no judgement. */
  readonly watched?: false;
}

export interface Region {
  readonly name: string;
  /** Bytes of one record; a power of two. */
  readonly size: number;
  /** Most records a program may plan, including the unused record 0 where `firstIndex` is 1. */
  readonly capacity: number;
  readonly firstIndex: 0 | 1;
  readonly meaning: string;
  readonly fields: readonly Field[];
}

const field = (name: string, type: FieldType, offset: number, meaning: string): Field =>
  ({ name, type, offset, meaning });
const inner = (name: string, type: FieldType, offset: number, meaning: string): Field => ({
  name, type, offset, meaning, watched: false,
});

export const regions = [
  {
    name: "header", size: 64, capacity: 1, firstIndex: 0, meaning: "what belongs to the run as a whole",
    fields: [
      inner("allocationCountdown", "u16", 0, "the n-th pool allocation from here fails; 0: none does; from 0x8000 on: as the fault of a record says"),
      field("bugCheck", "u8", 2, "code of the bug check that ended the run; 0: none"),
      inner("worldFull", "u8", 3, "1 + number of the region that ran out of records; 0: none did"),
      inner("atomicLane", "u8", 4, "1 + lane that does not yield; 0: any lane may run"),
      inner("atomicDepth", "u8", 5, "how many `atomic` blocks that lane is inside of"),
      field("event", "u8", 6, "event that this step raised (table of events); 0: none"),
      field("eventThread", "u8", 7, "thread of that event"),
      field("levelRaised", "u8", 8, "1: this step raised an impersonation level along a chain"),
      field("deputyThread", "u8", 9, "thread that acted in this step for somebody who could not have done it; 0: none"),
      inner("attackersStarted", "u8", 10, "bit per attacker whose baseline was taken"),
      field("actedFor", "u8", 12, "thread on whose behalf this step acted or was refused to; 0: none"),
      inner("lanesLive", "u8", 11, "bit per lane that is ready or waits"),
      inner("lanesWaiting", "u8", 13, "bit per lane that waits for its children"),
      inner("contextsLive", "u32", 16, "bit per client context in use"),
      inner("workItemsLive", "u16", 20, "bit per work item that is queued or runs"),
      inner("baselineCount", "u8", 22, "how many records of baselines are taken"),
      field("actedObject", "u8", 23, "object that this step acted on; 0: none"),
      inner("tokensLive", "u64", 24, "bit per token in use"),
      inner("handlesLive", "mask128", 32, "bit per handle in use"),
      field("actedAccess", "u32", 48, "rights that this step exercised on that object"),
      inner("sweepsArmed", "u32", 52, "bit per sweep that has begun and in which no allocation has failed yet"),
      inner("playPositions", "u64", 56, "byte per attacker: results that its calls have bound"),
    ],
  },
  {
    name: "lane", size: 16, capacity: 8, firstIndex: 0, meaning: "one strand of control: a thread's lines, a work item, or a hostile party at play",
    fields: [
      inner("programCounter", "u16", 0, "next record"),
      inner("thread", "u8", 2, "thread that runs it; 0: the lines name their actors, or an attacker plays"),
      inner("parent", "u8", 4, "1 + lane that waits for this one; 0: nobody does"),
      inner("attacker", "u8", 5, "1 + attacker at play; 0: none"),
      inner("playRemaining", "u8", 6, "calls the attacker may still make"),
      field("lastFailed", "u8", 7, "1: the last call of this lane failed or was skipped"),
      inner("workItem", "u8", 8, "work item that this lane runs; 0: none"),
      inner("entered", "u8", 10, "1: the entry into the work item has been noted"),
    ],
  },
  {
    name: "thread", size: 32, capacity: 32, firstIndex: 1, meaning: "ETHREAD as far as impersonation goes (facts 2.1)",
    fields: [
      inner("process", "u8", 0, "process that owns the thread"),
      field("token", "u8", 1, "impersonation token while `active`; a stale number otherwise is never read (facts 2.1, 4)"),
      field("level", "u8", 2, "SECURITY_IMPERSONATION_LEVEL of the impersonation"),
      field("active", "u8", 3, "1: impersonation is in force"),
      field("copyOnOpen", "u8", 4, "1: opening the token makes a copy that replaces it"),
      field("effectiveOnly", "u8", 5, "1: copies keep only what is enabled"),
      inner("blockPresent", "u8", 6, "1: the impersonation block is allocated (facts 2.1)"),
      field("frameDepth", "u8", 7, "open kernel-mode frames (driver entries)"),
      inner("systemThread", "u8", 8, "1: always in kernel mode"),
      inner("worker", "u8", 9, "1: thread of the pool that runs work items"),
      inner("savedActive", "u8", 10, "`active` at the entry into the outermost frame"),
      inner("savedToken", "u8", 11, "token at that entry"),
      inner("savedLevel", "u8", 12, "level at that entry"),
      inner("savedGeneration", "u8", 13, "generation of that token"),
      inner("workItem", "u8", 14, "work item that the thread runs; 0: none"),
      inner("laneOwner", "u8", 15, "1 + lane whose thread this is; 0: none"),
      inner("descriptor", "u32", 16, "security descriptor of the thread object"),
    ],
  },
  {
    name: "process", size: 32, capacity: 16, firstIndex: 1, meaning: "EPROCESS as far as impersonation goes (facts 2.3)",
    fields: [
      field("token", "u8", 0, "primary token"),
      inner("job", "u8", 1, "job; 0: none"),
      inner("terminal", "u16", 2, "terminal session"),
      inner("descriptor", "u32", 4, "security descriptor of the process object"),
    ],
  },
  {
    name: "job", size: 64, capacity: 8, firstIndex: 1,
    meaning: "EJOB as far as JOBOBJECT_SECURITY_LIMIT_INFORMATION goes (facts 6); its JobToken is judged when the program is compiled",
    fields: [
      inner("securityLimitFlags", "u8", 0, "bits of JOB_OBJECT_SECURITY_LIMIT"),
      inner("restrictedSidsGiven", "u8", 1, "1: there is a list of restricting SIDs"),
      inner("privilegesToDelete", "u64", 8, "bit per privilege LUID that the filter deletes"),
      inner("sidsToDisable", "mask128", 16, "SIDs that the filter makes deny-only"),
      inner("restrictedSids", "mask128", 32, "SIDs that the filter restricts to"),
    ],
  },
  {
    name: "token", size: 128, capacity: 64, firstIndex: 1, meaning: "TOKEN (facts 1.1); 63 at most, a bit each in `tokensLive`",
    fields: [
      field("type", "u8", 0, "TokenPrimary 1, TokenImpersonation 2"),
      field("level", "u8", 1, "SECURITY_IMPERSONATION_LEVEL stored in the object"),
      field("user", "u8", 2, "number of the user's SID in the program"),
      field("owner", "u8", 3, "default owner's SID"),
      field("primaryGroup", "u8", 4, "primary group's SID"),
      field("policy", "u8", 5, "mandatory policy: 1 NO_WRITE_UP, 2 NEW_PROCESS_MIN"),
      field("integrity", "u16", 6, "integrity level's RID; 0xFFFF: the version knows none"),
      field("userDenyOnly", "u8", 8, "1: the user's SID is for deny only"),
      field("restricted", "u8", 9, "1: restricting SIDs exist (IS_RESTRICTED)"),
      field("writeRestricted", "u8", 10, "1: restricting SIDs bind write access only"),
      field("elevation", "u8", 11, "TokenElevationTypeDefault 1, Full 2, Limited 3"),
      field("session", "u16", 12, "AuthenticationId: LUID of the logon session"),
      field("origin", "u16", 14, "originating logon session; 0: nobody's"),
      inner("tokenId", "u16", 16, "identity of the object: slot and generation, never counted up"),
      inner("parentId", "u16", 18, "ParentTokenId"),
      inner("references", "u8", 20, "holders: threads, processes, handles, contexts"),
      inner("generation", "u8", 21, "how often the slot was reused"),
      inner("inUse", "u8", 22, "1: primary token of a process"),
      inner("linked", "u8", 23, "linked token of a UAC pair; 0: none"),
      inner("flags", "u16", 24, "TokenFlags that no other field tells (0x08 admin at creation)"),
      inner("shape", "u8", 26, "constant attributes of its groups (table of shapes)"),
      inner("terminal", "u8", 27, "terminal session"),
      field("descriptor", "u32", 28, "security descriptor of the token object; 0: none"),
      field("privilegesPresent", "u64", 32, "bit per privilege LUID that is in the token"),
      field("privilegesEnabled", "u64", 40, "bit per privilege LUID that is enabled"),
      field("groups", "mask128", 48, "groups in the token (without the user)"),
      field("groupsEnabled", "mask128", 64, "groups that are enabled"),
      field("groupsDenyOnly", "mask128", 80, "groups for deny only"),
      field("restricting", "mask128", 96, "restricting SIDs"),
      inner("defaultAccessList", "u16", 112, "default DACL: number of an access list of the program"),
      field("package", "u8", 114, "AppContainer SID; 0: none"),
      inner("groupCount", "u8", 115, "entries dropped or kept by copies, user not counted; for systems that report counts"),
      field("sandboxInert", "u8", 116, "1: software restriction policies leave it alone (SANDBOX_INERT)"),
    ],
  },
  {
    name: "baseline", size: 128, capacity: 32, firstIndex: 0, meaning: "copies of tokens that an attacker could exercise at the start (design 2.5); read with the accessors of tokens: record k is token number `tokenCount + k`, which is why the region lies right behind the tokens; `linked` holds 1 + attacker, with the high bit in a record that is no identity but tells which rights to an object (byte 1) its handles had at the start (word at 4)",
    fields: [],
  },
  {
    name: "handle", size: 8, capacity: 128, firstIndex: 0, meaning: "an entry of a process's handle table",
    fields: [
      field("kind", "u8", 0, "what it names (table of handle kinds); 0: free"),
      field("object", "u8", 1, "number of that thread, process, token or object"),
      field("process", "u8", 2, "process that holds it; 0: a kernel handle"),
      inner("generation", "u8", 3, "how often the entry was reused"),
      field("access", "u32", 4, "granted access"),
    ],
  },
  {
    name: "context", size: 16, capacity: 32, firstIndex: 0,
    meaning: "SECURITY_CLIENT_CONTEXT (facts 7.2), SECURITY_SUBJECT_CONTEXT (8.1) or an impersonation that was set aside (4.5)",
    fields: [
      field("token", "u8", 0, "ClientToken, or the token that was set aside; 0: a subject context of a process, a state of nothing"),
      field("level", "u8", 1, "SecurityQos.ImpersonationLevel, or the thread's level"),
      field("tracking", "u8", 2, "SecurityQos.ContextTrackingMode: 0 static, 1 dynamic"),
      field("effectiveOnly", "u8", 3, "SecurityQos.EffectiveOnly, or the thread's"),
      field("directlyAccessClientToken", "u8", 4, "1: ClientToken is the client's own object"),
      field("directAccessEffectiveOnly", "u8", 5, "thread's or QoS's EffectiveOnly"),
      field("serverIsRemote", "u8", 6, "the parameter"),
      inner("generation", "u8", 7, "how often the record was reused"),
      inner("kind", "u8", 8, "what it is (table of context kinds)"),
      field("primaryToken", "u8", 9, "PrimaryToken of a subject context"),
      field("copyOnOpen", "u8", 10, "of a state that was set aside: the thread's CopyOnOpen"),
      inner("locks", "u8", 11, "of a subject context: how often its tokens are locked"),
    ],
  },
  {
    name: "workItem", size: 8, capacity: 16, firstIndex: 1, meaning: "a work item that was queued",
    fields: [
      inner("state", "u8", 0, "0 free, 1 queued, 2 runs, 3 done"),
      inner("thread", "u8", 1, "worker thread that runs it"),
      inner("programCounter", "u16", 2, "first record of its code"),
      inner("generation", "u8", 4, "kept 0"),
      inner("caller", "u8", 5, "thread that queued it"),
      inner("variable", "u8", 6, "variable that names it"),
    ],
  },
  {
    name: "object", size: 8, capacity: 32, firstIndex: 1, meaning: "a declared object",
    fields: [
      inner("type", "u8", 0, "type of the object (table of access rights)"),
      inner("pipe", "u8", 1, "number of the pipe that it is; 0: it is none"),
      field("descriptor", "u32", 4, "its security descriptor"),
    ],
  },
  {
    name: "variable", size: 8, capacity: 256, firstIndex: 0, meaning: "a named result of a call",
    fields: [
      field("value", "u32", 0, "slot of the thing, or the number itself"),
      field("kind", "u8", 4, "what it holds (table of variable kinds); 0: not bound"),
      inner("generation", "u8", 5, "generation of the thing when it was bound"),
    ],
  },
  {
    name: "pipe", size: 64, capacity: 9, firstIndex: 1,
    meaning: "the one instance of a named pipe (facts 12.1); queues have a byte per message, the oldest in the lowest",
    fields: [
      inner("state", "u8", 0, "table of pipe states; 0: there is no instance"),
      inner("serverProcess", "u8", 1, "process that has the server's end; 0: that end is closed"),
      inner("serverHandle", "u8", 2, "1 + handle of that end; 0: it was declared, or is closed"),
      inner("clientHandle", "u8", 3, "1 + handle of the client's end; 0: it was opened by name, or there is no client"),
      inner("context", "u8", 4, "1 + client context of whom the server can impersonate; 0: nobody"),
      inner("level", "u8", 5, "the client's SecurityQos.ImpersonationLevel"),
      inner("tracking", "u8", 6, "the client's SecurityQos.ContextTrackingMode: 0 static, 1 dynamic"),
      inner("effectiveOnly", "u8", 7, "the client's SecurityQos.EffectiveOnly"),
      inner("byteMode", "u8", 8, "1: a read takes all that is there; 0: one message"),
      inner("impersonationDisabled", "u8", 9, "1: one of the ends forbade it (FSCTL_PIPE_DISABLE_IMPERSONATE)"),
      inner("inboundCount", "u8", 10, "messages on their way to the server"),
      inner("outboundCount", "u8", 11, "messages on their way to the client"),
      inner("inboundContexts", "u64", 16, "1 + client context of each, as long as no read or peek has taken it; 0: none"),
      inner("inboundWriters", "u64", 24, "thread that wrote each"),
      inner("outboundWriters", "u64", 32, "thread that wrote each"),
    ],
  },
] as const satisfies readonly Region[];

export type RegionName = (typeof regions)[number]["name"];

/** Bytes of a field type. */
export const fieldBytes: Record<FieldType, number> = { u8: 1, u16: 2, u32: 4, u64: 8, mask128: 16 };
