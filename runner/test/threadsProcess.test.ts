/** Every thread has its process, also where only the run tells which thread it is. */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { failsAsWritten, flatText } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { newMachine, programOf, resultOf } from "./support/compiled.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
account eve { user S-1-5-21-7-7-7-1003; groups Users }
process app as bob { thread main }
process office as eve { thread a }
process server as LocalService { thread reader }
pipe orders by server "D:(A;;GA;;;WD)"
driver filter {
  entry own(user: account) {
    t = NtOpenProcessToken(current.process, TOKEN_QUERY)
    expect t.token.user == user and current.process.token == t.token
  } finally { NtClose(t) }
  entry of(who: thread, user: account) {
    t = NtOpenProcessToken(who.process, TOKEN_QUERY)
    expect t.token.user == user
  } finally { NtClose(t) }
  entry is(which: process) {
    token = PsReferencePrimaryToken(which)
    expect token == which.token
    PsDereferencePrimaryToken(token)
  }
  entry later(who: thread) {
    IoQueueWorkItem {
      own = PsReferencePrimaryToken(current.process)
      callers = PsReferencePrimaryToken(caller.process)
      handed = PsReferencePrimaryToken(who.process)
      expect own == system.token and callers == who.process.token and handed == callers
      PsDereferencePrimaryToken(own)
      PsDereferencePrimaryToken(callers)
      PsDereferencePrimaryToken(handed)
    }
  }
}
`;

it.each([
  ["of the line", "app.main: t = NtOpenProcessToken(current.process, TOKEN_QUERY)\nexpect t.token.user == bob"],
  ["of an entry's code", "office.a: enter filter.own(eve)"],
  ["of a parameter", "system.main: { enter filter.of(app.main, bob); enter filter.of(office.a, eve) }"],
  ["of who enters, handed over", "office.a: enter filter.of(current, eve)"],
  ["of a worker and its caller", "app.main: enter filter.later(current)"],
  [
    "of a chosen thread", "choose w in app.main, office.a\nw: t = NtOpenProcessToken(w.process, TOKEN_QUERY)\n"
      + "expect t.token == w.process.token\nw: u = NtOpenProcessToken(current.process, TOKEN_QUERY)\nexpect u.token == t.token",
  ],
  ["of a chosen thread that enters", "choose w in app.main, office.a\nw: enter filter.later(current)"],
  ["of a chosen thread as a process", "choose w in app.main, office.a\nw: { enter filter.is(w.process); enter filter.is(current.process) }"],
  [
    "of who wrote a message", "any of { app.main: NtWriteFile(orders); office.a: NtWriteFile(orders) }\n"
      + "server.reader: order = NtReadFile(orders)\nsystem.main: enter filter.is(order.writer.process)\n"
      + "system.main: p = PsReferencePrimaryToken(order.writer.process)\nexpect p == order.writer.token",
  ],
])("the process %s", (_, statements) => {
  const source = { name: "x.scn", text: `${world}scenario "x" on windows 11 {\n${statements}\n}` };
  const { diagnostics } = compile(source.text);
  expect(diagnostics.map(messageOf)).toEqual([]);
  const result = resultOf(source, programOf(source.text, "x", "11"), 300);
  expect(result.failures.map(({ title }) => title)).toEqual([]);
});

const machine = newMachine();

/** The only failure of a scenario, as a straight line of steps. */
function written(statements: string): string | undefined {
  const text = `${world}scenario "x" on windows 11 {\n${statements}\n}`;
  const program = programOf(text, "x", "11");
  const [failure] = failuresOf(program, runProgram(machine, program, { runs: 100, seed: 0n }), text);
  const { lines, end } = flatLinesOf(machine, program, failure!.recipe);
  const origin = { program, file: compile(text).value.file, text, title: "x", found: "Found by a test." };
  return flatText(machine, origin, lines, end);
}

it.each([
  [
    "names the process itself", "choose w in office.a\nw: NtOpenProcessToken(w.process, TOKEN_QUERY)\nexpect false",
    "office.a: NtOpenProcessToken(office, TOKEN_QUERY)",
  ],
  [
    "tells what is missing where nobody is that thread",
    "server.reader: order = NtReadFile(orders) => any\nsystem.main: NtOpenProcessToken(order.writer.process, TOKEN_QUERY)\n"
      + "expect false",
    "NtOpenProcessToken(order.writer.process, TOKEN_QUERY)",
  ],
])("a flat text %s, and fails as it did", (_, statements, line) => {
  const text = written(statements);
  expect(text).toContain(line);
  expect(failsAsWritten(machine, text!)).toBe(true);
});

it("`current` is nobody where no thread makes the line", () => {
  const serve = "procedure serve(which: process) by server.reader { NtOpenProcessToken(which, TOKEN_QUERY) }\n";
  const text = (line: string): string => `${world}${serve}scenario "x" on windows 11 {\n${line}\nexpect true\n}`;
  const codes = (line: string): string[] => compile(text(line)).diagnostics.map(({ form }) => form)
    .filter((form) => form !== "SCN038");
  expect(codes("choose which in current.process, app")).toEqual(["SCN020/current"]);
  expect(codes("serve(current.process)")).toEqual(["SCN020/current"]);
  expect(codes("NtOpenProcessToken(current.process, TOKEN_QUERY)")).toEqual(["SCN020"]);
});
