/** `guise check` ends with as many errors, warnings and hints as it has said. */
import { afterAll, expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const world = "account bob { user S-1-5-21-7-7-7-1002; groups Users }\nprocess app as bob { thread t }\n";
const sound = `${world}scenario "s" on windows 11 { app.t: NtOpenProcessToken(app, TOKEN_QUERY) }\n`;
const warned = `${sound}scenario "nothing" on windows 11 { }\nscenario "idle" on windows 11 { }\n`;
const wrong = `${sound}scenario "x" on windows 11 { app.t: NtClse(0x4)\n app.t: NtClose(NULL)\n }\n`;
const folder = new WorkFolder({ "sound.scn": sound, "warned.scn": warned, "wrong.scn": wrong });
afterAll(() => folder.remove());

it.each([
  [["sound.scn"], 0, "1 file: nothing is wrong\n"],
  [["warned.scn"], 0, "1 file: 2 warnings, no error\n"],
  [["sound.scn", "warned.scn"], 0, "2 files: 2 warnings, no error\n"],
  [["wrong.scn"], 2, "1 of 1 file cannot be run: 2 errors\n"],
  [["sound.scn", "warned.scn", "wrong.scn"], 2, "1 of 3 files cannot be run: 2 errors and 2 warnings\n"],
])("check %s", async (files, code, out) => {
  const ended = await folder.run(["check", ...files]);
  expect(ended).toMatchObject({ code, out });
  const counted = [...out.matchAll(/(\d+) (?:error|warning|hint)s?/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  expect(ended.err.match(/^\S+:\d+:\d+ (?:error|warning|hint) /gm) ?? []).toHaveLength(counted);
});
