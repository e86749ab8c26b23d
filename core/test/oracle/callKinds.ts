/**
 * The kinds of calls in the recorded sequences: which routine of NT's each one calls, what its answer rests
 * on, what it makes or changes, and, if the table of operations has the routine, the record that makes the
 * same call.
 *
 * Words of a call are numbers of things as the recording counts them, levels (-1: no quality of service),
 * flags 0 and 1, and masks in hex.
 */
import { accessRights } from "../../tables/accessRights.ts";
import { enumerations } from "../../tables/enumerations.ts";
import { NO_OPERAND, type ImageOperand } from "../../../grammar/image/programImage.ts";
import { constant, entity, literal, variable } from "../support/sampleImage.ts";

/**
 * Something that a call reads or writes: `token 3`, `thread 0`, `context 1`; CALLER is the thread that calls.
 */
export type Thing = string;
export const CALLER: Thing = "caller";
export const token = (name: string | undefined): Thing => `token ${name}`;
export const thread = (name: string | undefined): Thing => `thread ${name}`;
const context = (name: string | undefined): Thing => `context ${name}`;

/** Variables of the program that hold what the recording counts. */
export const variableOf = {
  token: (name: string | undefined): number => Number(name),
  context: (name: string | undefined): number => 64 + Number(name),
  threadHandle: (name: string | undefined): number => 96 + Number(name),
  /** Handle to the process of a thread. */
  processHandle: (name: string | undefined): number => 128 + Number(name),
  /** Pointers for the routine that takes tokens by pointer. */
  pointer: (position: number): number => 160 + position,
  /** The subject context that a line captures and releases again. */
  subject: 162,
} as const;

/** What a record needs from the lists of its program. */
export interface ProgramLists {
  /** Number of a 32-bit constant. */
  readonly constant: (value: number) => number;
  /** Number of the list with this one change. */
  readonly privilegeList: (luid: number, attributes: number) => number;
  /** Number of the list that has Everyone alone. */
  readonly everyoneList: () => number;
}

export interface RecordParts {
  readonly operands: readonly ImageOperand[];
  /** variable that is bound */ readonly result?: number;
}

/** What an answer shows besides the status. */
export type Shown = "thread" | "newToken" | "context" | "token" | "boolean";

export interface CallKind {
  /** Absent: the line sets up the world or asks for a thread's state. */
  readonly routine?: string;
  /** What the answer rests on. `failed`: the recorded answer is an error, which shows the state as it was. */
  readonly reads: (words: readonly string[], failed: boolean) => readonly Thing[];
  readonly writes: (words: readonly string[]) => readonly Thing[];
  /** Absent where the routine is not in the table of operations. */
  readonly record?: (words: readonly string[], lists: ProgramLists) => RecordParts;
  /** What the answer shows, and the word that names it. */
  readonly shows?: { readonly what: Shown; readonly word: number };
}

const valueOf = (enumeration: string, member: string): number =>
  enumerations.find((row) => row.name === enumeration)!.members.find((row) => row.name === member)!.value;
const rightOf = (type: string, name: string): number =>
  accessRights.find((row) => row.type === type)!.rights.find((row) => row.name === name)!.value;
const impersonationTokenClass = valueOf("THREADINFOCLASS", "ThreadImpersonationToken");
export const TOKEN_ALL_ACCESS = rightOf("token", "TOKEN_ALL_ACCESS");

const number = (word: string | undefined): ImageOperand => literal(Number(word));
const level = (word: string | undefined): ImageOperand => (word === "-1" ? NO_OPERAND : number(word));
const nothing = (): readonly Thing[] => [];

/** Lines that need no routine. The host sets originating sessions, as the recording's test bench did. */
const world = { reads: nothing, writes: nothing } as const;

export const callKinds: Readonly<Record<string, CallKind>> = {
  tok: world,
  thr: world,
  sib: world,
  cur: world,
  org: { reads: ([name]) => [token(name)], writes: ([name]) => [token(name)] },
  state: { reads: ([name]) => [thread(name)], writes: nothing, shows: { what: "thread", word: 0 } },
  dup: {
    routine: "NtDuplicateToken",
    // the copy's descriptor is the default one of who calls
    reads: (words) => [token(words[1]), CALLER],
    writes: (words) => [token(words[0])],
    record: ([made, from, asked, type, effectiveOnly], lists) => ({
      result: variableOf.token(made),
      operands: [
        variable(variableOf.token(from)),
        constant(lists.constant(TOKEN_ALL_ACCESS)),
        level(asked),
        number(effectiveOnly),
        number(type),
      ],
    }),
    shows: { what: "newToken", word: 0 },
  },
  filter: {
    routine: "NtFilterToken",
    reads: (words) => [token(words[1])],
    writes: (words) => [token(words[0])],
    record: ([made, source, flags, denied, restricting], lists) => ({
      result: variableOf.token(made),
      operands: [
        variable(variableOf.token(source)),
        number(flags),
        denied === "1" ? literal(lists.everyoneList()) : NO_OPERAND,
        NO_OPERAND,
        restricting === "1" ? literal(lists.everyoneList()) : NO_OPERAND,
      ],
    }),
    shows: { what: "newToken", word: 0 },
  },
  set: {
    routine: "NtSetInformationThread",
    reads: ([target, name], failed) => [
      ...(name === "-" ? [] : [token(name)]),
      ...(failed ? [thread(target)] : []),
    ],
    writes: ([target]) => [thread(target)],
    record: ([target, name]) => ({
      operands: [
        variable(variableOf.threadHandle(target)),
        literal(impersonationTokenClass),
        name === "-" ? NO_OPERAND : variable(variableOf.token(name)),
      ],
    }),
    shows: { what: "thread", word: 0 },
  },
  revert: {
    routine: "PsRevertThreadToSelf",
    reads: nothing,
    writes: ([target]) => [thread(target)],
    record: ([target]) => ({ operands: [entity(Number(target) + 1)] }),
    shows: { what: "thread", word: 0 },
  },
  ctx: {
    routine: "SeCreateClientSecurity",
    reads: (words) => [thread(words[1])],
    writes: ([made]) => [context(made)],
    record: ([made, client, asked, dynamic, effectiveOnly, remote]) => ({
      result: variableOf.context(made),
      operands: [
        entity(Number(client) + 1),
        level(asked),
        number(dynamic),
        number(effectiveOnly),
        number(remote),
      ],
    }),
    shows: { what: "context", word: 0 },
  },
  sub: {
    routine: "SeCreateClientSecurityFromSubjectContext",
    reads: (words) => [thread(words[1])],
    writes: ([made]) => [context(made)],
    record: ([made, , asked, dynamic, effectiveOnly, remote]) => ({
      result: variableOf.context(made),
      operands: [
        variable(variableOf.subject),
        level(asked),
        number(dynamic),
        number(effectiveOnly),
        number(remote),
      ],
    }),
    shows: { what: "context", word: 0 },
  },
  imp: {
    routine: "SeImpersonateClientEx",
    reads: ([name, target], failed) => [context(name), ...(failed ? [thread(target)] : [])],
    writes: (words) => [thread(words[1])],
    record: ([name, target]) => ({
      operands: [variable(variableOf.context(name)), entity(Number(target) + 1)],
    }),
    shows: { what: "thread", word: 1 },
  },
  open: {
    routine: "NtOpenThreadToken",
    reads: (words) => [thread(words[1]), CALLER],
    writes: ([made, target]) => [token(made), thread(target)],
    record: ([made, target, access, asSelf], lists) => ({
      result: variableOf.token(made),
      operands: [
        variable(variableOf.threadHandle(target)),
        constant(lists.constant(parseInt(access!, 16))),
        number(asSelf),
      ],
    }),
    shows: { what: "newToken", word: 0 },
  },
  openp: {
    routine: "NtOpenProcessToken",
    reads: () => [CALLER],
    writes: ([made]) => [token(made)],
    record: ([made, target, access], lists) => ({
      result: variableOf.token(made),
      operands: [variable(variableOf.processHandle(target)), constant(lists.constant(parseInt(access!, 16)))],
    }),
    shows: { what: "newToken", word: 0 },
  },
  impthr: {
    routine: "NtImpersonateThread",
    reads: ([server, client], failed) => [thread(client), ...(failed ? [thread(server)] : [])],
    writes: ([server]) => [thread(server)],
    record: ([server, client, asked, dynamic, effectiveOnly]) => ({
      operands: [
        variable(variableOf.threadHandle(server)),
        variable(variableOf.threadHandle(client)),
        level(asked),
        number(dynamic),
        number(effectiveOnly),
      ],
    }),
    shows: { what: "thread", word: 0 },
  },
  anon: { routine: "NtImpersonateAnonymousToken", reads: nothing, writes: ([target]) => [thread(target)] },
  adj: {
    routine: "NtAdjustPrivilegesToken",
    reads: ([name]) => [token(name)],
    writes: ([name]) => [token(name)],
    record: ([name, luid, attributes], lists) => ({
      operands: [
        variable(variableOf.token(name)),
        literal(0),
        literal(lists.privilegeList(Number(luid), Number(attributes))),
      ],
    }),
    shows: { what: "token", word: 0 },
  },
  can: {
    routine: "SeTokenCanImpersonate",
    reads: ([process, client]) => [token(process), token(client)],
    writes: nothing,
    record: (words) => ({
      operands: [variable(variableOf.pointer(0)), variable(variableOf.pointer(1)), level(words[2])],
    }),
    shows: { what: "boolean", word: 0 },
  },
};
