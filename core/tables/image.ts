/**
 * The program image: what the compiler hands to the core, one array of bytes.
 *
 * A head of 32-bit words (magic, format, total size; records per region of the state block; offset and count
 * per section), then the sections. Multi-byte numbers are little endian. `load` checks an image before
 * anything runs: what it accepts never traps.
 */
export const IMAGE_MAGIC = 0x53495547; // "GUIS"
export const IMAGE_FORMAT = 1;
export const IMAGE_BYTES_MAX = 1 << 21;

export interface Section {
  readonly name: string;
  /** Bytes of one element. */
  readonly size: number;
  readonly countMax: number;
  readonly meaning: string;
  readonly fields?: readonly {
    readonly name: string;
    readonly type: "u8" | "u16" | "u32" | "u64" | "mask128";
    readonly offset: number;
    readonly meaning: string;
  }[];
}

const f = (name: string, type: "u8" | "u16" | "u32" | "u64" | "mask128", offset: number, meaning: string) =>
  ({ name, type, offset, meaning });

export const sections = [
  { name: "initialState", size: 1, countMax: 24576, meaning: "the state block before the first step" },
  { name: "switches", size: 1, countMax: 64, meaning: "value of each switch of the version, in the order of the table of switches" },
  { name: "wellKnownSids", size: 1, countMax: 16, meaning: "number in this program of each SID that the routines know; 0xFF: the program has none" },
  {
    name: "record", size: 16, countMax: 60000, meaning: "the program: calls and control",
    fields: [
      f("operation", "u8", 0, "id in the table of operations"), f("actor", "u8", 1, "thread; 0xFF: the lane's own; a variable's number with flag ActorVariable"),
      f("result", "u8", 2, "variable"), f("flags", "u8", 3, "recordFlags"),
      f("operand0", "u16", 4, "form << 12 | index"), f("operand1", "u16", 6, ""), f("operand2", "u16", 8, ""),
      f("operand3", "u16", 10, ""), f("operand4", "u16", 12, ""),
      f("fault", "u16", 14, "the n-th allocation of the call fails; 0: none; from 0x8000 on: constant n - 0x8000 has a bit for each sweep that it stands in, of whose allocations one may fail"),
    ],
  },
  { name: "constant", size: 4, countMax: 4096, meaning: "32-bit numbers", fields: [f("value", "u32", 0, "")] },
  {
    name: "domain", size: 8, countMax: 4096, meaning: "finite domains that operands are drawn from",
    fields: [
      f("start", "u16", 0, "first of its values"), f("count", "u16", 2, "how many"),
      f("dynamicKind", "u8", 4, "variableKinds: what the attacker has of that kind belongs to it as well: handles of the table of the thread's process, else its own variables; 0: none"),
      f("handleKind", "u8", 5, "handleKinds: of handles only those that name such a thing; 0: any"),
    ],
  },
  { name: "domainValue", size: 2, countMax: 16384, meaning: "operands: form << 12 | index", fields: [f("value", "u16", 0, "")] },
  {
    name: "accessList", size: 16, countMax: 1024, meaning: "security descriptors and default access lists, without their owners",
    fields: [
      f("aceStart", "u16", 0, "first entry"), f("aceCount", "u16", 2, "entries"),
      f("present", "u8", 4, "0: no or NULL discretionary list, everything is granted"),
      f("labelPresent", "u8", 5, "1: a mandatory label"), f("labelPolicy", "u8", 6, "1 NO_WRITE_UP, 2 NO_READ_UP, 4 NO_EXECUTE_UP"),
      f("group", "u8", 7, "primary group's SID; 0xFF none"), f("labelIntegrity", "u16", 8, "RID of the label"),
    ],
  },
  {
    name: "accessEntry", size: 8, countMax: 8192, meaning: "entries of access lists",
    fields: [f("deny", "u8", 0, "0 allow, 1 deny"), f("sid", "u8", 1, "SID"),
      f("inheritOnly", "u8", 2, "1: does not speak for this object"),
      f("mask", "u32", 4, "rights, not yet mapped")],
  },
  { name: "word", size: 4, countMax: 65535, meaning: "instructions of expressions", fields: [f("value", "u32", 0, "")] },
  {
    name: "expression", size: 16, countMax: 4096, meaning: "where each expression lies, and what wakes it",
    fields: [f("start", "u32", 0, "first word"), f("count", "u32", 4, "words"), f("watch", "u64", 8, "bits of the fields that it reads")],
  },
  {
    name: "property", size: 4, countMax: 64, meaning: "what is judged after every step or at an event",
    fields: [
      f("temporal", "u8", 0, "0 always, 1 never, 2 sometimes"),
      f("event", "u8", 1, "events; 0: after every step"), f("expression", "u16", 2, ""),
    ],
  },
  {
    name: "attacker", size: 16, countMax: 8, meaning: "hostile parties",
    fields: [
      f("threads", "u16", 0, "domain of the threads it controls"),
      f("callStart", "u16", 2, "first of its calls"), f("callCount", "u16", 4, "its calls"),
      f("variableStart", "u8", 6, "first variable that is its own: what it holds, then the results of its calls"), f("variableCount", "u8", 7, "how many"),
      f("playVariable", "u8", 8, "first variable for the results of calls"),
      f("weightTotal", "u16", 10, "sum of the weights of its calls"),
      f("processMask", "u32", 12, "bit per process (number) that is its own"),
    ],
  },
  {
    name: "call", size: 16, countMax: 1024, meaning: "what attackers may call, with the domain of each operand",
    fields: [
      f("operation", "u8", 0, ""), f("weight", "u8", 1, "1 to 255"),
      f("domain0", "u16", 4, "domain of operand 0; 0xFFFF: left out"), f("domain1", "u16", 6, ""),
      f("domain2", "u16", 8, ""), f("domain3", "u16", 10, ""), f("domain4", "u16", 12, ""),
    ],
  },
  {
    name: "shape", size: 64, countMax: 64, meaning: "constant attributes of the groups of a token",
    fields: [f("mandatory", "mask128", 0, "SE_GROUP_MANDATORY"),
      f("enabledByDefault", "mask128", 16, "SE_GROUP_ENABLED_BY_DEFAULT"),
      f("ownerCapable", "mask128", 32, "SE_GROUP_OWNER"), f("logonId", "mask128", 48, "SE_GROUP_LOGON_ID")],
  },
  {
    name: "privilegeList", size: 8, countMax: 1024, meaning: "lists of privileges with attributes, for routines that adjust or delete them",
    fields: [f("start", "u16", 0, "first change"), f("count", "u16", 2, "changes")],
  },
  {
    name: "privilegeChange", size: 4, countMax: 8192, meaning: "one privilege and what becomes of it",
    fields: [f("luid", "u8", 0, "LUID"), f("attributes", "u8", 1, "0 disable, 2 SE_PRIVILEGE_ENABLED, 4 SE_PRIVILEGE_REMOVED")],
  },
  {
    name: "sidList", size: 4, countMax: 1024, meaning: "lists of SIDs with attributes, for routines that filter",
    fields: [f("start", "u16", 0, "first entry"), f("count", "u16", 2, "entries")],
  },
  {
    name: "sidEntry", size: 8, countMax: 8192, meaning: "one SID of a list",
    fields: [f("sid", "u8", 0, "SID"), f("attributes", "u32", 4, "bits of GROUP_ATTRIBUTES")],
  },
] as const satisfies readonly Section[];

export type SectionName = (typeof sections)[number]["name"];

/** SIDs that the routines themselves speak of, in the order of the section `wellKnownSids`. */
export const wellKnownSidSlots = [
  "LocalSystem", "Administrators", "RestrictedCode", "Everyone", "AnonymousLogon", "OwnerRights",
  "WriteRestricted", "PrincipalSelf",
] as const;

/** Words of the head before the counts of the regions. */
export const HEAD_FIXED_WORDS = 4;

/** Why `load` refuses an image; the upper bits of the answer say where. */
export const refusals = [
  { code: 0, meaning: "accepted" },
  { code: 1, meaning: "not an image of this format" },
  { code: 2, meaning: "a region or section is larger than allowed" },
  { code: 3, meaning: "a section lies outside the image" },
  { code: 4, meaning: "a record has an unknown operation" },
  { code: 5, meaning: "an operand names something that does not exist" },
  { code: 6, meaning: "a jump leaves the program" },
  { code: 7, meaning: "an expression is malformed" },
  { code: 8, meaning: "the initial state names something that does not exist" },
  { code: 9, meaning: "a domain, list or attacker names something that does not exist" },
] as const;
