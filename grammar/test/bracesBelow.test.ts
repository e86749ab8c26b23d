/*
 * A brace that begins a line is the block of the head above it, which is said, or a block of its own: a line
 * that is whole without it keeps it so.
 */
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { sentenceOf } from "./expectations.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
object doc as file "O:SYG:SYD:(A;;FA;;;SY)"
procedure entry() by app.client { act doc FILE_READ_DATA => any }
procedure repeat(what: object) by app.client { act what FILE_READ_DATA => any }
`;
const block = "{\n    system.main: PsRevertToSelf()\n  }";
const own = "{\n    PsRevertToSelf()\n  }";

const saidOf = (lines: string, more = ""): string[] =>
  compile(`${world}scenario "s" on windows 11 {\n  ${lines}\n${more}}\n`).diagnostics.map(sentenceOf);

const entered = "  system.worker1: enter i\n  system.worker1: leave\n";

test.each([
  ["a work item that is entered by its name", "system.main: i = IoQueueWorkItem()", entered],
  ["one with `=> any` behind it", "system.main: i = IoQueueWorkItem() => any", entered],
  ["a procedure that is called `entry`", "entry()", ""],
  ["a procedure that is called `repeat`", "repeat(doc)", ""],
  ["a call", "system.main: PsRevertToSelf()", ""],
])("behind %s stands a block of its own", (_, line, more) => {
  expect(saidOf(`${line}\n  ${block}`, more)).toEqual([]);
});

test.each([
  ["a work item without a name", "system.main: IoQueueWorkItem()", own],
  ["a work item that nobody enters", "system.main: i = IoQueueWorkItem()", own],
  ["a work item without parentheses", "system.main: i = IoQueueWorkItem", own],
  ["a repetition", "repeat 2", block],
  ["a condition in parentheses", "if (app.client.impersonating)", block],
])("the brace below %s belongs to it", (_, line, code) => {
  const said = saidOf(`${line}\n  ${code}`);
  const sentence = "This `{` belongs to the line above, which ends without it.";
  expect(said).toEqual([`${sentence} — Put \` {\` at the end of that line.`]);
  expect(saidOf(`${line} ${code}`)).toEqual([]);
});

const formsOf = (block: string): string[] =>
  compile(`${world}scenario "s" on windows 11${block}\n`).diagnostics.map(({ form }) => form);

test.each(["{\n}", "{ }", "// nothing yet\n{\n}"])("below the head of a scenario %j is one mistake", (empty) => {
  expect(formsOf(`\n${empty}`)).toEqual(["SCN006/brace"]);
  expect(formsOf(" {\n}")).toEqual(["SCN037"]);
});
