/**
 * Versions that a program cannot tell apart are run once, and the answer is the one that each would have
 * given.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { switchIsRead } from "../../core/tables/readings.ts";
import { switches } from "../../core/tables/switches.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Campaign } from "../campaign/runAll.ts";
import { runProgram, type CampaignOutcome } from "../campaign/runProgram.ts";
import { withSameAnswers } from "../campaign/sameAnswers.ts";
import { newMachine, programsOf } from "./support/compiled.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const budget = { runs: 500, seed: 3n };
const machine = newMachine();
const alone: Campaign = (program) => runProgram(machine, program, budget);
const committed = (name: string): string =>
  readFileSync(new URL(`../../scenarios/${name}.scn`, import.meta.url), "utf8");

const found = ({ sameAs: _, switchesRead: __, ...rest }: CampaignOutcome): object => rest;

it.each([
  ["a routine's scenarios", committed("routines/SeImpersonateClientEx")],
  ["tables of the gate", committed("routines/SeTokenCanImpersonate")],
  ["access checks", committed("routines/NtOpenFile")],
  ["an attacker's drawn runs", `${world}${drivers}${play}`.replace("on windows xp-sp1", "on windows all")],
])("%s fare as if every version had been run", async (_, text) => {
  const campaign = withSameAnswers(alone);
  const programs = programsOf(text);
  let spared = 0;
  for (const program of programs) {
    const outcome = await campaign(program);
    if (outcome.sameAs !== undefined) spared++;
    expect(found(outcome), `${program.scenario} on ${program.version}`).toEqual(found(await alone(program)));
  }
  expect(spared).toBeGreaterThan(programs.length / 5);
  expect(spared).toBeLessThan(programs.length);
});

/** A program, and one that differs from it in the answer to one question alone. */
function otherwise(program: Program, name: string): Program {
  const index = switches.findIndex((row) => row.name === name);
  const changed = program.image.switches.map((value, at) =>
    at === index ? (value + 1) % switches[index]!.values.length : value,
  );
  return { ...program, version: "another", image: { ...program.image, switches: changed } };
}

const impersonating = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
scenario "asks the gate" on windows 11 {
  system.main: token = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(client, token) => level: SecurityIdentification
}`;

it.each(["gate", "gateExempts", "impBlockInline"])(
  "what reads %s is run again where it differs",
  async (name) => {
    const campaign = withSameAnswers(alone);
    const [program] = programsOf(impersonating);
    await campaign(program!);
    expect((await campaign(otherwise(program!, name))).sameAs).toBeUndefined();
  },
);

it.each(["maxAllowedDeny", "qosLevelAbove3", "pipeDisableImpersonation"])(
  "what never reads %s is not",
  async (name) => {
    const campaign = withSameAnswers(alone);
    const [program] = programsOf(impersonating);
    await campaign(program!);
    expect((await campaign(otherwise(program!, name))).sameAs).toBe("11");
  },
);

it.each(switches.map(({ name }) => name).filter((name) => !switchIsRead(name)))(
  "versions that differ in %s alone, which nothing reads yet, are one to run",
  async (name) => {
    const campaign = withSameAnswers(alone);
    for (const file of ["routines/SeTokenCanImpersonate", "routines/NtOpenFile"]) {
      const [program] = programsOf(committed(file));
      const first = await campaign(program!);
      expect((await campaign(otherwise(program!, name))).sameAs).toBe(program!.version);
      // and not because it was not tried: run on its own it fares the same
      expect(found(await alone(otherwise(program!, name)))).toEqual(found(first));
    }
  },
);

it("a program that differs elsewhere is run, whatever it reads", async () => {
  const campaign = withSameAnswers(alone);
  const [program] = programsOf(impersonating);
  const [other] = programsOf(impersonating.replace("thread client", "thread client, second"));
  await campaign(program!);
  expect((await campaign(other!)).sameAs).toBeUndefined();
});
