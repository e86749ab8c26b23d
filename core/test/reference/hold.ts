/** Holds one drawn program against the reference: its versions, and the same with some switches turned. */
import { hasErrors, messageOf } from "../../../grammar/diagnostics.ts";
import { compile } from "../../../grammar/compile.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Machine } from "../../../runner/machine/machine.ts";
import type { SwitchSettings } from "../../tables/switches.ts";
import { compareFirstRun, compareRun, type Disagreement, type Told } from "./compare.ts";
import type { DrawnProgram, Poke } from "./drawProgram.ts";

export interface Found extends Disagreement {
  readonly version: string;
  readonly turned: Readonly<Record<string, string>>;
  /** Which drawn case of a program with choices. */
  readonly drawnCase?: bigint;
}

/**
 * The first disagreement, if there is one; `cases` runs are drawn of a program with choices. Throws when the
 * drawn text is no program: a mistake of the drawing.
 */
export function disagreementIn(
  machine: Machine, drawn: DrawnProgram, told?: Told, cases = 0,
): Found | undefined {
  const { value, diagnostics } = compile(drawn.text);
  if (hasErrors(diagnostics)) throw new Error(`${diagnostics.filter((each) => each.severity === "error").map(messageOf).join("\n")}\n${drawn.text}`);
  const scenario = value.scenarios[0]!;
  const settings = [{}, ...(Object.keys(drawn.turned).length === 0 ? [] : [drawn.turned])];
  for (const version of drawn.versions) for (const turned of settings) {
    const program = poked(scenario.program(version, turned as Partial<SwitchSettings>), drawn.pokes);
    const found = compareFirstRun(machine, program, told);
    if (found !== undefined) return { ...found, version, turned };
    for (let drawnCase = 0n; program.hasChoices && drawnCase < cases; drawnCase++) {
      machine.beginCase(0n, drawnCase);
      const inCase = compareRun(machine, program, told);
      if (inCase !== undefined) return { ...inCase, version, turned, drawnCase };
    }
  }
  return undefined;
}

/** The program with other tokens at the start. */
function poked(program: Program, pokes: readonly Poke[]): Program {
  if (pokes.length === 0) return program;
  const token = [...program.image.initial.token!];
  for (const poke of pokes) {
    const number = 1 + (poke.process % (token.length - 1));
    const row = token[number]!;
    const groups = BigInt(row.groups ?? 0) | (1n << BigInt(row.user ?? 0));
    // some of the SIDs that the token has anyway, and some others
    const restricting = BigInt(poke.restricting) & 1n
      ? groups & ~(BigInt(poke.restricting) >> 1n)
      : BigInt(poke.restricting) >> 1n;
    const known = restricting & ((1n << BigInt(program.names.sids.length)) - 1n);
    token[number] = {
      ...row, policy: Number(row.integrity) === 0xffff ? 0 : poke.policy, userDenyOnly: +poke.userDenyOnly,
      ...(known === 0n ? {} : { restricted: 1, restricting: known, writeRestricted: +poke.writeRestricted }),
    };
  }
  return { ...program, image: { ...program.image, initial: { ...program.image.initial, token } } };
}

/** A disagreement as a reader wants it: what differs where, and the program. */
export function tell(found: Found, drawn: DrawnProgram): string {
  const turned = Object.entries(found.turned).map(([name, value]) => `${name}: ${value}`).join(", ");
  return [
    `core and reference disagree on ${found.version}${turned === "" ? "" : ` with ${turned}`}, ${found.drawnCase === undefined ? "" : `case ${found.drawnCase} of seed 0, `}step ${found.step + 1}, ${found.routine}:`,
    ...found.differences.map((difference) => `  ${difference}`),
    ...drawn.pokes.map((poke) => `  // process ${poke.process}: ${JSON.stringify(poke)}`), "", drawn.text,
  ].join("\n");
}
