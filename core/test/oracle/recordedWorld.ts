/**
 * The world of a recorded sequence as a program of the core: test tokens as facts A.1 describes them, threads
 * in their processes, and handles with all access, so that only the routines under test say no.
 */
import { privileges } from "../../tables/privileges.ts";
import { switches, switchesOf, type SwitchSettings } from "../../tables/versions.ts";
import type { ImageRecord, ProgramImage, StateRow } from "../../../grammar/image/programImage.ts";
import { binding, record } from "../support/sampleImage.ts";
import { TOKEN_ALL_ACCESS, variableOf, type ProgramLists } from "./callKinds.ts";
import type { PlannedCall } from "./reach.ts";
import type { RecordedCall } from "./recording.ts";

/** SIDs of the recordings by their numbers in the program. */
export const SID = {
  everyone: 0,
  authenticatedUsers: 1,
  users: 2,
  A: 3,
  B: 4,
  localSystem: 5,
  administrators: 6,
  restrictedCode: 7,
} as const;
const SESSION = { A: 1001, B: 1002, 0: 0 } as const;
const PROFILE = "reactos";
const NO_SID = 0xff;
const ALL_ACCESS = 0x1fffff;
const GENERIC_ALL = 0x10000000;
/** What no program of a sequence exceeds: capacities of the regions. */
const COUNTS = {
  header: 1,
  lane: 1,
  thread: 32,
  process: 16,
  job: 1, pipe: 0,
  token: 64,
  baseline: 0,
  handle: 128,
  context: 32,
  workItem: 1,
  object: 1,
  variable: 163,
} as const;

/** LUID of a privilege. */
export const luidOf = (name: string): bigint => BigInt(privileges.find((row) => row.name === name)!.luid);
const bit = (position: bigint | number): bigint => 1n << BigInt(position);

interface World {
  readonly tokens: readonly RecordedCall[];
  /** Per thread its process, and per process its primary token; numbers of the program, from 1. */
  readonly threadProcess: readonly number[];
  readonly processToken: readonly number[];
}

/** Number of a token of the recording in the program. */
const tokenNumber = (name: string | undefined): number => Number(name) + 1;

/** Originating logon session by the recording's letter. */
export const sessionOf = (letter: string | undefined): number => SESSION[letter as keyof typeof SESSION];

function worldOf(calls: readonly RecordedCall[]): World {
  const tokens = calls.filter((call) => call.kind === "tok");
  const threadProcess: number[] = [];
  const processToken: number[] = [];
  for (const { kind, words, place } of calls.filter((call) => call.kind === "thr" || call.kind === "sib")) {
    if (Number(words[0]) !== threadProcess.length)
      throw new SyntaxError(`${place}: threads are expected in order`);
    if (kind === "thr") processToken.push(tokenNumber(words[1]));
    threadProcess.push(kind === "thr" ? processToken.length : threadProcess[Number(words[1])]!);
  }
  if (tokens.some((call, index) => Number(call.words[0]) !== index))
    throw new SyntaxError(`${tokens[0]!.place}: tokens are expected in order`);
  return { tokens, threadProcess, processToken };
}

/** `tok N user session impersonatePriv tcb type level`, and for rows `restricted` behind it. */
function tokenRow({ words }: RecordedCall, holders: number): StateRow {
  const [name, letter, session, impersonate, tcb, type, level, restricted] = words;
  const user = letter === "B" ? SID.B : SID.A;
  const groups = bit(SID.everyone) | bit(SID.authenticatedUsers) | bit(SID.users);
  const enabled =
    bit(luidOf("SeChangeNotifyPrivilege")) |
    (impersonate === "1" ? bit(luidOf("SeImpersonatePrivilege")) : 0n) |
    (tcb === "1" ? bit(luidOf("SeTcbPrivilege")) : 0n);
  const disabled =
    bit(luidOf("SeShutdownPrivilege")) | (impersonate === "2" ? bit(luidOf("SeImpersonatePrivilege")) : 0n);
  const list = accessListOf(user);
  return {
    type: Number(type),
    level: Number(level),
    user,
    owner: user,
    primaryGroup: user,
    session: sessionOf(session),
    integrity: 0xffff,
    elevation: 1,
    tokenId: tokenNumber(name),
    references: 1 + holders,
    inUse: Math.min(holders, 1),
    shape: 1,
    defaultAccessList: list,
    descriptor: 1 | (user << 8) | (list << 16),
    privilegesPresent: enabled | disabled,
    privilegesEnabled: enabled,
    groups,
    groupsEnabled: groups,
    groupCount: 3,
    ...(restricted === "restricted" ? { restricted: 1, restricting: bit(SID.everyone) } : {}),
  };
}

/** Default access list of a test token: its user and SYSTEM, all access. */
const accessListOf = (user: number): number => (user === SID.B ? 2 : 1);

/** Handles to all tokens, threads and processes, each bound to its variable. */
function handles(world: World): { rows: StateRow[]; variables: StateRow[] } {
  const rows: StateRow[] = [];
  const variables: StateRow[] = Array.from({ length: COUNTS.variable }, () => ({}));
  const add = (kind: number, object: number, access: number, variable: number): void => {
    variables[variable] = { kind: 1, value: rows.length };
    rows.push({ kind, object, access, process: 1 });
  };
  world.tokens.forEach(({ words: [name] }) =>
    add(1, tokenNumber(name), TOKEN_ALL_ACCESS, variableOf.token(name)),
  );
  world.threadProcess.forEach((process, index) => {
    add(2, index + 1, ALL_ACCESS, variableOf.threadHandle(String(index)));
    add(3, process, ALL_ACCESS, variableOf.processHandle(String(index)));
  });
  return { rows, variables };
}

function initialState(world: World): ProgramImage["initial"] {
  const { rows, variables } = handles(world);
  return {
    header: [{ tokensLive: bit(world.tokens.length + 1) - 2n, handlesLive: bit(rows.length) - 1n }],
    thread: [{}, ...world.threadProcess.map((process) => ({ process }))],
    process: [{}, ...world.processToken.map((token) => ({ token }))],
    token: [
      {},
      ...world.tokens.map((call) =>
        tokenRow(call, world.processToken.filter((token) => token === tokenNumber(call.words[0])).length),
      ),
    ],
    handle: rows,
    variable: variables,
  };
}

const accessList = (...sids: readonly number[]): ProgramImage["accessLists"][number] => ({
  present: true,
  group: NO_SID,
  entries: sids.map((sid) => ({ deny: false, sid, inheritOnly: false, mask: GENERIC_ALL })),
});

/** What is the same in every program: lists of the world, and nothing that chooses or judges. */
const COMMON = {
  wellKnownSids: [
    SID.localSystem, SID.administrators, SID.restrictedCode, SID.everyone, ...Array<number>(4).fill(NO_SID),
  ],
  accessLists: [
    { present: false, entries: [], group: NO_SID },
    accessList(SID.A, SID.localSystem),
    accessList(SID.B, SID.localSystem),
  ],
  shapes: [
    { mandatory: 0n, enabledByDefault: 0n, ownerCapable: 0n, logonId: 0n },
    { mandatory: 7n, enabledByDefault: 7n, ownerCapable: 0n, logonId: 0n },
  ],
  domains: [],
  expressions: [],
  properties: [],
  attackers: [],
} satisfies Partial<ProgramImage>;

/** One record per call that is judged and has a routine. */
function recordsOf(planned: readonly PlannedCall[], lists: ProgramLists): ImageRecord[] {
  const calls = planned.filter((line) => line.reason === undefined && line.kind.record !== undefined);
  const records = calls.map(({ call, kind, caller }) => {
    const { operands, result } = kind.record!(call.words, lists);
    return result === undefined
      ? record(kind.routine!, caller + 1, operands)
      : binding(kind.routine!, caller + 1, result, operands);
  });
  return [...records, record("Halt", 0)];
}

function switchNumbers(changed: Partial<SwitchSettings>): number[] {
  const settings = { ...switchesOf(PROFILE), ...changed };
  const numbers = switches.map((row) => (row.values as readonly string[]).indexOf(settings[row.name]));
  return [...numbers, ...Array<number>(64 - numbers.length).fill(0)];
}

/** The program of a planned sequence. `changed` are answers to switches that differ from the profile's. */
export function programOf(
  planned: readonly PlannedCall[],
  changed: Partial<SwitchSettings> = {},
): ProgramImage {
  const world = worldOf(planned.map(({ call }) => call));
  const constants: number[] = [];
  const privilegeLists: { luid: number; attributes: number }[][] = [[]];
  const sidLists = [[], [{ sid: SID.everyone, attributes: 0 }]];
  const lists: ProgramLists = {
    constant: (value) => (constants.includes(value) ? constants.indexOf(value) : constants.push(value) - 1),
    privilegeList: (luid, attributes) => privilegeLists.push([{ luid, attributes }]) - 1,
    everyoneList: () => 1,
  };
  return {
    ...COMMON,
    counts: { ...COUNTS, thread: world.threadProcess.length + 1, process: world.processToken.length + 1 },
    initial: initialState(world),
    switches: switchNumbers(changed),
    records: recordsOf(planned, lists),
    constants,
    privilegeLists,
    sidLists,
  };
}
