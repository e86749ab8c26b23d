/** Options from outside: each wrong value has its sentence, and an option by another name finds ours. */
import { afterAll, expect, it } from "vitest";
import { optionMeant } from "../node/otherWords.ts";
import { WorkFolder } from "./support/commandLine.ts";

const folder = new WorkFolder({
  "choices.scn": 'scenario "choices" on windows 11 { any of { system.main: PsRevertToSelf(); expect true } }\n',
});
afterAll(() => folder.remove());

const wrong: readonly (readonly [command: string, option: string, sentence: RegExp])[] = [
  ["fuzz", "--cases 0", /must be a whole number above 0/],
  ["fuzz", "--cases 2.5", /must be a whole number above 0/],
  ["fuzz", "--cases 99999999999999999999", /must be at most 9007199254740991/],
  ["fuzz", "--cases", /argument missing/],
  ["fuzz", "--workers 0", /must be a whole number above 0/],
  ["fuzz", "--time 0", /Nothing can be drawn in no time/],
  ["fuzz", "--time 3days", /must be a time such as 10s, 500ms or 2m/],
  ["fuzz", "--seed -1", /must be a whole number from 0 to 2\^64 - 1/],
  ["fuzz", "--seed 18446744073709551616", /must be a whole number from 0 to 2\^64 - 1/],
  ["fuzz", "--reporter xml", /choices are pretty, json, junit, sarif, tap/],
  ["fuzz", "--windows 12", /there is no version 12/],
  ["fuzz", "--scenario other", /There is no scenario "other"/],
  ["fuzz", "--runs 10", /Did you mean --cases\?/],
  ["run", "--cases 10", /Did you mean --runs\?/],
  ["run", "--runs 0", /must be a whole number above 0/],
  ["run", "--seed 0x", /must be a whole number from 0 to 2\^64 - 1/],
  ["run", "--version 7", /Did you mean --windows\?/],
  ["run", "--grep x", /Did you mean --filter\?/],
  ["run", "--sead 7", /Did you mean --seed\?/],
  ["trace", "--reporter json", /Did you mean --format\?/],
  ["explain", "--step 0", /must be a whole number above 0/],
  ["replay", "--case -1", /must be a whole number above 0/],
];

it.each(wrong)("guise %s %s", async (command, option, sentence) => {
  const { code, out, err } = await folder.run([command, "choices.scn", ...option.split(" ")]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(sentence);
});

it("nothing is proposed that the command does not have, nor for a word of no meaning", () => {
  expect(optionMeant("--runs", ["--seed"])).toBeUndefined();
  expect(optionMeant("--fast", ["--seed", "--cases"])).toBeUndefined();
});
