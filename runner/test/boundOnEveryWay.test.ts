/*
 * "Not bound on every way to this line" is said where some run skips the line, and nowhere else: held for all
 * that a condition can say of a call, behind calls that may fail, may not be made, or may do both.
 */
import { describe, expect, test } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import type { CampaignCounts } from "../machine/machine.ts";
import { newMachine } from "./support/compiled.ts";

/** Whoever asks, the thread impersonates not at all, anonymously or by name: so there are three errors. */
const world = `account alice { user S-1-5-21-7-7-7-1004; groups Users }
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process office as alice { thread own, victim }
process app as mallory { thread foreign }
`;
const before = `system.main: primary = PsReferencePrimaryToken(office)
  any of {
    system.main: PsImpersonateClient(victim, primary, level: SecurityAnonymous)
    system.main: PsImpersonateClient(victim, primary, level: SecurityIdentification)
    system.main: PsRevertToSelf()
  }
  choose asker in own, foreign
  choose k in 1..2`;

const call = "asker: t = NtOpenThreadToken(victim, TOKEN_QUERY, openAsSelf: true)";
const some = `${call} => STATUS_SUCCESS or STATUS_NO_TOKEN or STATUS_CANT_OPEN_ANONYMOUS`;
const bindings = [
  `maybe { ${call} }`, `${call} => any`, `maybe { ${call} => any }`, some, `from 7 { maybe { ${some} } }`,
];

const conditions = [
  "t == none", "not (t == none)", "t.failed", "t.status == STATUS_SUCCESS",
  "t.status != STATUS_SUCCESS", "t.status != STATUS_NO_TOKEN",
  "t.status in [STATUS_NO_TOKEN, STATUS_CANT_OPEN_ANONYMOUS]",
  "t.status not in [STATUS_CANT_OPEN_ANONYMOUS, STATUS_NO_TOKEN]",
  "t.status in [STATUS_SUCCESS, STATUS_NO_TOKEN]", "k == 1",
  "t.status == STATUS_NO_TOKEN or t.status == STATUS_CANT_OPEN_ANONYMOUS",
  "t != none and k == 1", "t == none or k == 1",
];

const mark = "USE";
const forms: readonly ((condition: string) => string)[] = [
  (condition) => `if ${condition} { ${mark} }`,
  (condition) => `if ${condition} { } else { ${mark} }`,
  (condition) => `expect ${condition}; ${mark}`,
  (condition) => `if ${condition} { if t.status == STATUS_NO_TOKEN { return }; ${mark} }`,
  (condition) => `if ${condition} { return }; if t.status == STATUS_CANT_OPEN_ANONYMOUS { return }; ${mark}`,
];

const machine = newMachine();

/** All runs of a body with a use put in, and whether the use is warned of. */
function runsWith(body: string, use: string): { said: boolean; counts: CampaignCounts } {
  const text = `${world}scenario "s" on windows 11 {\n  ${before}\n  ${body.replace(mark, use)}\n}\n`;
  const { value, diagnostics } = compile(text);
  if (hasErrors(diagnostics)) throw new Error(`${body}: ${diagnostics.map(messageOf).join("\n")}`);
  const place = text.length - body.length + body.indexOf(mark) - use.length;
  const said = diagnostics.some(({ code, span }) => code === "SCN012" && span.start > place);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 1000);
  return { said, counts: machine.counts() };
}

/** Whether some run comes to where the use stands. */
function isReached(body: string): boolean {
  const stepsWith = (use: string): bigint => runsWith(body, use).counts.steps;
  return stepsWith("system.main: PsRevertToSelf()") > stepsWith("");
}

describe.each(bindings)("%s", (binding) => {
  test.each(forms.map((form) => [form("…"), form] as const))("%s", (_, form) => {
    for (const condition of conditions) {
      const body = `${binding}\n  ${form(condition)}`;
      const { said, counts } = runsWith(body, "asker: NtClose(t) => any");
      if (counts.skipped > 0n) expect(said, `skipped and not said: ${body}`).toBe(true);
      else expect(said && isReached(body), `said and never skipped: ${body}`).toBe(false);
    }
  });
});
