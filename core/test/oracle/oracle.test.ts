/**
 * The core agrees with what ReactOS answered, line by line. Figures are pinned, so that no line drops out of
 * sight; what is not judged is counted by reason. A recording that could not find a fault would prove
 * nothing, so faults are made and must be found.
 */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { decisions } from "../../tables/decisions.ts";
import { operations } from "../../tables/operations.ts";
import type { SwitchSettings } from "../../tables/versions.ts";
import { Machine } from "../../../runner/machine/machine.ts";
import { coreModule, debugModule } from "../support/coreModule.ts";
import { callKinds } from "./callKinds.ts";
import { judgeRecording, type Judgement } from "./judge.ts";
import { planSequence } from "./reach.ts";
import { keepRecording, parseRecording, type Recording } from "./recording.ts";
import { rowRoutinesOutOfReach } from "./rows.ts";

const read = (name: string): Recording =>
  parseRecording(readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8"));
const sequences = read("./reactosSequences.txt");
const rows = read("./reactosRows.txt");
const machine = new Machine(coreModule());
const ofSequences = judgeRecording(machine, sequences);
const ofRows = judgeRecording(machine, rows);

const counted = (judgement: Judgement, field: "agreed" | "notJudged"): Record<string, number> =>
  Object.fromEntries(
    [...judgement.kinds]
      .filter(([, counts]) => counts[field] > 0)
      .map(([kind, counts]) => [kind, counts[field]]),
  );
const routines = new Set<string>(operations.map((row) => row.routine));

describe("what is in reach", () => {
  it("is what has a routine in the table of operations, neither more nor less", () => {
    for (const [kind, { routine, record }] of Object.entries(callKinds)) {
      if (routine !== undefined) expect([kind, record !== undefined]).toEqual([kind, routines.has(routine)]);
    }
    for (const routine of Object.values(rowRoutinesOutOfReach))
      expect([routine, routines.has(routine)]).toEqual([routine, false]);
  });
});

describe("the 400 sequences", () => {
  it("agree in every line that is judged", () => {
    expect(ofSequences.unexplained).toEqual([]);
    expect(counted(ofSequences, "agreed")).toEqual({
      adj: 331,
      can: 360,
      ctx: 546,
      dup: 319,
      filter: 310,
      imp: 308,
      impthr: 230,
      open: 391,
      openp: 95,
      revert: 165,
      set: 419,
      state: 1308,
      sub: 159,
    });
  });

  it("say of every other line why it is not judged", () => {
    expect(Object.fromEntries(ofSequences.reasons)).toEqual({
      "prepares the world, answers ok": 3525,
      "NtImpersonateAnonymousToken is not in the table of operations": 94,
      "rests on what NtImpersonateAnonymousToken did": 214,
    });
  });

  // NT does refuse them, and so does the model; these lines got the right that they lacked
  it("refuse no handle for its access", () => {
    expect(ofSequences.beyondAccess).toBe(28);
  });
});

describe("the rows of cross products", () => {
  it("agree where they are judged", () => {
    expect(ofRows.unexplained).toEqual([]);
    expect(counted(ofRows, "agreed")).toEqual({ adj: 3, ctx: 210, dup: 94, filter: 3, impthr: 24, set: 132 });
  });

  it("are not judged where their routine is missing", () => {
    expect(counted(ofRows, "notJudged")).toEqual({ ac: 67, anon: 2, "anon.null": 2 });
  });
});

describe("what the evidence is worth", () => {
  it("takes each arm of ReactOS's gate both ways, but for the anonymous one, which is out of reach", () => {
    const taken = (name: string): readonly boolean[] =>
      [0, 1].map((way) =>
        [ofSequences, ofRows].some(
          (judgement) =>
            (judgement.decisions.get(decisions.findIndex((row) => row.name === name))?.[way] ?? 0) > 0,
        ),
      );
    for (const arm of [
      "GATE_EXEMPT_LEVEL",
      "GATE_PRIVILEGE",
      "GATE_LEVEL_ABOVE_TOKEN",
      "GATE_ORIGIN",
      "GATE_USER_DIFFERS",
      "GATE_RESTRICTED_DIFFERS",
    ]) {
      expect([arm, ...taken(arm)]).toEqual([arm, true, true]);
    }
    expect(taken("GATE_ANONYMOUS_SESSION")).toEqual([true, false]);
  });

  const faults: Partial<SwitchSettings>[] = [
    { gate: "none" },
    { gateExempts: "belowImpersonation" },
    { gateLevelCheck: "impersonationTypes" },
    { gateLevelCheckBeforeOrigin: "off" },
    { restrictedClause: "neither" },
    { noQosLevel: "existing" },
    { qosLevelAbove3: "reject" },
    { remoteDynamic: "copy" },
    { uninsertedTokenHasSd: "on" },
    { openReplacesToken: "off" },
    { staticKeepsEffectiveOnly: "on" },
  ];
  const found = (fault: Partial<SwitchSettings>): number =>
    [sequences, rows].reduce(
      (sum, recording) => sum + judgeRecording(machine, recording, fault).unexplained.length,
      0,
    );
  it.each(faults)("another answer to a switch is found out: %o", (fault) => {
    expect(found(fault)).toBeGreaterThan(0);
  });

  // an Anonymous impersonation token that is denied
  it.each<Partial<SwitchSettings>>([{ downgradeLevel: "min" }])(
    "of these the judged lines know nothing: %o",
    (other) => {
      expect(found(other)).toBe(0);
    },
  );

  it("an answer that was altered is found out, whichever it is", () => {
    const altered = sequences.sequences.map((sequence) => {
      const judged = planSequence(sequence).findLast((line) => line.reason === undefined)?.call;
      return sequence.map((call) => (call === judged ? { ...call, answer: `${call.answer}0` } : call));
    });
    const judgement = judgeRecording(machine, { sequences: altered, rows: [] });
    expect(judgement.unexplained.length).toBe(
      altered.filter((sequence, index) =>
        sequence.some((call, at) => call !== sequences.sequences[index]![at]),
      ).length,
    );
    expect(judgement.unexplained.length).toBeGreaterThan(350);
  });

  it("is the same on the core with all its assertions", () => {
    const debug = new Machine(debugModule());
    for (const [recording, judgement] of [
      [sequences, ofSequences],
      [rows, ofRows],
    ] as const) {
      expect(judgeRecording(debug, recording)).toEqual(judgement);
    }
  });
});

describe("what a line rests on", () => {
  const world = ["tok 0 A A 1 0 1 0", "tok 1 A A 1 0 2 2", "tok 2 B B 0 0 1 0", "thr 0 0", "thr 1 2"];
  const plan = (...lines: readonly string[]): boolean[] => {
    const calls = [...world, ...lines].map((line) => {
      const [call, answer = "ok"] = line.split(" = ");
      const [kind, ...words] = call!.split(" ");
      return { place: line, kind: kind!, words, answer };
    });
    return planSequence(calls)
      .slice(world.length)
      .map((line) => line.reason === undefined);
  };
  it.each([
    [
      "a token opened from an unknown one is unknown, others are not",
      ["anon 0 = 00000000 x", "cur 1", "open 4 0 8 1 = 00000000 x", "dup 5 4 2 2 0 = 00000000 x", "dup 6 1 2 2 0 = 00000000 x"],
      [false, false, false, false, true],
    ],
    [
      "what is made of something unknown is unknown",
      ["anon 0 = 00000000 x", "open 4 0 8 1 = 00000000 x", "set 1 4 = 00000000 x", "state 1 = x", "revert 1 = none", "state 1 = none"],
      [false, false, false, false, true, true],
    ],
    ["a refused call changes nothing", ["impthr 0 1 2 0 0 = c00000a5 none", "state 0 = none"], [true, true]],
    [
      "a thread is known again once it is reverted",
      ["anon 0 = 00000000 x", "state 0 = x", "revert 0 = none", "state 0 = none"],
      [false, false, true, true],
    ],
    [
      "who calls unknown opens unknown",
      ["anon 0 = 00000000 x", "cur 0", "openp 3 1 8 = 00000000 x", "cur 1", "openp 4 1 8 = 00000000 x"],
      [false, false, false, false, true],
    ],
    [
      "a change of an unknown token may reach any other",
      ["anon 0 = 00000000 x", "openp 3 1 8 = 00000000 x", "adj 3 29 0 = 00000000 x", "state 1 = x"],
      [false, false, false, false],
    ],
  ] as const)("%s", (_, lines, judged) => {
    expect(plan(...lines)).toEqual(judged);
  });
});

describe("the spellings of a recording", () => {
  it("the kept one reads back as it was written", () => {
    for (const recording of [sequences, rows])
      expect(parseRecording(keepRecording(recording, "a comment\nof two lines"))).toMatchObject(
        withoutPlaces(recording),
      );
  });

  it("a table reads as the same calls and rows", () => {
    const table =
      "reset\tok\ntok 0 A A 0 0 1 0\tok\nthr 0 0\tok\nstate 0\tnone\nreset\tok\ntok 0 B A 0 0 1 0\tok\n";
    expect(parseRecording(table)).toMatchObject(
      withoutPlaces(
        parseRecording("# kept\ntok 0 A A 0 0 1 0; thr 0 0; state 0 = none\ntok 0 B A 0 0 1 0\n"),
      ),
    );
    expect(
      parseRecording("dup\tsrcL-1 qos4 type2 eff1\t00000000\tL4 type2\nanon.null\tc0000008\n").rows,
    ).toMatchObject([
      {
        kind: "dup",
        settings: { srcL: "-1", qos: "4", type: "2", eff: "1" },
        answers: ["00000000", "L4 type2"],
      },
      { kind: "anon.null", settings: {}, answers: ["c0000008"] },
    ]);
  });

  it.each(["", "reset\tok\ndup 1 0 2 2 0\n", "some prose\n", "reset\tok\nfly 1\tok\n"])(
    "anything else is refused: %j",
    (text) => {
      expect(() => judgeRecording(machine, parseRecording(text))).toThrow(SyntaxError);
    },
  );
});

describe("a damaged recording", () => {
  const spoilt: Readonly<Record<string, readonly string[]>> = {
    "a thread that is not there": ["tok 0 A A 0 0 1 0", "thr 0 7"],
    "a caller that is not there": ["tok 0 A A 0 0 1 0", "thr 0 0", "cur 3"],
    "a call without words": ["set"],
    "a privilege that no mask has room for": ["tok 0 A A 0 0 1 0", "thr 0 0", "adj 0 64 2"],
    "an unknown user": ["tok 0 C Q 9 7 banana 44"],
    "a context that nobody made": ["tok 0 A A 0 0 1 0", "thr 0 0", "imp 0 0"],
    "tokens out of order": ["tok 1 A A 0 0 1 0"],
    "more tokens than there is room for": Array.from({ length: 71 }, (_, index) => `tok ${index} A A 0 0 1 0`),
  };
  it.each(Object.entries(spoilt))("is refused with its line: %s", (_, lines) => {
    const text = ["reset", ...lines].map((line) => `${line}\tok\n`).join("");
    expect(() => judgeRecording(machine, parseRecording(text))).toThrow(/^line \d+: /);
  });

  const table = sequences.sequences
    .slice(0, 12)
    .flatMap((sequence) => [
      "reset\tok",
      ...sequence.map(({ kind, words, answer }) => [[kind, ...words].join(" "), answer].join("\t")),
    ])
    .join("\n");
  it("with line ends of another system reads the same", () => {
    expect(parseRecording(table.replaceAll("\n", "\r\n"))).toEqual(parseRecording(table));
  });

  it("is refused or judged, whatever is damaged: no fault of ours", () => {
    fc.assert(
      fc.property(fc.nat(table.length - 1), fc.constantFrom(..."09aAB -\t\r\n;=x"), (place, letter) => {
        const text = table.slice(0, place) + letter + table.slice(place + 1);
        try {
          judgeRecording(machine, parseRecording(text));
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
      { numRuns: 400 },
    );
  });

  const tabledRows = rows.rows.map(({ kind, settings, answers }) => {
    const set = Object.entries(settings).map(([name, value]) => `${name}${value}`);
    return [kind, ...(set.length > 0 ? [set.join(" ")] : []), ...answers].join("\t");
  });
  it("of rows is refused or judged as well", () => {
    fc.assert(
      fc.property(
        fc.nat(tabledRows.length - 1), fc.nat(40), fc.constantFrom(..."09aAB -\t\r=x"),
        (index, place, letter) => {
          const row = tabledRows[index]!;
          const text = `${row.slice(0, place)}${letter}${row.slice(place + 1)}\n`;
          try {
            judgeRecording(machine, parseRecording(text));
          } catch (error) {
            expect(error).toBeInstanceOf(SyntaxError);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});

function withoutPlaces(recording: Recording): object {
  const bare = <T extends { readonly place: string }>({ place: _, ...rest }: T): Omit<T, "place"> => rest;
  return {
    sequences: recording.sequences.map((sequence) => sequence.map(bare)),
    rows: recording.rows.map(bare),
  };
}
