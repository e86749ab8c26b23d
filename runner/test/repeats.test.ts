/**
 * A block that is repeated means the block written as often: names that driver and work-item code binds are a
 * round's own, since its items may still be waiting in the next, and each round has room for what it makes.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { vacuousReasons } from "../campaign/vacuity.ts";
import { newMachine } from "./support/compiled.ts";

const machine = newMachine();
const world = `
account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
process app as mallory { thread a, b }
object f as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
driver asClient { entry q() {
  ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
  IoQueueWorkItem {
    SeImpersonateClientEx(ctx) => level: SecurityImpersonation
    for caller { act f FILE_READ_DATA => STATUS_SUCCESS }
    SeStopImpersonatingClient()
  } finally { SeDeleteClientSecurity(ctx) } } }
driver opens { entry q() {
  IoQueueWorkItem {
    x = NtOpenFile(f, FILE_READ_DATA, attributes: OBJ_KERNEL_HANDLE) else return
    act x FILE_READ_DATA
    NtClose(x)
  } } }
attacker thief { controls app; calls NtOpenProcessToken, NtClose; names app; holds none }
`;

function outcomeOf(body: string, version = "11") {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows nt4, 11 {\n${body}\n}`);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const program = value.scenarios[0]!.program(version);
  const outcome = runProgram(machine, program, { runs: 30_000, seed: 0n });
  return { ...outcome, vacuous: vacuousReasons(program, outcome.counts, new Set(), []) };
}

describe("twice is what two are", () => {
  it.each([
    ["a driver that queues an item for its client", "app.a: enter asClient.q()"],
    ["an item with names of its own", "app.a: enter opens.q()"],
    ["an attacker's play", "play thief for 1"],
  ])("%s", (_, statement) => {
    const judged = (body: string): string => `never escalation by thief\n${body}`;
    const [repeated, written] = [`repeat 2 { ${statement} }`, `${statement}\n${statement}`].map((body) =>
      outcomeOf(judged(body)),
    );
    expect(repeated!.failures).toEqual([]);
    expect(repeated!.mode).toBe("all");
    expect(repeated!.counts.verdicts).toEqual(written!.counts.verdicts);
  });
});

it.each([
  ["on another version alone", "from gate { play thief for 1 }", "nt4"],
  ["no times", "repeat 0 { play thief for 2 }", "11"],
])("who plays %s does not play: what is said of him is vacuous", (_, play, version) => {
  const { vacuous } = outcomeOf(
    `never escalation by thief\n${play}\napp.a: NtOpenProcessToken(app, TOKEN_QUERY)`, version,
  );
  expect(vacuous).toEqual([expect.stringContaining("thief does not play here")]);
});
