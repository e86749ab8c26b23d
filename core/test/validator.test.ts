/**
 * What `load` accepts never traps and always ends, in either target; everything else is refused with a
 * reason.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAULT_SWEPT } from "../tables/kinds.ts";
import { controlOperations, operations } from "../tables/operations.ts";
import { regions } from "../tables/layout.ts";
import { ImageRefused } from "../../runner/machine/imageRefused.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { ImageOperand, ImageRecord, ProgramImage } from "../../grammar/image/programImage.ts";
import { debugModule } from "./support/coreModule.ts";
import { binding, constant, entity, literal, record, sampleImage, THREAD, variable } from "./support/sampleImage.ts";

const field = (region: string, name: string, bytes: number): number => {
  const number = regions.findIndex((row) => row.name === region);
  const row = regions[number]!.fields.find((candidate) => candidate.name === name)!;
  return 7 | (((number << 16) | (row.offset << 8) | bytes) << 8);
};

/** An attacker, a property with a loop, an act, a work item: a bit of everything. */
const everything: Partial<ProgramImage> = {
  attackers: [{
    threads: 2, variableStart: 4, variableCount: 10, playVariable: 4, processes: [2],
    calls: [
      { operation: 12, weight: 2, domains: [3, 4, 5] }, { operation: 13, weight: 1, domains: [3, 7, 6] },
      { operation: 14, weight: 1, domains: [9, 4, 5, 5, 8] }, { operation: 17, weight: 1, domains: [9] },
    ],
  }],
  expressions: [
    { words: [40 | (3 << 8)], watch: (1n << 63n) - 1n },
    {
      words: [30 | (1 << 8), 6, 5, field("thread", "level", 1), 1 | (3 << 8), 19, 31 | (6 << 8)],
      watch: (1n << 64n) - 1n,
    },
    { words: [39], watch: 0n },
  ],
  properties: [
    { temporal: 1, event: 0, expression: 0 }, { temporal: 0, event: 0, expression: 1 },
    { temporal: 0, event: 1, expression: 2 },
  ],
};
const queued = 12;
const program: ImageRecord[] = [
  record("Start", 0, [0]),
  binding("SeCreateClientSecurity", THREAD.main, 0, [entity(THREAD.main), literal(2), literal(1), literal(0), literal(0)]),
  record("JumpIfFailed", 0, [11]),
  record("Enter", THREAD.victim, [0]),
  record("SeImpersonateClientEx", THREAD.victim, [variable(0), entity(THREAD.victim)]),
  binding("IoQueueWorkItem", THREAD.victim, 1, [0, 0, 0, 0, queued]),
  record("Act", THREAD.victim, [entity(1), constant(3), entity(THREAD.victim)]),
  record("StartLane", 0, [15, 0]),
  record("StartLane", THREAD.victim, [17, 0]),
  record("Join", 0),
  record("Expect", 0, [1]),
  record("Halt", 0),
  record("SeImpersonateClientEx", 0xff, [variable(0), { form: "Current", index: 0 }]),
  record("Leave", 0xff),
  record("Halt", 0),
  record("Play", 0, [0, 6]),
  record("Halt", 0),
  record("Leave", 0xff),
];

const domains = sampleImage([]).domains.concat([
  { values: [literal(1), literal(2)], dynamicKind: 0, handleKind: 0 },
  { values: [], dynamicKind: 1, handleKind: 1 },
]);
const image = sampleImage(program, "xp-sp1", { ...everything, domains });
const debug = debugModule();

/** Runs a few cases of whatever is loaded; a trap throws a RuntimeError. */
function runSome(machine: Machine): void {
  machine.runDrawn(1n, 0n, 20);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 20);
}

/** True when it was accepted (and then ran), false when it was refused in words. */
function acceptedAndRan(machine: Machine, load: () => void): boolean {
  try {
    load();
  } catch (error) {
    if (error instanceof ImageRefused) return false;
    throw error;
  }
  runSome(machine);
  return true;
}

describe("the validator", () => {
  it("accepts a program with something of everything, which runs to its end", () => {
    const machine = new Machine(debug);
    machine.load(image);
    runSome(machine);
    expect(machine.counts().cases).toBe(40n);
  });

  it("refuses or lets run whatever bytes are changed in an image", () => {
    const bytes = encodeImage(image);
    const machine = new Machine(debug);
    machine.load(image);
    let accepted = 0;
    let refused = 0;
    fc.assert(fc.property(fc.array(
      fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 },
    ), (changes) => {
      const changed = bytes.slice();
      for (const [at, value] of changes) changed[at] = value;
      if (acceptedAndRan(machine, () => machine.loadBytes(changed))) accepted++;
      else refused++;
    }), { numRuns: 4000, seed: 7 });
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });

  it("refuses or lets run whatever records stand in a program", () => {
    const machine = new Machine(debug);
    const known = [...operations, ...controlOperations].map((row) => row.id);
    const operand = fc.oneof(
      fc.nat(0xffff),
      fc.record({
        form: fc.constantFrom(
          "None", "Entity", "Variable", "Current", "Literal", "Constant",
        ) as fc.Arbitrary<ImageOperand["form"]>,
        index: fc.nat(6),
      }),
    );
    const anyRecord: fc.Arbitrary<ImageRecord> = fc.record({
      operation: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fc.nat(255) },
      ),
      actor: fc.constantFrom(0, 1, 2, 3, 4, 0xff, 9), result: fc.nat(17), flags: fc.nat(15),
      fault: fc.oneof(fc.nat(3), fc.integer({ min: FAULT_SWEPT, max: FAULT_SWEPT + 5 })),
      operands: fc.array(operand, { minLength: 5, maxLength: 5 }),
    });
    let accepted = 0;
    fc.assert(fc.property(fc.array(anyRecord, { maxLength: 4 }), (records) => {
      if (acceptedAndRan(machine, () => machine.load({ ...image, records: [...records, record("Halt", 0)] }))) {
        accepted++;
      }
    }), { numRuns: 10_000, seed: 11 });
    expect(accepted).toBeGreaterThan(300);
  });

  it("lets an attacker do nothing while it never plays, and refuses a play of it", () => {
    const machine = new Machine(debug);
    const [attacker] = everything.attackers!;
    const nobody = domains.length;
    const idle = [{ ...attacker!, calls: [] }, { ...attacker!, threads: nobody }];
    for (const each of idle) {
      const changed = {
        ...image, attackers: [each], domains: [...domains, { values: [], dynamicKind: 0, handleKind: 0 }],
      };
      expect(() => machine.load(changed)).toThrow(ImageRefused);
      machine.load({
        ...changed,
        records: image.records.map(
          (step) => (step.operation === record("Play", 0, []).operation ? record("Play", 0, [0, 0]) : step),
        ),
      });
      runSome(machine);
    }
  });

  it("refuses text, emptiness and truncation", () => {
    const machine = new Machine(debug);
    const bytes = encodeImage(image);
    for (const wrong of [
      new Uint8Array(0), new TextEncoder().encode("scenario"), bytes.subarray(0, bytes.length - 16),
      new Uint8Array(4096),
    ]) {
      expect(() => machine.loadBytes(wrong)).toThrow(ImageRefused);
    }
  });
});
