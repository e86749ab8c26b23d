/**
 * What runs in bulk remember from one step to the next changes no verdict: each case, drawn in bulk and made
 * alone with nothing remembered, ends alike.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";

const SEED = 11n;
const machine = new Machine(coreModule());

function programsOf(text: string): Program[] {
  const { value, diagnostics } = compile(text);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(messageOf).join("\n"));
  return value.scenarios
    .map((scenario) => scenario.program(scenario.versions.at(-1)!))
    .filter((each) => each.hasChoices);
}

/** The verdicts of cases that are drawn in bulk, one after the other in one campaign. */
function inBulk(program: Program, cases: number): string[] {
  machine.load(program.image);
  const verdicts: string[] = [];
  let before = machine.counts().verdicts;
  for (let number = 0n; number < cases; number++) {
    machine.runDrawn(SEED, number, 1);
    const after = machine.counts().verdicts;
    verdicts.push(
      Object.keys(after)
        .filter((name) => after[name as keyof typeof after] !== before[name as keyof typeof after])
        .join(),
    );
    before = after;
  }
  return verdicts;
}

function alone(program: Program, cases: number): string[] {
  machine.load(program.image);
  return Array.from({ length: cases }, (_, number) => {
    machine.beginCase(SEED, BigInt(number));
    return machine.finish().verdict;
  });
}

const attacks = new URL("../../scenarios/attacks/", import.meta.url);

describe("a case ends alike in bulk and alone", () => {
  it.each(readdirSync(attacks))("%s", (name) => {
    for (const program of programsOf(readFileSync(new URL(name, attacks), "utf8"))) {
      expect(inBulk(program, 400)).toEqual(alone(program, 400));
    }
  });

  /**
   * Handles to tokens of several people at several levels, to threads and to processes, all of them used and
   * changed.
   */
  const world = `account one { user S-1-5-21-9-9-9-1; groups Users; privileges SeImpersonatePrivilege disabled, SeDebugPrivilege disabled }
account two { user S-1-5-21-9-9-9-2; groups Users, Administrators deny-only }
account three { user S-1-5-21-9-9-9-3; groups Users, Administrators; privileges SeTakeOwnershipPrivilege }
process a as one { thread t, u }
process b as two { thread t }
process c as three { thread t }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;S-1-5-21-9-9-9-3)"
`;
  const held = ["a", "b", "c"].flatMap((process) =>
    ["SecurityIdentification", "SecurityImpersonation"].map((level) => `${process}.token TOKEN_ALL_ACCESS as ${level}`));
  it.each([
    ["tokens", held.slice(0, 3).join(", "), "user routines"],
    ["a token that a privilege of the holder opens", "c.token TOKEN_IMPERSONATE as SecurityImpersonation", "NtOpenProcessToken, NtAdjustPrivilegesToken"],
    ["tokens that the gate refuses", "b.token TOKEN_ALL_ACCESS as SecurityIdentification, c.token TOKEN_QUERY as SecurityImpersonation", "user routines"],
    ["threads and processes", "b.t THREAD_QUERY_INFORMATION, c PROCESS_QUERY_INFORMATION, a.token TOKEN_ALL_ACCESS as SecurityImpersonation", "user routines"],
  ])("with handles to %s", (_, holds, calls) => {
    const attacker = `attacker x { controls a; calls ${calls}; names a, b, c, a.t, b.t, c.t, secrets; holds ${holds} }\n`;
    const driver = `driver d { entry raise() { c1 = SeCreateClientSecurity(c.t, level: SecurityImpersonation) => any
    SeImpersonateClientEx(c1) => any } }\n`;
    const lanes = [
      "never escalation by x; play x for 8",
      "never escalation by x; concurrently { lane a.u { enter d.raise() }; play x for 6 }",
    ];
    const seen = new Set<string>();
    for (const lane of lanes)
      for (const version of ["xp-sp1", "xp-sp2", "11"]) {
        const text = `${world}${attacker.replace("controls a;", lane.includes("lane") ? "controls a.t;" : "controls a;")}${driver}scenario "s" on windows ${version} { ${lane} }\n`;
        for (const program of programsOf(text)) {
          const verdicts = inBulk(program, 600);
          expect(verdicts).toEqual(alone(program, 600));
          verdicts.forEach((each) => seen.add(each));
        }
      }
    // what is remembered could only be wrong about runs that end in both ways
    expect([...seen].sort()).toEqual(["Failed", "Held"]);
  });
});
