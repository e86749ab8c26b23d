/**
 * Bulk campaigns take short cuts: how runs begin is kept, properties sleep until what they read is written,
 * what was found within a baseline is not asked again. Here each case is made once more without them, and
 * must end alike.
 */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";

const folder = new URL("../../scenarios/attacks/", import.meta.url);
const CASES = 400;

/**
 * Identities that are handed over after all began: what was known of one token, one attacker, one run is not
 * true of the next.
 */
const handedOver = `account m { user S-1-5-21-7-7-7-1001; groups Users }
account n { user S-1-5-21-7-7-7-1002; groups Users, Administrators }
process app as m { thread one, two }
process office as n { thread three }
object paper as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;S-1-5-21-7-7-7-1002)"
attacker a { controls app.one; calls NtClose, NtOpenFile; names paper; holds none }
attacker b { controls office.three; calls user routines; names app.two, office, paper; holds none }
procedure hand(to: thread) by system.main {
  t = PsReferencePrimaryToken(office)
  PsImpersonateClient(to, t, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation)
  PsRevertThreadToSelf(to)
}
scenario "two attackers" on windows xp-sp1 {
  never identityGain by b
  never identityGain by a
  concurrently { lane system.main { hand(app.two) }; play a for 2; play b for 4 }
}
scenario "conceded or not" on windows xp-sp1 {
  never identityGain by a
  expect every t in threads: not t.impersonating
  maybe { concedes office.three to a }
  concurrently { lane system.main { hand(app.two) }; play a for 2 }
}
scenario "an object opened meanwhile" on windows xp-sp1 {
  never accessGain by a
  concurrently { lane system.main { hand(app.one) }; play a for 6 }
}
scenario "how the world begins" on windows xp-sp1 {
  always app.two.impersonating
  concurrently { lane system.main { hand(app.one) }; play a for 2 }
}
scenario "so for a whole step" on windows xp-sp1 {
  never old(app.one.impersonating) and app.one.impersonating
  concurrently { lane system.main { hand(app.one) }; play a for 3 }
}
scenario "a token in another's place" on windows xp-sp1 {
  never identityGain by a
  concurrently {
    lane app.two {
      own = NtOpenProcessToken(app, TOKEN_DUPLICATE)
      copy = NtDuplicateToken(own, TOKEN_IMPERSONATE, level: SecurityImpersonation, type: TokenImpersonation)
      NtClose(copy)
    }
    lane system.main {
      ctx = SeCreateClientSecurity(office.three, level: SecurityImpersonation)
      SeImpersonateClientEx(ctx, app.one)
    }
    play a for 1
  }
}
`;

function programsOf(text: string): Program[] {
  const { value, diagnostics } = compile(text);
  expect(diagnostics.filter((found) => found.severity === "error")).toEqual([]);
  return value.scenarios.flatMap((scenario) => scenario.versions.map((version) => scenario.program(version)));
}

/** Ends of the first cases, in bulk; each must be that of the same case made alone. */
function endsOf({ image }: Program, bulk: Machine, alone: Machine): string[] {
  bulk.load(image);
  alone.load(image);
  return Array.from({ length: CASES }, (_, index) => {
    const number = BigInt(index);
    bulk.runDrawn(7n, number, 1);
    alone.beginCase(7n, number);
    const end = alone.finish();
    expect(bulk.end(), `case ${number}`).toEqual(end);
    return end.verdict;
  });
}

it.each([false, true])("ends every case as it ends alone (where each property is judged after each step: %s)", (everything) => {
  const [bulk, alone] = [new Machine(coreModule()), new Machine(coreModule())];
  alone.setJudgeEverything(everything);
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  for (const program of texts.flatMap(programsOf)) expect(endsOf(program, bulk, alone).length).toBe(CASES);
  for (const program of programsOf(handedOver)) {
    expect(endsOf(program, bulk, alone), `${program.scenario} on ${program.version}`).toContain("Failed");
  }
});
