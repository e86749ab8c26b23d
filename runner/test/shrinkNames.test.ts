/**
 * Conditions that name what a call gave back: what is left of a failure says the name and binds it, and is
 * the smallest text that does, also where the condition is false whether or not there is such a call.
 */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { failsAsWritten, flatText } from "../campaign/flatText.ts";
import { defaultRunBudget, runProgram } from "../campaign/runProgram.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import { newMachine } from "./support/compiled.ts";
import { needless } from "./support/smallest.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client, other }
object diary as file "O:SYG:SYD:(A;;FR;;;BU)"
`;
const machine = newMachine();

const opens = "app.other: m = NtOpenProcessToken(app, TOKEN_QUERY) => any";
const raises = "app.client: NtImpersonateThread(current, current, level: SecurityAnonymous)";
const needlessLine = "app.other: NtOpenProcessToken(app, TOKEN_QUERY)";

/** What a call gave back, in conditions that another condition beside them makes false by itself. */
const conditions = [
  "m.status == STATUS_ACCESS_DENIED", "m.failed", "m.level == SecurityDelegation", "m == none",
  "m.token.user == Everyone", "TOKEN_DUPLICATE in m.access",
];
const orders = {
  "bound before": [opens, needlessLine, raises],
  "bound behind": [needlessLine, raises, opens],
  "bound in each of two rounds": [raises, `repeat 2 { ${opens}; app.other: NtClose(m) => any }`],
};
const joined = [
  (condition: string) => `${condition} or not app.client.impersonating`,
  (condition: string) => `not (${condition}) implies not app.client.impersonating`,
  (condition: string) => `${condition} and not app.client.impersonating`,
];

// each condition in each order, joined in turns
const cases = conditions.flatMap((condition, at) =>
  Object.entries(orders).map(([order, steps], by) => ({
    order, steps, condition: joined[(at + by) % joined.length]!(condition),
  })),
);

it.each(cases)("$condition, $order: saved as the smallest text there is", ({ condition, steps }) => {
  const text = `${world}scenario "x" on windows 11 {\n${steps.join("\n")}\nexpect ${condition}\n}`;
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("11");
  const failures = failuresOf(program, runProgram(machine, program, defaultRunBudget), text);
  expect(failures).toHaveLength(1);
  const { recipe } = failures[0]!;
  const origin = { program, file: value.file, text, title: "left", found: "Found by a test." };
  const { lines, end } = flatLinesOf(machine, program, recipe);
  const raw = flatText(machine, origin, lines, end);
  expect(raw !== undefined && failsAsWritten(machine, raw), "as it was found").toBe(true);
  const shrunk = shrinkFailure(machine, origin, recipe);
  expect(shrunk).toMatchObject({ shrunk: true, complete: true });
  expect(shrunk.steps).toBeLessThan(shrunk.stepsBefore);
  expect(shrunk.text).toContain("m = ");
  expect(failsAsWritten(machine, shrunk.text!)).toBe(true);
  expect(needless(machine, shrunk.text!), shrunk.text).toEqual([]);
});
