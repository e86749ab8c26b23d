/**
 * An act through a handle: the handle must be in the actor's table and name an object; in user mode the right
 * counts that was granted when it was opened, in kernel mode none does (facts 4.4 step 2, 11.1 step 3).
 */
import { describe, expect, it } from "vitest";
import { programsOf, resultOf } from "./support/compiled.ts";

const world = `
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as mallory { thread victim, accomplice }
process office as bob { thread t }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)"
object shared as file "O:SYG:SYD:(A;;FR;;;BU)"
object settings as key "O:SYG:SYD:(A;;KR;;;BU)"
attacker thief { controls app.accomplice; calls NtClose; names app; holds none }
`;
/** The verdict of a scenario, and why it is vacuous if it is. */
function resultIn(lines: string) {
  const text = `${world}scenario "s" on windows 11 {\n${lines}\n}`;
  return resultOf({ name: "s.scn", text }, programsOf(text)[0]!);
}

describe("an act through a handle", () => {
  it.each([
    ["goes by what was granted at the open, not by the list now", "victim: { h = NtOpenFile(shared, FILE_READ_DATA); act h FILE_READ_DATA => STATUS_SUCCESS }"],
    ["is refused a right that was not asked for", "victim: { h = NtOpenFile(shared, FILE_READ_DATA); act h READ_CONTROL => STATUS_ACCESS_DENIED }"],
    ["maps generic rights", "victim: { h = NtOpenFile(settings, KEY_READ); act h GENERIC_READ => STATUS_SUCCESS; act h GENERIC_WRITE => STATUS_ACCESS_DENIED }"],
    ["asks for no right in kernel mode", "system.main: { h = NtOpenFile(secrets, FILE_READ_DATA); act h FILE_WRITE_DATA => STATUS_SUCCESS }"],
    ["asks for none by the server's own decision", "victim: { h = NtOpenFile(shared, FILE_READ_DATA); act h FILE_WRITE_DATA unchecked => STATUS_SUCCESS }"],
    ["needs an open handle, even then", "victim: { h = NtOpenFile(shared, FILE_READ_DATA); NtClose(h); act h FILE_READ_DATA unchecked => STATUS_INVALID_HANDLE }"],
    ["needs a handle of the actor's process", "victim: h = NtOpenFile(shared, FILE_READ_DATA)\n office.t: act h FILE_READ_DATA => STATUS_INVALID_HANDLE"],
    ["needs a kernel handle to be used from kernel mode", `victim: { enter "d"; h = NtOpenFile(shared, FILE_READ_DATA, attributes: OBJ_KERNEL_HANDLE); leave; act h FILE_READ_DATA => STATUS_INVALID_HANDLE }`],
    ["needs a handle to an object", "victim: { h = NtOpenProcessToken(app, TOKEN_QUERY); act h FILE_READ_DATA => STATUS_OBJECT_TYPE_MISMATCH }"],
    ["is skipped where the open failed", "victim: { h = NtOpenFile(secrets, FILE_READ_DATA) => STATUS_ACCESS_DENIED; act h FILE_READ_DATA => STATUS_SUCCESS }"],
    ["is any thread's of the process", "victim: h = NtOpenFile(shared, FILE_READ_DATA)\n accomplice: act h FILE_READ_DATA => STATUS_SUCCESS"],
  ])("%s", (_, lines) => {
    expect(resultIn(lines).verdict).toBe("held");
  });

  it.each([
    ["beyond what he could do himself is a deputy's", "never deputy\n system.main: { h = NtOpenFile(secrets, FILE_READ_DATA); act h FILE_READ_DATA for app.victim }", "failed"],
    ["within it is not", "never deputy\n system.main: { h = NtOpenFile(shared, FILE_READ_DATA); act h FILE_READ_DATA for app.victim }", "held"],
  ])("on somebody's behalf %s", (_, lines, verdict) => {
    expect(resultIn(lines).verdict).toBe(verdict);
  });
});

describe("a property that nothing could break says what is missing", () => {
  it.each([
    ["never escalation by thief\n victim: NtOpenFile(shared, FILE_READ_DATA)", /thief does not play here/],
    ["never escalation by thief\n victim: { h = NtOpenFile(shared, FILE_READ_DATA); NtClose(h) }\n play thief", /once thief plays.*measured from the statement/],
    ["never deputy\n victim: act shared FILE_READ_DATA", /only acts inside `for` are judged, and there is none here/],
    ["never deputy\n victim: act shared FILE_READ_DATA for app.victim", undefined],
  ])("%s", (lines, reason) => {
    const { vacuous } = resultIn(lines);
    if (reason === undefined) expect(vacuous).toEqual([]);
    else expect(vacuous.join("\n")).toMatch(reason);
  });
});
