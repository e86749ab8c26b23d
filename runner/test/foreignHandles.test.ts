/**
 * Handles are small numbers that any code of a process may try: an attacker draws from all that the tables of
 * its processes hold, whoever opened them, and what it does with them can be written down, replayed and
 * shrunk.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { formatText } from "../../grammar/format.ts";
import { stepFlag } from "../../grammar/image/tableNumbers.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { failsAsWritten, flatText, smallFlatText } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { shrink } from "../campaign/shrink.ts";
import { newMachine } from "./support/compiled.ts";

const machine = newMachine();

/** A driver's code on the victim's thread, beside an attacker in the same process. */
const raced = (code: string, property: string, calls: string): string => `
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process app as mallory { thread victim, accomplice }
process office as mallory { thread t }
object public as file "O:SYG:SYD:(A;;FA;;;WD)"
driver filter { entry create() { ${code} } }
attacker thief { controls app.accomplice; calls ${calls}; names app, public; holds none }
property "p": ${property}
scenario "s" on windows 11 breaks "p" {
  concurrently { lane app.victim { enter filter.create() }; play thief for 2 }
}`;

/** Every failure that some draw of a small budget finds, shrunk and as it was. */
function found(text: string) {
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("11");
  return failuresOf(program, runProgram(machine, program, { runs: 4_000, seed: 1n }), text).map((failure) => {
    const { lines, end } = flatLinesOf(machine, program, failure.recipe);
    const origin = { program, file: value.file, text, title: "s", found: "Found by a test." };
    const small = smallFlatText(machine, origin, shrink(machine, program, lines, end)!.lines, end);
    return { key: failure.key, raw: flatText(machine, origin, lines, end), small };
  });
}

const closes = (text: string): boolean => /accomplice: NtClose\(\w+\)/.test(text);

describe("a driver's handle in a table of the attacker", () => {
  it.each([
    ["has a name", "h = NtOpenFile(public, FILE_READ_DATA)"],
    ["has none", "NtOpenFile(public, FILE_READ_DATA)"],
    ["has lost its name to a later one", "repeat 2 { h = NtOpenFile(public, FILE_READ_DATA) }"],
  ])("that %s is closed by the attacker; the failure replays, raw and shrunk", (_, code) => {
    const all = found(raced(code, "always count(handles) >= old(count(handles))", "NtClose"));
    expect(all.length).toBeGreaterThan(0);
    for (const { raw, small } of all) {
      expect(raw !== undefined && failsAsWritten(machine, raw)).toBe(true);
      expect(small !== undefined && failsAsWritten(machine, small)).toBe(true);
    }
    expect(all.some(({ small }) => closes(small!))).toBe(true);
  });
});

describe("a handle that no call made", () => {
  const declared = (process: string, attacker: string): string => `
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process app as mallory { thread t; ${process} }
object public as file "O:SYG:SYD:(A;;FA;;;WD)"
attacker thief { controls app; calls NtClose; names public; ${attacker} }
property "p": always count(handles) >= old(count(handles))
scenario "s" on windows 11 breaks "p" { play thief for 2 }`;
  it.each([
    ["a process begins with", "handles public FILE_READ_DATA", "holds none"],
    ["an attacker holds", "", "holds public FILE_READ_DATA"],
    ["both have", "handles public FILE_READ_DATA", "holds public FILE_WRITE_DATA"],
  ])("is closed by its value, raw and shrunk: what %s", (_, process, attacker) => {
    const all = found(declared(process, attacker));
    expect(all.length).toBeGreaterThan(0);
    for (const { raw, small } of all) {
      expect(raw !== undefined && failsAsWritten(machine, raw)).toBe(true);
      expect(small !== undefined && failsAsWritten(machine, small)).toBe(true);
      expect(small).toMatch(/app\.t: NtClose\(0x[48]\)/);
    }
  });

  it("is a value that a table can have: a multiple of four, below its end", () => {
    const said = (value: string): string[] =>
      compile(declared("", "holds none").replace("play thief for 2", `play thief; app.t: NtClose(${value}) => any`))
        .diagnostics.filter(({ severity }) => severity === "error")
        .map(({ code }) => code);
    expect(["0x4", "12", "0x200"].flatMap(said)).toEqual([]);
    expect(["0", "0x5", "0x204", "0x1000"].map((value) => said(value))).toEqual([
      ["SCN024"], ["SCN024"], ["SCN024"], ["SCN024"],
    ]);
  });
});

describe("handles that attackers hold, where a property counts handles", () => {
  const counted = (attackers: string, scenario: string): string => `
account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
process app as mallory { thread a, b }
account svc { user S-1-5-19; groups Users }
process srv as svc { thread main }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)"
${attackers}
scenario "s" on windows 11 { ${scenario} }`;
  const attacker = (name: string, holds: string): string =>
    `attacker ${name} { controls app; calls user routines; names app, app.a; holds ${holds} }`;
  const holding = "secrets FILE_READ_DATA";
  const inTurn = "play t for 3; play u for 3";
  it.each([
    ["are needed", attacker("t", holding), "always count(app.handles) < 3; play t for 4", /holds secrets/],
    ["belong to one who has not begun when it fails",
      [attacker("t", "none"), attacker("u", holding)].join("\n"),
      `always count(app.handles) < 3; ${inTurn}`, /holds secrets/],
    ["belong to two, of whom one has not begun",
      [attacker("t", "secrets FILE_WRITE_DATA"), attacker("u", holding)].join("\n"),
      `always count(handles) >= old(count(handles)); ${inTurn}`, /NtClose/],
    ["change nothing", attacker("t", holding), "never app.a.level >= SecurityIdentification; play t for 2",
      /^(?![^]*(holds|play))/],
  ])("that %s: each failure is told and shrunk, in the one layout", (_, attackers, scenario, world) => {
    const all = found(counted(attackers, scenario));
    expect(all.length).toBeGreaterThan(0);
    for (const { raw, small } of all) {
      expect(raw !== undefined && failsAsWritten(machine, raw)).toBe(true);
      expect(small !== undefined && failsAsWritten(machine, small)).toBe(true);
      expect(small!.length).toBeLessThan(raw!.length);
      expect(small).toMatch(world);
      expect([raw, small].map((text) => formatText(text!).value)).toEqual([raw, small]);
    }
  });
});

describe("what an attacker draws", () => {
  /** The attacker's calls in all runs of an enumeration, or in many drawn ones. */
  function calls(text: string, mode: "enumerated" | "drawn"): Set<string> {
    const program = compile(text).value.scenarios[0]!.program("11");
    const runs =
      mode === "drawn" ? 3_000 : Number(runProgram(machine, program, { runs: 3_000, seed: 0n }).counts.cases);
    machine.load(program.image);
    const seen = new Set<string>();
    for (let run = 0; run < runs; run++) {
      if (mode === "drawn") machine.beginCase(5n, BigInt(run));
      else machine.beginEnumerated(BigInt(run));
      machine.finish();
      for (const entry of machine.journal()) {
        if ((entry.stepFlags & stepFlag.Attacker) !== 0)
          seen.add(`${entry.actor} ${entry.operation} ${entry.operands.join(" ")}`);
      }
    }
    return seen;
  }

  it("is the same set in an enumeration and in a campaign", () => {
    const text = raced(
      "h = NtOpenFile(public, FILE_READ_DATA); NtClose(h)",
      "never levelRaised",
      "NtClose, NtDuplicateToken",
    ).replace("play thief for 2", "play thief for 1");
    const drawn = calls(text, "drawn");
    expect(drawn.size).toBeGreaterThan(0);
    expect(drawn).toEqual(calls(text, "enumerated"));
  });

  it.each([
    ["a kernel handle", "NtOpenFile(public, FILE_READ_DATA, attributes: OBJ_KERNEL_HANDLE)"],
    ["a handle of another process", "IoQueueWorkItem { NtOpenFile(public, FILE_READ_DATA) }"],
  ])("is never %s", (_, code) => {
    expect([...calls(raced(code, "never levelRaised", "NtClose"), "drawn")]).toEqual([]);
  });
});
