/**
 * A small world built by hand, for tests that need a program without the language: System with `main` and one
 * pool thread, and an ordinary user's process with two threads. Numbers of tokens: 1 SYSTEM, 2 the user;
 * threads: 1 main, 2 worker, 3 victim, 4 accomplice.
 */
import { controlOperations, operations } from "../../tables/operations.ts";
import { accessRights } from "../../tables/accessRights.ts";
import { regions } from "../../tables/layout.ts";
import { switches, switchesOf } from "../../tables/versions.ts";
import { NO_OPERAND, type ImageOperand, type ImageRecord, type ProgramImage, type StateRow } from "../../../grammar/image/programImage.ts";

export const SID = { system: 0, administrators: 1, everyone: 2, user: 3, users: 4 } as const;
export const THREAD = { main: 1, worker: 2, victim: 3, accomplice: 4 } as const;
const bit = (n: number): bigint => 1n << BigInt(n);

export const entity = (index: number): ImageOperand => ({ form: "Entity", index });
export const variable = (index: number): ImageOperand => ({ form: "Variable", index });
export const literal = (index: number): ImageOperand => ({ form: "Literal", index });
export const constant = (index: number): ImageOperand => ({ form: "Constant", index });
export const CURRENT: ImageOperand = { form: "Current", index: 0 };

const ids = new Map<string, number>([
  ...operations.map((row) => [row.routine, row.id] as const),
  ...controlOperations.map((row) => [row.name, row.id] as const),
]);

/** A record by the name of its routine or control operation. */
export function record(
  name: string, actor: number, operands: readonly (ImageOperand | number)[] = [],
  more: Partial<ImageRecord> = {},
): ImageRecord {
  return { operation: ids.get(name)!, actor, operands, result: 0, flags: 0, fault: 0, ...more };
}

/** A call that binds its result. */
export function binding(
  name: string, actor: number, result: number, operands: readonly (ImageOperand | number)[],
): ImageRecord {
  return record(name, actor, operands, { result, flags: 8 });
}

const halt = record("Halt", 0);

const list = (owner: number, number: number): number => 1 | (owner << 8) | (number << 16);

function tokens(): StateRow[] {
  const groupsSystem = bit(SID.administrators) | bit(SID.everyone);
  const groupsUser = bit(SID.everyone) | bit(SID.users);
  const common = {
    references: 1, generation: 0, inUse: 1, type: 1, shape: 1, integrity: 0x2000, policy: 1, elevation: 1,
  };
  return [
    {},
    {
      ...common, user: SID.system, owner: SID.administrators, primaryGroup: SID.system, session: 0x3e7,
      privilegesPresent: bit(29) | bit(7) | bit(23), integrity: 0x4000,
      privilegesEnabled: bit(29) | bit(7) | bit(23), groups: groupsSystem, groupsEnabled: groupsSystem,
      defaultAccessList: 1, descriptor: list(SID.administrators, 1), tokenId: 1, groupCount: 2,
    },
    {
      ...common, user: SID.user, owner: SID.user, primaryGroup: SID.users, session: 1001, origin: 0x3e7,
      privilegesPresent: bit(23) | bit(19), references: 1,
      privilegesEnabled: bit(23), groups: groupsUser, groupsEnabled: groupsUser, defaultAccessList: 2,
      descriptor: list(SID.user, 2), tokenId: 2, groupCount: 2,
    },
  ];
}

const fileType = accessRights.findIndex((row) => row.type === "file");

/** The world with these records; everything may be overridden. */
export function sampleImage(
  records: readonly ImageRecord[], version = "11", overrides: Partial<ProgramImage> = {},
): ProgramImage {
  const values = switchesOf(version) as Readonly<Record<string, string>>;
  const numbers = (switches as readonly { name: string; values: readonly string[] }[]).map(
    (row) => row.values.indexOf(values[row.name]!),
  );
  const counts = {
    header: 1, lane: 4, thread: 5, process: 3, token: 16, baseline: 8, handle: 16, context: 8, workItem: 4,
    object: 2, job: 1, pipe: 0, variable: 16,
  };
  if (regions.some((region) => !(region.name in counts))) throw new Error("the sample misses a region");
  return {
    counts,
    initial: {
      header: [{ tokensLive: bit(1) | bit(2) }],
      thread: [{}, { process: 1, systemThread: 1, descriptor: list(SID.administrators, 1) }, {
        process: 1, systemThread: 1, worker: 1, descriptor: list(SID.administrators, 1),
      },
        { process: 2, descriptor: list(SID.user, 2) }, { process: 2, descriptor: list(SID.user, 2) }],
      process: [
        {}, { token: 1, descriptor: list(SID.administrators, 1) },
        { token: 2, descriptor: list(SID.user, 2) },
      ],
      token: tokens(),
      object: [{}, { type: fileType, descriptor: list(SID.system, 3) }],
    },
    switches: [...numbers, ...Array<number>(64 - numbers.length).fill(0)],
    wellKnownSids: [SID.system, SID.administrators, 0xff, SID.everyone, 0xff, 0xff, 0xff, 0xff],
    records: [...records, halt],
    constants: [0xf01ff, 0x0008, 0x2, 0x1, 0, 0xc0000022],
    domains: [{ values: [constant(4)], dynamicKind: 0, handleKind: 0 }, {
      values: [constant(5)], dynamicKind: 0, handleKind: 0,
    },
      { values: [entity(THREAD.accomplice)], dynamicKind: 0, handleKind: 0 },
      { values: [entity(THREAD.victim), entity(THREAD.accomplice)], dynamicKind: 0, handleKind: 0 },
      { values: [constant(0), constant(1)], dynamicKind: 0, handleKind: 0 },
      { values: [literal(0), literal(1)], dynamicKind: 0, handleKind: 0 },
      { values: [NO_OPERAND], dynamicKind: 1, handleKind: 1 },
      { values: [literal(5)], dynamicKind: 0, handleKind: 0 }],
    accessLists: [
      { present: false, entries: [], group: 0xff },
      {
        present: true, group: 0xff,
        entries: [allow(SID.system, 0x10000000), allow(SID.administrators, 0xa0020000)],
      },
      { present: true, group: 0xff, entries: [allow(SID.user, 0x10000000), allow(SID.system, 0x10000000)] },
      {
        present: true, group: SID.system, entries: [allow(SID.system, 0x1f01ff), allow(SID.users, 0x120089)],
      },
    ],
    expressions: [], properties: [], attackers: [],
    shapes: [
      { mandatory: 0n, enabledByDefault: 0n, ownerCapable: 0n, logonId: 0n },
      {
        mandatory: 0n, enabledByDefault: ~0n & ((1n << 128n) - 1n), ownerCapable: bit(SID.administrators),
        logonId: 0n,
      },
    ],
    privilegeLists: [[], [{ luid: 29, attributes: 2 }], [{ luid: 19, attributes: 2 }]],
    sidLists: [[], [{ sid: SID.user, attributes: 0 }], [{ sid: SID.administrators, attributes: 4 }]],
    ...overrides,
  };
}

function allow(sid: number, mask: number): ProgramImage["accessLists"][number]["entries"][number] {
  return { deny: false, sid, inheritOnly: false, mask };
}
