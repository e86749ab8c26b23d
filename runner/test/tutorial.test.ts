/** What the tutorial tells to try: each change is made, and shows what its sentence promises. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const tutorial = new URL("../../scenarios/tutorial/", import.meta.url);
const lessons = readdirSync(tutorial);
const impersonatingItem = `ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    IoQueueWorkItem {
      SeImpersonateClientEx(ctx) else return`;

/** Lesson, what is changed into what, and what is told then. */
const tries: readonly [string, readonly (readonly [string, string])[], string][] = [
  ["01", [["    SeStopImpersonatingClient()\n", ""]], "failed: expect not system.main.impersonating"],
  [
    "01", [["level: SecurityImpersonation)", "level: SecurityIdentification)"]],
    "SecurityIdentification",
  ],
  ["02", [["=> STATUS_ACCESS_DENIED\n}", "=> STATUS_SUCCESS\n}"]], "it was    STATUS_ACCESS_DENIED"],
  ["02", [["(A;;FA;;;SY)", "(A;;FA;;;SY)(A;;FR;;;BU)"]], "it was    STATUS_SUCCESS"],
  [
    "03", [["SeCreateClientSecurity(system.main", "SeCreateClientSecurity(app.client"]],
    "it was    level: SecurityImpersonation",
  ],
  [
    "04", [["IoQueueWorkItem {", impersonatingItem], ["=> STATUS_SUCCESS  ", "=> any"]],
    'property "always clean at worker-return" is broken',
  ],
  [
    "04",
    [
      ["IoQueueWorkItem {", impersonatingItem], ["=> STATUS_SUCCESS  ", "=> any"],
      ["  always clean at worker-return\n", ""],
    ],
    "bug check IMPERSONATING_WORKER_THREAD",
  ],
  ["05", [["windows xp-sp1", "windows xp-sp2"]], '"nobody gains" was meant to be broken and held'],
  [
    "06", [["=> STATUS_SUCCESS or STATUS_ACCESS_DENIED", "=> STATUS_SUCCESS"]],
    "shell.main: NtOpenFile(diary, FILE_READ_DATA)",
  ],
  ["07", [["atomic {", "{"]], "demanded  STATUS_NO_TOKEN"],
  [
    "08", [["act log FILE_WRITE_DATA else return  ", "act log FILE_WRITE_DATA => any"]],
    "was meant to be broken and held",
  ],
  [
    "09", [["SecurityDelegation     || STATUS_BAD_IMPERSONATION_LEVEL", "SecurityDelegation || STATUS_SUCCESS"]],
    "row 4 on 11",
  ],
  ["09", [["windows xp-sp2", "windows 7"]], "the thread stays itself  on 7  its only run"],
  [
    "10", [["(A;;FA;;;SY)", "(A;;FA;;;SY)(A;;FA;;;BU)"]],
    '"in his own right" was meant to be broken and held',
  ],
  ["10", [["      SeImpersonateClientEx(ctx) else return\n", ""]], "failed: in his own right"],
];

/** A lesson with changes made to it, each of which has a place. */
function changed(lesson: string, changes: readonly (readonly [string, string])[]): string {
  const name = lessons.find((each) => each.startsWith(lesson))!;
  return changes.reduce((text, [from, to]) => {
    expect(text, name).toContain(from);
    return text.replace(from, to);
  }, readFileSync(new URL(name, tutorial), "utf8"));
}

it("every lesson says what to try, and what it says shows", { timeout: 60_000 }, async () => {
  const files = tries.map(([lesson, changes], index) =>
    [`${String(index + 10)}-${lesson}.scn`, changed(lesson, changes)] as const);
  expect(new Set(tries.map(([lesson]) => lesson)).size).toBe(lessons.length);
  const folder = new WorkFolder(Object.fromEntries(files));
  const { out } = await folder.run(["run", ...files.map(([name]) => name)]);
  folder.remove();
  const told = files.map(([name]) => out.slice(out.indexOf(`${name}\n`)).split(/\n(?=\d\d-\d\d\.scn\n)/)[0]!);
  tries.forEach(([, , words], index) => expect(told[index], files[index]![0]).toContain(words));
});

it("as they stand, all lessons hold", async () => {
  const folder = new WorkFolder(
    Object.fromEntries(lessons.map((name) => [name, readFileSync(new URL(name, tutorial), "utf8")])),
  );
  const { code, out } = await folder.run(["run", ...lessons]);
  folder.remove();
  expect(code, out).toBe(0);
});
